"""The index: one entry for each object, and a record for each page."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexEntry(models.Model):
    """One indexed object of any model.

    Its tokens are stored under the entry's id in the table ``search_words``, which the engine of
    the database creates.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    version = models.PositiveSmallIntegerField(
        help_text=_("The version of the normaliser that made the tokens.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("content_type", "object_id"), name="one_index_entry_per_object"
            )
        ]

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id}"


class PageRecord(models.Model):
    """Data of an indexed page that searches filter, sort and display without loading the page.

    Whether readers may see the page is not stored here, but determined from the page tree at each
    search. ``is_draft``: the page was not live when it was indexed; readers do not find it until it
    is indexed again.
    ``territories``, ``themes`` and ``documents`` are codes, slugs and ids, separated by spaces. The
    documents are those whose texts are in the index.
    """

    entry = models.OneToOneField(IndexEntry, primary_key=True, on_delete=models.CASCADE)
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="search_record"
    )
    translation_key = models.UUIDField()
    language = models.CharField(max_length=20)
    is_draft = models.BooleanField(default=False)
    kind = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField(null=True)
    date_rank = models.PositiveIntegerField(default=0)
    territories = models.TextField(blank=True)
    themes = models.TextField(blank=True)
    documents = models.TextField(blank=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)

    def __str__(self):
        return self.title
