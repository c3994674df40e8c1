"""Narrowing a search by facets: what an address may ask for, and what is counted."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import get_page_models

from core.languages import all_languages, current
from core.models import BasePage, Theme
from core.sorting import alphabetical

from .expressions import Token
from .hits import Group
from .tokens import kind_of, mark

FACETS = ("kind", "year", "state", "theme", "language")
LABELS = {
    "kind": gettext_lazy("Kind"),
    "year": gettext_lazy("Year"),
    "state": gettext_lazy("State"),
    "theme": gettext_lazy("Theme"),
    "language": gettext_lazy("Language"),
}
_VALUES = {
    "kind": re.compile(r"[a-z]{1,40}"),
    "year": re.compile(r"[12]\d{3}"),
    "state": re.compile(r"[A-Z]{2}"),
    "theme": re.compile(r"[a-z0-9-]{1,80}", re.IGNORECASE),
    "language": re.compile(r"[a-z-]{2,20}"),
}


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
            if _is_value(name, value):
                values[name] = value
            elif value:
                problem = _("“%(value)s” is no choice for “%(facet)s”. All are shown instead.")
                shown = value[:20].replace("\x00", "")
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

    def without(self, name: str) -> "Narrowing":
        return replace(self, **{name: ""})


@dataclass(frozen=True)
class FacetValue:
    """One choice: how many results it leaves, and the narrowing with it."""

    value: str
    label: str
    count: int
    narrowing: Narrowing


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: list[FacetValue]


def facets(
    groups: list[Group], narrowing: Narrowing, state_name: Callable[[str], str]
) -> list[Facet]:
    """Return the facets that still divide these results, with their counts.

    ``state_name`` names a state in the reader's language, with the mark of its footnote.
    """
    found = []
    for name in FACETS:
        counts = Counter(value for group in groups for value in _values(group, name))
        if getattr(narrowing, name) or not counts:
            continue
        values = [
            FacetValue(value, label, counts[value], replace(narrowing, **{name: value}))
            for value, label in _labelled(name, counts, state_name)
        ]
        if len(values) > 1 or values[0].count < len(groups):
            found.append(Facet(name, str(LABELS[name]), values))
    return found


def chosen(narrowing: Narrowing, state_name: Callable[[str], str]) -> list[FacetValue]:
    """The choices made, each with the narrowing that is left when it is taken back."""
    return [
        FacetValue(value, label, 0, narrowing.without(name))
        for name, value in narrowing.chosen.items()
        for _, label in _labelled(name, [value], state_name)
    ]


def _values(group: Group, name: str) -> Iterable[str]:
    hit = group.best
    if name == "kind":
        return [hit.kind]
    if name == "year":
        return [str(hit.year)] if hit.year else []
    if name == "state":
        return hit.territories.split()
    if name == "theme":
        return hit.themes.split()
    return group.languages


def _labelled(
    name: str, values: Iterable[str], state_name: Callable[[str], str]
) -> list[tuple[str, str]]:
    """Values with their labels, in the order in which a reader looks for them."""
    if name == "year":
        return [(value, value) for value in sorted(values, reverse=True)]
    if name == "language":
        return [(item.code, item.name) for item in all_languages() if item.code in values]
    labels = {
        "kind": lambda: {value: _kind_label(value) for value in values},
        "state": lambda: {value: state_name(value) for value in values},
        "theme": lambda: _theme_labels(values),
    }[name]()
    return alphabetical(labels.items(), current(), name=lambda item: item[1])


def _theme_labels(slugs: Iterable[str]) -> dict[str, str]:
    names = {theme.slug: theme.name for theme in Theme.objects.filter(slug__in=slugs).for_reader()}
    return {slug: names[slug] for slug in slugs if slug in names}


def _kind_label(value: str) -> str:
    label = str(_kinds()[value]._meta.verbose_name)
    return label[:1].upper() + label[1:]


def _is_value(name: str, value: str) -> bool:
    if not _VALUES[name].fullmatch(value):
        return False
    if name == "kind":
        return value in _kinds()
    if name == "language":
        return value in {language.code for language in all_languages()}
    return True


@cache
def _kinds() -> dict[str, type[BasePage]]:
    """The page types of the site by the words that stand for them in an address."""
    return {kind_of(model): model for model in get_page_models() if issubclass(model, BasePage)}
