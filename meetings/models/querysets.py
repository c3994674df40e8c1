from datetime import date

from django.db.models import Case, F, Q, When

from core.content_cache import cached_for_content
from core.dates import DatePrecision
from core.languages import active_language
from core.models import ReaderPageQuerySet
from core.subjects import Subjects
from meetings.choices import CALLED_OFF_STATUSES, MeetingStatus

from .relations import MeetingParticipant


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

    def years_and_states(self) -> set[tuple[int, str | None]]:
        """Return years and participants of the meetings that readers of this language see."""

        def read() -> set[tuple[int, str | None]]:
            pairs = self.for_reader().order_by().distinct()
            return set(pairs.values_list("start_date__year", "participants__territory"))

        return cached_for_content(("years and states of meetings", active_language().code), read)

    def upcoming(self, today: date) -> "MeetingQuerySet":
        """Planned meetings, the next one first; less precise dates come last in their period."""
        # A ``date_rank`` is yyyymmdd, with zeros for unknown parts.
        after_precise_dates = Case(
            When(date_precision=DatePrecision.YEAR, then=1332),  # after month 12, day 31
            When(date_precision=DatePrecision.MONTH, then=32),
            default=0,
        )
        upcoming = self.filter(status=MeetingStatus.PLANNED, last_date__gte=today)
        return upcoming.order_by(F("date_rank") + after_precise_dates, "title")

    def past(self, today: date) -> "MeetingQuerySet":
        """Meetings that are over or called off, the latest first; less precise dates last."""
        past = self.exclude(status=MeetingStatus.PLANNED, last_date__gte=today)
        return past.order_by("-date_rank", "title")

    def of_the_network(self) -> "MeetingQuerySet":
        """Leave out the meetings of others, which are shown as context only."""
        return self.filter(is_context=False)

    def of_others(self) -> "MeetingQuerySet":
        """Return the meetings that are shown as context only, the latest first."""
        return self.filter(is_context=True).order_by("-date_rank", "title")

    def needing_outcome(self, today: date) -> "MeetingQuerySet":
        """Live meetings that are over, but planned as before or without an outcome."""
        unknown = Q(status=MeetingStatus.PLANNED) | Q(status=MeetingStatus.HELD, outcome="")
        over = self.filter(unknown, live=True, last_date__lt=today)
        return over.order_by("-date_rank", "title")

    def held(self, today: date) -> "MeetingQuerySet":
        """Meetings that took place, the latest first."""
        return self.past(today).exclude(status__in=CALLED_OFF_STATUSES)
