"""What the index holds: one entry for each object, and the facts of each page."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One indexed object of any model.

    The tokens that it is found by lie in the table ``search_words`` under the entry's number; how
    that table is made is the business of the engine (:mod:`search.engines`).
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    version = models.PositiveSmallIntegerField(
        help_text=_("The version of the normaliser that made the tokens.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("content_type", "object_id"), name="one_entry_per_object"
            )
        ]

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id}"


class PageRecord(models.Model):
    """What a page of results needs to know of a page, without asking the page.

    Whether readers may see the page is never stored here: that is asked of the page itself. But the
    words may be older than what was published: those ``of_draft`` were read when the page was not
    live, and count for no reader until it is read again.
    ``territories``, ``themes`` and ``documents`` are lists of codes, address words and numbers,
    separated by spaces; the documents are those whose words are in the index.
    """

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.CASCADE)
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="search_record"
    )
    translation_key = models.UUIDField()
    language = models.CharField(max_length=20)
    of_draft = models.BooleanField(default=False)
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
