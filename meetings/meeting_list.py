"""What lists, filters and statistics need to know of each meeting, kept in memory.

Otherwise the database would count and sort all meetings anew for each request.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from core.dates import DatePrecision
from meetings.choices import CALLED_OFF_STATUSES, MeetingStatus

# A ``date_rank`` is yyyymmdd, with zeros for unknown parts: what makes it the last of its period.
_AFTER_PRECISE_DATES = {
    DatePrecision.YEAR: 1332,  # after month 12, day 31
    DatePrecision.MONTH: 32,
}


class ListedMeeting(NamedTuple):
    """A meeting in the lists of a language; ``states`` and ``themes`` are codes and slugs."""

    pk: int
    translation_key: UUID
    start_date: date
    last_date: date | None
    date_rank: int
    date_precision: str
    kind: str
    status: str
    is_context: bool
    is_online: bool
    country: str
    states: frozenset[str]
    themes: frozenset[str]

    @property
    def year(self) -> int:
        return self.start_date.year

    def is_upcoming(self, today: date) -> bool:
        return (
            self.status == MeetingStatus.PLANNED
            and self.last_date is not None
            and self.last_date >= today
        )

    @property
    def rank_among_upcoming(self) -> int:
        return self.date_rank + _AFTER_PRECISE_DATES.get(self.date_precision, 0)


class MeetingList:
    """Meetings that readers of a language find, the latest first; less precise dates last."""

    def __init__(self, meetings: list[ListedMeeting]):
        self._meetings = meetings

    def __len__(self) -> int:
        return len(self._meetings)

    def __iter__(self) -> Iterator[ListedMeeting]:
        return iter(self._meetings)

    @property
    def pks(self) -> list[int]:
        return [meeting.pk for meeting in self]

    @cached_property
    def years(self) -> list[int]:
        """The years with a meeting, the latest first."""
        return sorted({meeting.year for meeting in self}, reverse=True)

    @cached_property
    def states(self) -> frozenset[str]:
        """The codes of the states that took part."""
        return frozenset().union(*{meeting.states for meeting in self})

    def filter(self, condition: Callable[[ListedMeeting], bool]) -> "MeetingList":
        return MeetingList([meeting for meeting in self if condition(meeting)])

    def of_the_network(self) -> "MeetingList":
        """Leave out the meetings of others, which are shown as context only."""
        return self.filter(lambda meeting: not meeting.is_context)

    def of_others(self) -> "MeetingList":
        """Return the meetings that are shown as context only."""
        return self.filter(lambda meeting: meeting.is_context)

    def upcoming(self, today: date) -> "MeetingList":
        """Return the planned meetings, the next one first; less precise dates last."""
        upcoming = [meeting for meeting in self if meeting.is_upcoming(today)]
        return MeetingList(sorted(upcoming, key=lambda meeting: meeting.rank_among_upcoming))

    def past(self, today: date) -> "MeetingList":
        """Return the meetings that are over or called off."""
        return self.filter(lambda meeting: not meeting.is_upcoming(today))

    def held(self, today: date) -> "MeetingList":
        """Return the meetings that took place."""
        return self.past(today).filter(lambda meeting: meeting.status not in CALLED_OFF_STATUSES)
