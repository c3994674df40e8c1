"""Checks of spaces, quotation marks and brackets."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.writing.typography import (
    find_doubled_space,
    find_straight_quotation_mark,
    unbalanced_pairs,
)
from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding


def straight_quotation_marks(checked: CheckedPage) -> Iterator[ContentFinding]:
    for item in checked.texts:
        if found := find_straight_quotation_mark(item.text):
            message = _("Straight quotation marks or apostrophes: use %(marks)s.")
            yield ContentFinding(message % {"marks": "“ ”, ‘ ’"}, item, found.start())


def unbalanced(checked: CheckedPage) -> Iterator[ContentFinding]:
    for item in checked.texts:
        for signs in unbalanced_pairs(item.text):
            yield ContentFinding(_("One of these is missing: %(signs)s") % {"signs": signs}, item)


def doubled_spaces(checked: CheckedPage) -> Iterator[ContentFinding]:
    for item in checked.texts:
        if found := find_doubled_space(item.text.strip()):
            yield ContentFinding(_("There are two spaces in a row."), item, found.start())
