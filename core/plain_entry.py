"""What a list shows of a page, in plain words, for programs that have no frame around it."""

import re
from datetime import UTC, datetime

from django.utils import translation

from .models import BasePage
from .territories import Designation, cldr_name, designations

# Before there was a site: for a page that no publication has been recorded of.
UNKNOWN = datetime.fromtimestamp(0, UTC)

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def plain(text: str) -> str:
    """Leave out what neither XML nor iCalendar can hold: a pasted form feed would spoil it all."""
    return _NOT_IN_XML.sub("", text)


class PlainEntry:
    """The words of ``core/components/entry.html`` as plain text.

    All of them are in the language of the page's own text, those of the interface too: a feed
    and a calendar can name one language for a text, not one for each of its words.
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
        return self.page.last_published_at or UNKNOWN

    @property
    def footnotes(self) -> list[Designation]:
        """Those that have to follow the names of states in the title and in the place."""
        codes = dict.fromkeys([self.page.listing_territory, self.page.listing_country])
        return [known for code in codes if (known := self._designation(code)).footnote]

    def marked_name(self, code: str) -> str:
        """Name a state as the site does, with the mark of its footnote."""
        known = self._designation(code)
        return f"{known.name or cldr_name(code, self.language)}{known.mark}"

    def _designation(self, code: str) -> Designation:
        return designations(self.language).get(code) or Designation(code)
