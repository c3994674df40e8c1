"""Checks of what a text says: whether it is finished, and whether its dates are right."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from core.writing.dates_in_text import DateInText, find_dates
from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding

_UNFINISHED = re.compile(r"\blorem ipsum\b|\b(?:TODO|FIXME)\b|\bXX\.XX\b")
# Where the page is described as a whole; other texts mention other dates rightly.
DESCRIPTIONS = ("title", "summary")


def unfinished_texts(checked: CheckedPage) -> Iterator[ContentFinding]:
    for item in checked.texts:
        if found := _UNFINISHED.search(item.text):
            message = _("The text is unfinished: %(words)s") % {"words": found[0]}
            yield ContentFinding(message, item, found.start())


def impossible_dates(checked: CheckedPage) -> Iterator[ContentFinding]:
    """Yield days that do not exist. Without a year, “may 40” may be something else."""
    for item in checked.texts:
        for found in find_dates(item.text, checked.language):
            if found.year and not _as_date(found):
                message = _("There is no such day: %(date)s") % {"date": found.text}
                yield ContentFinding(message, item, item.text.find(found.text))


def other_dates(checked: CheckedPage) -> Iterator[ContentFinding]:
    """Yield dates in the title and the summary that are not those of the fields."""
    own = checked.page.listing_date
    if not own:
        return
    for item in checked.texts:
        if item.path not in DESCRIPTIONS:
            continue
        for found in find_dates(item.text, checked.language):
            day = _as_date(found)
            if day and not own.start <= day <= own.last_day():
                message = _("The text says %(date)s, the fields say %(own)s.")
                shown = own.format(checked.language.babel)
                yield ContentFinding(message % {"date": found.text, "own": shown}, item)


def _as_date(found: DateInText) -> date | None:
    try:
        return date(found.year or 0, found.month, found.day)
    except ValueError:
        return None
