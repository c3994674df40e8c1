"""Meeting statistics: meetings and declarations by year, and meetings by place.

The templates make charts and tables of these numbers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.participant_tiles import participant_tiles

from .meeting_list import MeetingList

ROW_HEIGHT = 2  # of each year, in rem, so that it grows with the text
ONLINE = "online"  # no code of a country


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
    """The number of meetings in a country, and the place of its tile among the participants.

    ``most`` is the highest number of all places. ``column`` and ``row`` are 0 for other countries.
    """

    code: str
    meetings: int
    most: int
    column: int = 0
    row: int = 0

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
    """The numbers of some meetings and declarations: by year, and of the same meetings by place.

    ``participants`` have a tile each, ``other_countries`` only if a meeting was held there.
    """

    years: list[YearStatistics]
    participants: list[CountryStatistics]
    other_countries: list[CountryStatistics]
    online: int
    without_place: int

    @classmethod
    def from_records(cls, meetings: MeetingList, years: Iterable[int]) -> "MeetingStatistics":
        """Count meetings, and the ``years`` of declarations."""
        return cls(_years(meetings, years), *_places(meetings))

    @property
    def height(self) -> int:
        """The height of the chart of all years, in rem."""
        return len(self.years) * ROW_HEIGHT


def _years(meetings: MeetingList, years: Iterable[int]) -> list[YearStatistics]:
    """Return every year from the latest to the earliest, including years without entries."""
    held, adopted = Counter(meeting.year for meeting in meetings), Counter(years)
    counted = held.keys() | adopted.keys()
    if not counted:
        return []
    most = max([*held.values(), *adopted.values()])
    span = range(max(counted), min(counted) - 1, -1)
    return [
        YearStatistics(year, held[year], adopted[year], most, row) for row, year in enumerate(span)
    ]


def _places(
    meetings: MeetingList,
) -> tuple[list[CountryStatistics], list[CountryStatistics], int, int]:
    """Return the participants, the other countries, and how many were online or nowhere known."""
    counts = Counter(ONLINE if meeting.is_online else meeting.country for meeting in meetings)
    online, without_place = counts.pop(ONLINE, 0), counts.pop("", 0)
    most = max(counts.values(), default=1)
    tiles = participant_tiles()
    participants = [
        CountryStatistics(code, counts.pop(code, 0), most, column, row)
        for code, column, row in tiles
    ]
    by_number = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    others = [CountryStatistics(code, number, most) for code, number in by_number]
    return participants, others, online, without_place
