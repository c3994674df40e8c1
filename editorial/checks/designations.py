"""Checks that the name of a state has the mark of its footnote."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.territories import Designation, cldr_name, designations
from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding


def missing_marks(checked: CheckedPage) -> Iterator[ContentFinding]:
    """Yield the first place of each name without its mark, unless the page is about that state.

    Where a state is chosen in a field, the site adds the mark by itself.
    """
    for designation in designations(checked.language).values():
        if not designation.footnote or designation.code == checked.page.listing_territory:
            continue
        name, mark = _name(designation, checked), designation.mark
        unmarked = re.compile(rf"\b{re.escape(name)}\b(?!\s?{re.escape(mark)})")
        for item in checked.texts:
            if found := unmarked.search(item.text):
                message = _("The name needs the mark of its footnote: %(name)s")
                yield ContentFinding(message % {"name": f"{name}{mark}"}, item, found.start())
                break


def _name(designation: Designation, checked: CheckedPage) -> str:
    return designation.name or cldr_name(designation.code, checked.language)
