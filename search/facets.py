"""What divides the results of a search, with the number of pages that each choice would leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.languages import Language, all_languages, current
from core.sorting import alphabetical

from .addresses import SearchAddress
from .hits import Group
from .narrowing import FACETS, LABELS, kind_label, kinds, themes

LONGEST_LIST = 8  # choices of a facet; of a longer list, only the best are shown unfolded
SHOWN_OF_LONGER_LIST = 6

StateName = Callable[[str], str]


@dataclass(frozen=True)
class Choice:
    """A value of a facet. ``query`` is that of the search with it or, if it is chosen, without.

    ``language`` is the one that the label is written in.
    """

    facet: str
    label: str
    language: Language
    query: str
    count: int = 0


@dataclass(frozen=True)
class Facet:
    """The choices of one kind, in the order in which a reader looks for them."""

    name: str
    choices: list[Choice]

    @property
    def label(self) -> str:
        return str(LABELS[self.name])

    @property
    def shown(self) -> list[Choice]:
        """All choices or, of a long list, those that leave most pages."""
        if len(self.choices) <= LONGEST_LIST:
            return self.choices
        best = sorted(self.choices, key=lambda choice: -choice.count)[:SHOWN_OF_LONGER_LIST]
        return [choice for choice in self.choices if choice in best]

    @property
    def folded(self) -> list[Choice]:
        shown = self.shown
        return [choice for choice in self.choices if choice not in shown]


def facets(groups: list[Group], address: SearchAddress, state_name: StateName) -> list[Facet]:
    """Return the facets that still divide these results.

    ``state_name`` names a state in the reader's language, with the mark of its footnote.
    """
    found = []
    for name in FACETS:
        counts = Counter(value for group in groups for value in _values(group, name))
        if name in address.narrowing.chosen or not counts:
            continue
        choices = [
            Choice(
                str(LABELS[name]),
                label,
                language,
                address.narrowed(address.narrowing.also(name, value)).query,
                counts[value],
            )
            for value, label, language in _labelled(name, counts, state_name)
        ]
        if any(choice.count < len(groups) for choice in choices):
            found.append(Facet(name, choices))
    return found


def chosen(address: SearchAddress, state_name: StateName) -> list[Choice]:
    """Return the choices made, each with the search that is left when it is taken back."""
    return [
        Choice(
            str(LABELS[name]),
            label,
            language,
            address.narrowed(address.narrowing.without(name)).query,
        )
        for name, value in address.narrowing.chosen.items()
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
    """Values with their labels and the languages of these; a value that nobody knows is left out.

    The index may remember, for a moment, what the site has no longer.
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
