"""What the states' pages say of the states' names, for every page that names a state."""

from collections.abc import Iterable

from django.db.models import QuerySet

from core.languages import Language
from core.localization import public
from core.territories import Designation
from states.models import StatePage


def state_designations(language: Language) -> dict[str, Designation]:
    """Return name, footnote and address of each participating state: one query.

    A page that is not translated keeps CLDR's name in the reader's language, but still brings
    its footnote, in the language that it has been written in.
    """
    return {
        page.territory: Designation(
            code=page.territory,
            name="" if page.text_language != language else page.title,
            footnote=page.designation_footnote,
            address=page.address,
            footnote_language=page.text_language,
        )
        # Without the order of the tree, which would have the database walk through all pages.
        for page in StatePage.objects.for_reader(language)
        .order_by()
        .only("title", "url_path", "locale", "territory", "designation_footnote")
    }


def state_titles(codes: Iterable[str]) -> QuerySet:
    """What the public pages of these states call them, in every language: one query."""
    pages = public(StatePage.objects.filter(territory__in=codes))
    return pages.order_by().values_list("locale__language_code", "title")
