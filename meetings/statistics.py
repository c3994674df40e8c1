"""Meeting statistics: meetings and declarations by year, and meetings by country.

The templates make charts (SVG) and tables of these numbers.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

ROW_HEIGHT = 2  # of each year, in rem, so that it grows with the text
TILE_SIZE = 44  # of each country, in units of the SVG

# The tile grid: column and row of each country. It is not a map and shows no borders.
TILE_POSITIONS = {
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
class YearStatistics:
    """The numbers of a year; ``most`` is the highest number of all years."""

    year: int
    meetings: int
    declarations: int
    most: int
    row: int

    @property
    def top(self) -> int:
        return self.row * ROW_HEIGHT

    @property
    def meetings_share(self) -> int:
        """The length of the bar, in percent of the longest."""
        return round(100 * self.meetings / self.most)

    @property
    def declarations_share(self) -> int:
        return round(100 * self.declarations / self.most)


@dataclass(frozen=True)
class CountryStatistics:
    """The number of meetings in a country; ``most`` is the highest number of all countries."""

    code: str
    meetings: int
    most: int

    @property
    def tile(self) -> tuple[int, int] | None:
        """The position of the tile in units of the SVG, or ``None`` outside of the grid."""
        position = TILE_POSITIONS.get(self.code)
        return (position[0] * TILE_SIZE, position[1] * TILE_SIZE) if position else None

    @property
    def strength(self) -> int:
        """The opacity of the tile's colour, in percent.

        It is 16 to 40 or 72 to 100: in between, neither text colour has enough contrast.
        """
        least, range_of_half = (72, 28) if self.is_strong else (16, 24)
        share = 2 * self.meetings / self.most - self.is_strong
        return round(least + range_of_half * share) if self.meetings else 0

    @property
    def is_strong(self) -> bool:
        """Whether text on the tile needs the text colour for accented backgrounds."""
        return 2 * self.meetings > self.most


@dataclass(frozen=True)
class MeetingStatistics:
    """The numbers of some meetings and declarations, by year and by country."""

    years: list[YearStatistics]
    countries: list[CountryStatistics]

    @classmethod
    def from_querysets(cls, meetings: QuerySet, declarations: QuerySet) -> "MeetingStatistics":
        """Count meetings and declarations: three queries."""
        return cls(_years(meetings, declarations), _countries(meetings))

    @property
    def height(self) -> int:
        """The height of the chart of all years, in rem."""
        return len(self.years) * ROW_HEIGHT


def _years(meetings: QuerySet, declarations: QuerySet) -> list[YearStatistics]:
    """Return every year from the latest to the earliest, including years without entries."""
    held, adopted = _by_year(meetings), _by_year(declarations)
    years = held.keys() | adopted.keys()
    if not years:
        return []
    most = max([*held.values(), *adopted.values()])
    span = range(max(years), min(years) - 1, -1)
    return [
        YearStatistics(year, held[year], adopted[year], most, row) for row, year in enumerate(span)
    ]


def _countries(meetings: QuerySet) -> list[CountryStatistics]:
    """Return the countries of the grid, and others with a meeting, most meetings first."""
    counts = _count_values(meetings.exclude(country=""), "country")
    most = max(counts.values(), default=1)
    codes = sorted(TILE_POSITIONS.keys() | counts.keys(), key=lambda code: (-counts[code], code))
    return [CountryStatistics(code, counts[code], most) for code in codes]


def _by_year(pages: QuerySet) -> Counter:
    return _count_values(pages.annotate(calendar_year=ExtractYear("start_date")), "calendar_year")


def _count_values(pages: QuerySet, name: str) -> Counter[Any]:
    """Count the pages by the values of a field."""
    values = pages.order_by().values_list(name).annotate(number=Count("pk", distinct=True))
    return Counter(dict(values))
