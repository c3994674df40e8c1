from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from .choices import LanguageChoiceBlock

FILE_KINDS = [
    ("agenda", _("Agenda")),
    ("conclusions", _("Conclusions")),
    ("presentation", _("Presentation")),
    ("report", _("Report")),
    ("declaration", _("Declaration")),
    ("other", _("Other document")),
]


class FileBlockValue(blocks.StructValue):
    @property
    def file_url(self) -> str:
        """URL of the uploaded document, or else the external one; empty for a deleted document."""
        return self["document"].url if self["document"] else self["url"]


def require_document_or_url(cleaned) -> None:
    """Raise the block's validation error if the value has neither of them."""
    if not cleaned["document"] and not cleaned["url"]:
        error = ValidationError(_("Choose a file or give an address."))
        raise StructBlockValidationError(block_errors={"document": error})


class FileBlock(blocks.StructBlock):
    """An uploaded document or an external URL, with its language and kind."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=FILE_KINDS,
        default="other",
        search_index=False,
    )
    language = LanguageChoiceBlock()
    document = DocumentChooserBlock(label=_("File"), required=False)
    url = blocks.URLBlock(
        label=_("Address"),
        required=False,
        help_text=_("Where the document is published, if it is not uploaded here."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file or a link to one, with its language and kind.")
        template = "core/blocks/file.html"
        value_class = FileBlockValue
        preview_value = {
            "title": _("Agenda"),
            "kind": "agenda",
            "language": settings.LANGUAGE_CODE,
            "url": "https://example.org/agenda.pdf",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        require_document_or_url(cleaned)
        return cleaned
