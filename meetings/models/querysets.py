from collections import defaultdict
from collections.abc import Hashable
from datetime import date

from django.db.models import Q, QuerySet

from core.content_cache import cached_for_content
from core.languages import active_language
from core.models import ReaderPageQuerySet
from core.subjects import Subjects
from meetings.choices import MeetingStatus
from meetings.meeting_list import ListedMeeting, MeetingList

from .relations import MeetingParticipant

_NOTHING: frozenset[str] = frozenset()


class MeetingQuerySet(ReaderPageQuerySet):
    def about(self, subjects: Subjects) -> "MeetingQuerySet":
        """Return the meetings with any of these subjects, in every language."""
        participants = MeetingParticipant.objects.filter(territory__in=subjects.territories)
        return self.filter(
            Q(country__in=subjects.territories)
            | Q(pk__in=participants.values("meeting"))
            | Q(pk__in=self.filter(themes__slug__in=subjects.themes).values("pk"))
            | Q(place__in=subjects.places)
        )

    def listed(self) -> MeetingList:
        """Return all meetings that readers of this language find: the same list each time."""
        return cached_for_content(
            ("listed meetings", active_language().code),
            lambda: _read_list(self.model.objects.for_reader()),
        )

    def needing_outcome(self, today: date) -> "MeetingQuerySet":
        """Live meetings that are over, but planned as before or without an outcome."""
        unknown = Q(status=MeetingStatus.PLANNED) | Q(status=MeetingStatus.HELD, outcome="")
        over = self.filter(unknown, live=True, last_date__lt=today)
        return over.order_by("-date_rank", "title")


def _read_list(meetings: MeetingQuerySet) -> MeetingList:
    """Read all these meetings: three queries. Values that are equal are one object."""
    stored = ListedMeeting._fields[:-2]
    rows = meetings.order_by("-date_rank", "title").values_list(*stored)
    keys = meetings.order_by().values("pk")
    participants = MeetingParticipant.objects.filter(meeting__in=keys).order_by()
    chosen = meetings.model.themes.through.objects.filter(meetingpage__in=keys).order_by()
    states = _values_by_key(participants.values_list("meeting_id", "territory"))
    themes = _values_by_key(chosen.values_list("meetingpage_id", "theme__slug"))
    known: dict[tuple[type, Hashable], Hashable] = {}
    return MeetingList(
        [
            ListedMeeting._make(
                known.setdefault((type(value), value), value)
                for value in (*row, states.get(row[0], _NOTHING), themes.get(row[0], _NOTHING))
            )
            for row in rows
        ]
    )


def _values_by_key(pairs: QuerySet) -> dict[int, frozenset[str]]:
    values = defaultdict(set)
    for key, value in pairs:
        values[key].add(value)
    return {key: frozenset(found) for key, found in values.items()}
