"""Filters of a search: one value for each facet, from the parameters of the URL."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import all_languages
from core.models import BasePage, Theme
from core.models.theme import themes_for_reader
from core.page_types import page_types
from core.territories import cldr_name
from search.index.expressions import TermExpression
from search.index.tokens import attribute_token, page_kind

FACETS = ("kind", "year", "state", "theme", "language")
FACET_LABELS = {
    "kind": gettext_lazy("Kind"),
    "year": gettext_lazy("Year"),
    "state": gettext_lazy("State"),
    "theme": gettext_lazy("Theme"),
    "language": gettext_lazy("Language"),
}
MAX_SHOWN_LENGTH = 20  # characters of an invalid value that the message to the reader repeats


@dataclass(frozen=True)
class FacetFilters:
    """The selected value of each facet; empty if none is selected."""

    kind: str = ""
    year: str = ""
    state: str = ""
    theme: str = ""
    language: str = ""

    @classmethod
    def from_parameters(cls, parameters: QueryDict) -> tuple["FacetFilters", list[str]]:
        """Read the parameters of a request; also return a message for each invalid value."""
        values, problems = {}, []
        for name in FACETS:
            value = parameters.get(name, "")
            if value and _IS_VALID[name](value):
                values[name] = value
            elif value:
                problem = _("“%(value)s” is no choice for “%(facet)s”. All are shown instead.")
                shown = value[:MAX_SHOWN_LENGTH].replace("\x00", "\ufffd")
                problems.append(problem % {"value": shown, "facet": FACET_LABELS[name]})
        return cls(**values), problems

    def __bool__(self):
        return any(self.selected.values())

    @property
    def selected(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in FACETS if getattr(self, name)}

    def expressions(self) -> list[TermExpression]:
        """Return an expression for each attribute token that an entry must have."""
        return [
            TermExpression(attribute_token(name, value)) for name, value in self.selected.items()
        ]

    def with_value(self, name: str, value: str) -> "FacetFilters":
        return replace(self, **{name: value})

    def without(self, name: str) -> "FacetFilters":
        return replace(self, **{name: ""})


@cache
def page_types_by_kind() -> dict[str, type[BasePage]]:
    """Return the page types of the site by their names in URLs and in the index."""
    return {page_kind(model): model for model in page_types()}


def page_types_of(found: Iterable[str]) -> set[type[BasePage]]:
    """Return the page types of these names; the index may contain one that was removed."""
    return {page_types_by_kind()[kind] for kind in found if kind in page_types_by_kind()}


def kind_label(model: type[BasePage] | BasePage) -> str:
    """Return the name of a page type in the reader's language."""
    return capfirst(str(model._meta.verbose_name))


def themes_by_slug() -> dict[str, Theme]:
    """Return all themes in the reader's language by slug."""
    return {theme.slug: theme for theme in themes_for_reader()}


_IS_VALID = {
    "kind": lambda value: value in page_types_by_kind(),
    # ASCII digits only: tokens of the index contain no others.
    "year": re.compile(r"[12][0-9]{3}").fullmatch,
    "state": lambda value: bool(re.fullmatch("[A-Z]{2}", value)) and cldr_name(value) != value,
    "theme": lambda value: value in themes_by_slug(),
    "language": lambda value: value in {language.code for language in all_languages()},
}
