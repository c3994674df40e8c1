"""What a list shows of a page, as plain text for feeds and calendars."""

import re
from datetime import UTC, datetime

from django.utils import translation

from .models import BasePage
from .territories import Designation, cldr_name, designations

# The date of a page that was never published, and of a site without any publication.
NEVER_PUBLISHED = datetime.fromtimestamp(0, UTC)

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def without_control_characters(text: str) -> str:
    """Remove control characters, which make XML and iCalendar invalid."""
    return _NOT_IN_XML.sub("", text)


class PlainTextListing:
    """The texts of ``core/components/entry.html`` as plain text.

    All of them are in the language of the page, also those of the interface: feeds and calendars
    have one language per text, not a language for each part of it.
    """

    def __init__(self, page: BasePage):
        self.page = page
        self.language = page.text_language
        with translation.override(self.language.code):
            self.kind = str(page.listing_kind)
            self.status = str(page.listing_status)
            venue = str(page.listing_venue)
        place = [page.listing_place, self.marked_name(page.listing_country), venue]
        self.place = ", ".join(filter(None, place))
        self.title = page.listing_title + self._designation(page.listing_territory).mark

    @property
    def date(self) -> str:
        date = self.page.listing_date
        return date.format(self.language.babel) if date else ""

    @property
    def published_at(self) -> datetime:
        return self.page.last_published_at or NEVER_PUBLISHED

    @property
    def footnotes(self) -> list[Designation]:
        """The designations with footnotes of the states named in the title and the place."""
        codes = dict.fromkeys([self.page.listing_territory, self.page.listing_country])
        return [found for code in codes if (found := self._designation(code)).footnote]

    def marked_name(self, code: str) -> str:
        """Return the name of a state with the mark of its footnote."""
        found = self._designation(code)
        return f"{found.name or cldr_name(code, self.language)}{found.mark}"

    def _designation(self, code: str) -> Designation:
        return designations(self.language).get(code) or Designation(code)
