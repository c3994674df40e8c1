"""The task lists of one person: what to translate, what to review, and what coordinators follow."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, F, Q
from wagtail.models import Locale

from core.languages import Language, get
from translation.boards.progress import OPEN, Cell, Mark, cells_of, having, running
from translation.choices import JobState, Priority, State
from translation.models import Assignment, Job
from translation.policies import policy_for


@dataclass(frozen=True)
class Task:
    """One translation to work on, and its progress."""

    assignment: Assignment
    cell: Cell

    @property
    def is_urgent(self) -> bool:
        return self.assignment.priority == Priority.HIGH


@dataclass(frozen=True)
class Share:
    """The number of overdue translations and of translations in review in one language."""

    language: Language
    overdue: int
    in_review: int


@dataclass
class Pile:
    """The most urgent tasks of one list, and the number of all tasks."""

    tasks: list[Task] = field(default_factory=list)
    count: int = 0

    @property
    def others(self) -> int:
        return self.count - len(self.tasks)


class Waiting:
    """The task lists of a person, the most urgent tasks first; at most ``limit`` in each list.

    The number of queries does not depend on the number of tasks.
    """

    def __init__(self, user, limit: int):
        self.user, self.limit, self.policy = user, limit, policy_for(user)

    @cached_property
    def to_translate(self) -> Pile:
        """Open translations assigned to the person or, in their languages, to nobody."""
        return self._task_list(
            OPEN,
            Q(assignee=self.user) | Q(assignee=None),
            ~Q(state__in=(State.IN_REVIEW, State.APPROVED)),
            translation__target_locale__in=self.policy.translated_locales,
        )

    @cached_property
    def to_review(self) -> Pile:
        return self._task_list(
            state=State.IN_REVIEW, translation__target_locale__in=self.policy.reviewed_locales
        )

    @cached_property
    def shares(self) -> list[Share]:
        """For coordinators: the languages with overdue translations or translations in review."""
        if not self.policy.coordinates:
            return []
        counts = (
            running()
            .filter(translation__target_locale__in=self.policy.seen_locales)
            .values("translation__target_locale__language_code")
            .order_by("translation__target_locale__language_code")
            .annotate(
                overdue=Count("pk", filter=having(Mark.OVERDUE)),
                in_review=Count("pk", filter=Q(state=State.IN_REVIEW)),
            )
            .filter(Q(overdue__gt=0) | Q(in_review__gt=0))
        )
        return [
            Share(
                get(row["translation__target_locale__language_code"]),
                row["overdue"],
                row["in_review"],
            )
            for row in counts
        ]

    @cached_property
    def failed_jobs(self) -> int:
        if not self.policy.coordinates:
            return 0
        return Job.objects.filter(state=JobState.FAILED).count()

    @property
    def is_empty(self) -> bool:
        return not (
            self.to_translate.count or self.to_review.count or self.shares or self.failed_jobs
        )

    def _task_list(self, *conditions: Q, **values) -> Pile:
        if not self.policy.translated_locales:
            return Pile()
        assignments = running().filter(*conditions, **values)
        most_urgent = (
            assignments.select_related(
                "translation__source__locale", "translation__target_locale", "assignee"
            )
            .defer("translation__source__content_json")
            .order_by(F("deadline").asc(nulls_last=True), "-priority", "requested_at", "pk")
        )
        return Pile(_tasks_for(list(most_urgent[: self.limit])), assignments.count())


def _tasks_for(assignments: list[Assignment]) -> list[Task]:
    keys = {assignment.translation.source.object_id for assignment in assignments}
    locales: dict[int, Locale] = {
        assignment.translation.target_locale_id: assignment.translation.target_locale
        for assignment in assignments
    }
    cells = cells_of(keys, list(locales.values()))
    return [
        Task(
            assignment,
            cells[assignment.translation.source.object_id, assignment.translation.target_locale_id],
        )
        for assignment in assignments
    ]
