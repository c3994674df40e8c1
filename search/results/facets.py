"""Facets of the results of a search, with the number of pages for each value."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from core.languages import Language, active_language, all_languages
from core.sorting import alphabetical
from search.query.facet_filters import (
    FACET_LABELS,
    FACETS,
    kind_label,
    page_types_by_kind,
    themes_by_slug,
)
from search.query.search_url import SearchURL

from .page_search import FoundPages

MAX_UNFOLDED_VALUES = (
    8  # values of a facet; of a longer list, only the most frequent are shown unfolded
)
SHOWN_WHEN_FOLDED = 6

StateName = Callable[[str], str]


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet.

    ``query_string`` is that of the search with this value or, if it is selected, without it.
    ``language`` is the language of the label.
    """

    facet: str
    label: str
    language: Language
    query_string: str
    count: int = 0


@dataclass(frozen=True)
class SearchFacet:
    """The values of one facet, in the order in which they are listed."""

    name: str
    values: list[FacetValue]

    @property
    def label(self) -> str:
        return str(FACET_LABELS[self.name])

    @cached_property
    def shown(self) -> list[FacetValue]:
        """All values or, of a long list, those with the most pages."""
        if len(self.values) <= MAX_UNFOLDED_VALUES:
            return self.values
        best = sorted(self.values, key=lambda value: -value.count)[:SHOWN_WHEN_FOLDED]
        return [value for value in self.values if value in best]

    @cached_property
    def folded(self) -> list[FacetValue]:
        shown = self.shown
        return [value for value in self.values if value not in shown]


def build_facets(
    found: FoundPages, search_url: SearchURL, state_name: StateName
) -> list[SearchFacet]:
    """Return the facets of which at least one value would leave fewer results.

    ``state_name`` returns the name of a state in the reader's language, with its footnote mark.
    """
    facets = []
    for name in FACETS:
        counts = _counts(found, name)
        if name in search_url.filters.selected or not counts:
            continue
        facet_label, query_strings = str(FACET_LABELS[name]), search_url.query_strings(name, counts)
        values = [
            FacetValue(facet_label, label, language, query_strings[value], counts[value])
            for value, label, language in _labelled(name, counts, state_name)
        ]
        if any(value.count < found.total for value in values):
            facets.append(SearchFacet(name, values))
    return facets


def selected_values(search_url: SearchURL, state_name: StateName) -> list[FacetValue]:
    """Return the selected values, each with the query string of the search without it."""
    return [
        FacetValue(
            str(FACET_LABELS[name]),
            label,
            language,
            search_url.with_filters(search_url.filters.without(name)).query_string,
        )
        for name, value in search_url.filters.selected.items()
        for _value, label, language in _labelled(name, [value], state_name)
    ]


# What the index stores of a page: values separated by spaces, or one.
_STORED = {"kind": "kind", "year": "year", "state": "territories", "theme": "themes"}


def _counts(found: FoundPages, name: str) -> Counter[str]:
    """Count the pages with each value of a facet; what is the same for many is split once."""
    if name == "language":
        return found.languages
    counts = Counter()
    for stored, number in Counter(map(attrgetter(_STORED[name]), found.versions)).items():
        for value in str(stored or "").split():
            counts[value] += number
    return counts


def _labelled(
    name: str, values: Iterable[str], state_name: StateName
) -> list[tuple[str, str, Language]]:
    """Return the values with their labels and the languages of the labels, sorted.

    Unknown values are left out: the index may briefly contain what has been deleted from the site.
    """
    reader = active_language()
    if name == "year":
        return [(year, year, reader) for year in sorted(values, reverse=True)]
    if name == "language":
        return [(item.code, item.name, item) for item in all_languages() if item.code in values]
    labels = _LABELLING[name](values, state_name)
    return alphabetical(labels, reader, name=lambda item: item[1])


def _labelled_kinds(values: Iterable[str], _state_name) -> Iterator[tuple[str, str, Language]]:
    for value in page_types_by_kind().keys() & set(values):
        yield value, kind_label(page_types_by_kind()[value]), active_language()


def _labelled_states(
    values: Iterable[str], state_name: StateName
) -> Iterator[tuple[str, str, Language]]:
    return ((value, state_name(value), active_language()) for value in values)


def _labelled_themes(values: Iterable[str], _state_name) -> Iterator[tuple[str, str, Language]]:
    themes = themes_by_slug()
    for value in themes.keys() & set(values):
        yield value, themes[value].name, themes[value].text_language


_LABELLING = {
    "kind": _labelled_kinds,
    "state": _labelled_states,
    "theme": _labelled_themes,
}
