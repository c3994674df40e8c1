"""The names of states and their footnotes, for every page that names a state."""

from collections.abc import Iterable

from django.db.models import QuerySet

from core.languages import Language
from core.localization import live_public_pages
from core.territories import Designation
from states.models import StatePage


def state_designations(language: Language) -> dict[str, Designation]:
    """Return name, footnote and URL of each participating state: one query.

    For a page that is not translated, the name is CLDR's in the reader's language. The footnote is
    shown nevertheless, in the language of the page.
    """
    return {
        page.territory: Designation(
            code=page.territory,
            name="" if page.text_language != language else page.title,
            footnote=page.designation_footnote,
            url=page.localized_url,
            footnote_language=page.text_language,
        )
        # Without the order of the tree, for which the database would scan all pages.
        for page in StatePage.objects.for_reader(language)
        .order_by()
        .only("title", "url_path", "locale", "territory", "designation_footnote")
    }


def state_titles(codes: Iterable[str]) -> QuerySet:
    """Return the titles of the public pages of these states, in every language: one query."""
    pages = live_public_pages(StatePage.objects.filter(territory__in=codes))
    return pages.order_by().values_list("locale__language_code", "title")
