"""Names of states in the reader's language, with the footnote that a designation needs.

CLDR has a name for every territory. A hook overrides it or adds a footnote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .content_cache import cached_for_content
from .languages import Language, active_language, all_languages
from .sorting import alphabetical


@dataclass(frozen=True)
class Designation:
    """The name and footnote of a territory; an empty ``name`` means CLDR's.

    ``url`` is the URL of the state's page, if it has one.
    """

    code: str
    name: str = ""
    footnote: str = ""
    url: str = ""
    footnote_language: Language | None = None

    @property
    def mark(self) -> str:
        """The mark after the name where it cannot be a link to the footnote."""
        return "*" if self.footnote else ""


territory_code = RegexValidator(r"\A[A-Z]{2}\Z", _("Enter a two-letter country code."))


def designations(language: Language | None = None) -> dict[str, Designation]:
    """Return the designations by territory code, cached by language.

    The hook ``register_designations`` gets a language and returns a dictionary of designations by
    territory code. It may make one query.
    """
    language = language or active_language()
    return cached_for_content(
        ("designations", language.code),
        lambda: {
            code: designation
            for hook in hooks.get_hooks("register_designations")
            for code, designation in hook(language).items()
        },
    )


def cldr_name(code: str, language: Language | None = None) -> str:
    """Return CLDR's name of a territory (ISO 3166-1 alpha-2, or XK), or the code itself.

    Where CLDR lacks a language, the locale of a similar one is used, and the setting
    ``SITE_TERRITORY_NAMES`` has the names that differ.
    """
    return _names(language or active_language()).get(code, code)


def cldr_names_in_all_languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return (language code, name) of these territories for every language of the site."""
    languages = all_languages()
    return [(item.code, cldr_name(code, item)) for code in codes for item in languages]


def territory_choices() -> list[tuple[str, str]]:
    """Return code and name of every territory for a form, in the active language's order."""
    language = active_language()
    names = _names(language).items()
    no_territories = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    states = [pair for pair in names if len(pair[0]) == 2 and pair[0] not in no_territories]
    return alphabetical(states, language, name=lambda pair: pair[1])


@cache
def _names(language: Language) -> dict[str, str]:
    own = settings.SITE_TERRITORY_NAMES.get(language.code, {})
    return {**language.babel.territories, **own}
