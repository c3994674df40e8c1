"""Facets of the results of a search, with the number of pages for each value."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.languages import Language, all_languages, current
from core.sorting import alphabetical

from .addresses import SearchAddress
from .hits import Group
from .narrowing import FACETS, LABELS, kind_label, kinds, themes

LONGEST_LIST = 8  # values of a facet; of a longer list, only the most frequent are shown unfolded
SHOWN_OF_LONGER_LIST = 6

StateName = Callable[[str], str]


@dataclass(frozen=True)
class Choice:
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
class Facet:
    """The values of one facet, in the order in which they are listed."""

    name: str
    values: list[Choice]

    @property
    def label(self) -> str:
        return str(LABELS[self.name])

    @property
    def shown(self) -> list[Choice]:
        """All values or, of a long list, those with the most pages."""
        if len(self.values) <= LONGEST_LIST:
            return self.values
        best = sorted(self.values, key=lambda value: -value.count)[:SHOWN_OF_LONGER_LIST]
        return [value for value in self.values if value in best]

    @property
    def folded(self) -> list[Choice]:
        shown = self.shown
        return [value for value in self.values if value not in shown]


def facets(groups: list[Group], search_url: SearchAddress, state_name: StateName) -> list[Facet]:
    """Return the facets of which at least one value would leave fewer results.

    ``state_name`` returns the name of a state in the reader's language, with its footnote mark.
    """
    found = []
    for name in FACETS:
        counts = Counter(value for group in groups for value in _values(group, name))
        if name in search_url.filters.selected or not counts:
            continue
        values = [
            Choice(
                str(LABELS[name]),
                label,
                language,
                search_url.with_filters(search_url.filters.with_value(name, value)).query_string,
                counts[value],
            )
            for value, label, language in _labelled(name, counts, state_name)
        ]
        if any(value.count < len(groups) for value in values):
            found.append(Facet(name, values))
    return found


def chosen(search_url: SearchAddress, state_name: StateName) -> list[Choice]:
    """Return the selected values, each with the query string of the search without it."""
    return [
        Choice(
            str(LABELS[name]),
            label,
            language,
            search_url.with_filters(search_url.filters.without(name)).query_string,
        )
        for name, value in search_url.filters.selected.items()
        for _value, label, language in _labelled(name, [value], state_name)
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
    name: str, values: Iterable[str], state_name: StateName
) -> list[tuple[str, str, Language]]:
    """Return the values with their labels and the languages of the labels, sorted.

    Unknown values are left out: the index may briefly contain what has been deleted from the site.
    """
    reader = current()
    if name == "year":
        return [(year, year, reader) for year in sorted(values, reverse=True)]
    if name == "language":
        return [(item.code, item.name, item) for item in all_languages() if item.code in values]
    labels = _LABELLING[name](values, state_name)
    return alphabetical(labels, reader, name=lambda item: item[1])


def _labelled_kinds(values: Iterable[str], _state_name) -> Iterator[tuple[str, str, Language]]:
    for value in kinds().keys() & set(values):
        yield value, kind_label(kinds()[value]), current()


def _labelled_states(
    values: Iterable[str], state_name: StateName
) -> Iterator[tuple[str, str, Language]]:
    return ((value, state_name(value), current()) for value in values)


def _labelled_themes(values: Iterable[str], _state_name) -> Iterator[tuple[str, str, Language]]:
    for value in themes().keys() & set(values):
        yield value, themes()[value].name, themes()[value].text_language


_LABELLING = {
    "kind": _labelled_kinds,
    "state": _labelled_states,
    "theme": _labelled_themes,
}
