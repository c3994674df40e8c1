"""The register of the numbers of published paragraphs, which never change or are given again."""

from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# By the id of the paragraph's block: its number, or the number that an editor gave it, if any.
Numbers = Mapping[str, int]
GivenNumbers = Mapping[str, int | None]


def number_paragraphs(given: GivenNumbers, registered: Numbers) -> dict[str, int]:
    """Return the numbers of paragraphs in reading order.

    A registered number stays. Other paragraphs have the number that the editor gave, or else the
    next one after all numbers of the document, also those of paragraphs that were removed.
    """
    wanted = [number for block, number in given.items() if number and block not in registered]
    highest = max([*registered.values(), *wanted], default=0)
    numbers = {}
    for block, number in given.items():
        numbers[block] = registered.get(block) or number
        if not numbers[block]:
            highest += 1
            numbers[block] = highest
    return numbers


class ParagraphNumberManager(models.Manager):
    def of_document(self, document: UUID) -> dict[str, int]:
        """Return all numbers of a document, also of removed paragraphs, by the ids of blocks."""
        rows = self.filter(document=document).values_list("block", "number")
        return {str(block): number for block, number in rows}

    def register(self, document: UUID, numbers: Numbers) -> None:
        self.bulk_create(
            self.model(document=document, block=block, number=number)
            for block, number in numbers.items()
        )

    def lock(self, document: UUID) -> None:
        """Let no other transaction number the paragraphs of the document at the same time.

        The rows of its pages are locked, because the first numbers have no rows yet.
        """
        pages = Page.objects.select_for_update().filter(translation_key=document)
        list(pages.order_by("pk").values_list("pk"))


class ParagraphNumber(models.Model):
    """The number of a published paragraph, the same in all language versions of the document.

    ``document``: the translation key of its pages. ``block``: the id of the block, which
    translations share. Rows are neither changed nor deleted, even if the pages are: a number that
    was cited once never comes to mean another paragraph.
    """

    document = models.UUIDField(_("document"))
    block = models.UUIDField(_("paragraph"))
    number = models.PositiveIntegerField(_("number"))

    objects = ParagraphNumberManager()

    class Meta:
        verbose_name = _("number of a paragraph")
        verbose_name_plural = _("numbers of paragraphs")
        constraints = [
            models.UniqueConstraint(fields=("document", "block"), name="one_number_of_a_block"),
            models.UniqueConstraint(fields=("document", "number"), name="one_block_of_a_number"),
        ]

    def __str__(self):
        return f"{self.document}/{self.number}"
