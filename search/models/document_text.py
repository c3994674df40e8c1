from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.choices import ExtractionOutcome


class DocumentText(models.Model):
    """The text of an uploaded document, or the reason why there is none.

    A background task extracts it after each upload. A document without a row has not been read yet.
    """

    document = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="document_text",
        verbose_name=_("document"),
    )
    text = models.TextField(_("text"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=ExtractionOutcome.choices)
    file_hash = models.CharField(_("SHA-1 of the file that was read"), max_length=40)
    read_at = models.DateTimeField(_("read at"), auto_now=True)

    # Indexing is no usage of a document that should prevent its deletion.
    document.wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")
        # Only the background task writes rows.
        default_permissions = ()

    def __str__(self):
        return str(self.document)

    @property
    def word_count(self) -> int:
        return len(self.text.split())
