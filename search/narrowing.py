"""Narrowing a search: what an address may ask for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import all_languages, current
from core.memory import remember
from core.models import BasePage, Theme
from core.page_types import page_types
from core.territories import cldr_name

from .expressions import Token
from .tokens import kind_of, mark

FACETS = ("kind", "year", "state", "theme", "language")
LABELS = {
    "kind": gettext_lazy("Kind"),
    "year": gettext_lazy("Year"),
    "state": gettext_lazy("State"),
    "theme": gettext_lazy("Theme"),
    "language": gettext_lazy("Language"),
}
LONGEST_SHOWN = 20  # characters of a value that makes no sense, when it is shown to the reader


@dataclass(frozen=True)
class Narrowing:
    """The value chosen for each facet, or nothing."""

    kind: str = ""
    year: str = ""
    state: str = ""
    theme: str = ""
    language: str = ""

    @classmethod
    def of(cls, parameters: QueryDict) -> tuple["Narrowing", list[str]]:
        """Read an address; what is no value of a facet is left out and said."""
        values, problems = {}, []
        for name in FACETS:
            value = parameters.get(name, "")
            if value and _EXISTS[name](value):
                values[name] = value
            elif value:
                problem = _("“%(value)s” is no choice for “%(facet)s”. All are shown instead.")
                shown = value[:LONGEST_SHOWN].replace("\x00", "\ufffd")
                problems.append(problem % {"value": shown, "facet": LABELS[name]})
        return cls(**values), problems

    def __bool__(self):
        return any(self.chosen.values())

    @property
    def chosen(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in FACETS if getattr(self, name)}

    def marks(self) -> list[Token]:
        """The tokens that an entry must have."""
        return [Token(mark(name, value)) for name, value in self.chosen.items()]

    def also(self, name: str, value: str) -> "Narrowing":
        return replace(self, **{name: value})

    def without(self, name: str) -> "Narrowing":
        return replace(self, **{name: ""})


@cache
def kinds() -> dict[str, type[BasePage]]:
    """The page types of the site by the words that stand for them in an address."""
    return {kind_of(model): model for model in page_types()}


def types_of(found: Iterable[str]) -> set[type[BasePage]]:
    """The page types of these kinds; the index may still hold one that is no more."""
    return {kinds()[kind] for kind in found if kind in kinds()}


def kind_label(model: type[BasePage] | BasePage) -> str:
    """What readers call a page type, in their language."""
    return capfirst(str(model._meta.verbose_name))


def themes() -> dict[str, Theme]:
    """All themes as the reader should see them, by address word: one query for a request."""
    return remember(
        ("themes", current().code),
        lambda: {theme.slug: theme for theme in Theme.objects.all().for_reader()},
    )


_EXISTS = {
    "kind": lambda value: value in kinds(),
    # Other digits than these are no tokens of the index.
    "year": re.compile(r"[12][0-9]{3}").fullmatch,
    "state": lambda value: bool(re.fullmatch("[A-Z]{2}", value)) and cldr_name(value) != value,
    "theme": lambda value: value in themes(),
    "language": lambda value: value in {language.code for language in all_languages()},
}
