"""The work in pictures: how many meetings were held and declarations adopted in each year, and in
which countries. Numbers for drawings that templates make, and for their tables.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

ROW = 2  # height for each year, in the size of a letter, so that it grows with the text
TILE = 44  # units of the drawing for each country

# Where a country stands in the scheme: column and row. It is no map, and shows no border.
TILES = {
    "AT": (1, 0),
    "HU": (3, 0),
    "MD": (5, 0),
    "SI": (0, 1),
    "HR": (1, 1),
    "RS": (3, 1),
    "RO": (4, 1),
    "BA": (2, 2),
    "XK": (3, 2),
    "BG": (5, 2),
    "ME": (2, 3),
    "MK": (4, 3),
    "TR": (6, 3),
    "AL": (3, 4),
    "GR": (4, 4),
}


@dataclass(frozen=True)
class Year:
    """A year with its numbers; ``most`` is the highest number of all years."""

    year: int
    meetings: int
    declarations: int
    most: int
    row: int

    @property
    def top(self) -> int:
        return self.row * ROW

    @property
    def meetings_share(self) -> int:
        """The length of the bar in percent of the longest."""
        return round(100 * self.meetings / self.most)

    @property
    def declarations_share(self) -> int:
        return round(100 * self.declarations / self.most)


@dataclass(frozen=True)
class Country:
    """A country and the number of its meetings; ``tile`` is where it stands in the scheme."""

    code: str
    meetings: int
    most: int

    @property
    def tile(self) -> tuple[int, int] | None:
        place = TILES.get(self.code)
        return (place[0] * TILE, place[1] * TILE) if place else None

    @property
    def strength(self) -> int:
        """How strongly the tile is coloured, in percent: a little for one meeting, fully for the
        most. The middle is left out: there, neither colour of writing has enough contrast.
        """
        least, range_of_half = (72, 28) if self.is_strong else (16, 24)
        share = 2 * self.meetings / self.most - self.is_strong
        return round(least + range_of_half * share) if self.meetings else 0

    @property
    def is_strong(self) -> bool:
        """Whether what is written on the tile needs the colour of writing on the accent."""
        return 2 * self.meetings > self.most


@dataclass(frozen=True)
class Pictures:
    """What is drawn of some meetings and declarations."""

    years: list[Year]
    countries: list[Country]

    @classmethod
    def of(cls, meetings: QuerySet, declarations: QuerySet) -> "Pictures":
        """Count in three queries."""
        return cls(_years(meetings, declarations), _countries(meetings))

    @property
    def height(self) -> int:
        """Of the drawing of all years, in the unit of its rows."""
        return len(self.years) * ROW


def _years(meetings: QuerySet, declarations: QuerySet) -> list[Year]:
    """Return every year from the latest to the earliest, those without anything as well."""
    held, adopted = _by_year(meetings), _by_year(declarations)
    known = held.keys() | adopted.keys()
    if not known:
        return []
    most = max([*held.values(), *adopted.values()])
    span = range(max(known), min(known) - 1, -1)
    return [Year(year, held[year], adopted[year], most, row) for row, year in enumerate(span)]


def _countries(meetings: QuerySet) -> list[Country]:
    """Return the countries of the scheme, and others in which a meeting was held, most first."""
    counts = _counted(meetings.exclude(country=""), "country")
    most = max(counts.values(), default=1)
    codes = sorted(TILES.keys() | counts.keys(), key=lambda code: (-counts[code], code))
    return [Country(code, counts[code], most) for code in codes]


def _by_year(pages: QuerySet) -> Counter:
    return _counted(pages.annotate(calendar_year=ExtractYear("start_date")), "calendar_year")


def _counted(pages: QuerySet, name: str) -> Counter[Any]:
    """How many of these pages have each value of a field."""
    values = pages.order_by().values_list(name).annotate(number=Count("pk", distinct=True))
    return Counter(dict(values))
