"""Names of states in the reader's language, with the footnote that a designation needs.

CLDR names every territory. A room that knows better, or has a footnote to add, registers a
provider of designations; this module never learns which room that is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .languages import Language, all_languages, current
from .memory import remember
from .sorting import alphabetical


@dataclass(frozen=True)
class Designation:
    """How one territory is called: ``name`` overrides CLDR, ``footnote`` follows the name."""

    code: str
    name: str = ""
    footnote: str = ""
    address: str = ""
    footnote_language: Language | None = None

    @property
    def mark(self) -> str:
        """What follows the name where no link to the footnote can stand."""
        return "*" if self.footnote else ""


_providers: list[Callable[[Language], dict[str, Designation]]] = []

territory_code = RegexValidator(r"\A[A-Z]{2}\Z", _("Enter a two-letter country code."))


def register_designations(provider: Callable[[Language], dict[str, Designation]]) -> None:
    """Add a provider: given a language, it returns designations by territory code."""
    _providers.append(provider)


def designations(language: Language | None = None) -> dict[str, Designation]:
    """Return the registered designations; a request pays once for each language it asks in."""
    wanted = language or current()
    return remember(("designations", wanted.code), lambda: _provided(wanted))


def _provided(language: Language) -> dict[str, Designation]:
    found: dict[str, Designation] = {}
    for provider in _providers:
        found |= provider(language)
    return found


def cldr_name(code: str, language: Language | None = None) -> str:
    """Return CLDR's name of a territory (ISO 3166-1 alpha-2, or XK), or the code itself.

    Where CLDR lacks a language and a neighbour stands in, a setting holds the names that differ.
    """
    return _names(language or current()).get(code, code)


def cldr_names(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Name these territories in every language of the site, with the language's code."""
    languages = all_languages()
    return [(item.code, cldr_name(code, item)) for code in codes for item in languages]


def territory_choices() -> list[tuple[str, str]]:
    """Every territory with its name, for an editor's form, in the editor's alphabet."""
    language = current()
    names = _names(language).items()
    grouping = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    states = [pair for pair in names if len(pair[0]) == 2 and pair[0] not in grouping]
    return alphabetical(states, language, name=lambda pair: pair[1])


@cache
def _names(language: Language) -> dict[str, str]:
    own = settings.SITE_TERRITORY_NAMES.get(language.code, {})
    return {**language.babel.territories, **own}
