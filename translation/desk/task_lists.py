"""The task lists of one person: what to translate, what to review, and what coordinators follow."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, Count, F, Q, When
from wagtail.models import Locale

from core.languages import Language, site_language
from translation.board.progress import (
    IS_OPEN,
    ProgressCell,
    TranslationFlag,
    active_assignments,
    condition_for,
    progress_cells,
)
from translation.choices import TermStatus, TranslationPriority, TranslationState
from translation.desk.job_totals import JobTotals
from translation.models import Assignment, GlossaryTermForm
from translation.policies import policy_for


@dataclass(frozen=True)
class TranslationTask:
    """One translation to work on, and its progress."""

    assignment: Assignment
    cell: ProgressCell

    @property
    def is_urgent(self) -> bool:
        return self.assignment.priority == TranslationPriority.HIGH


@dataclass(frozen=True)
class LanguageWorkload:
    """The number of overdue translations and of translations in review in one language."""

    language: Language
    overdue: int
    in_review: int


@dataclass
class TaskList:
    """The most urgent tasks of one list, and the number of all tasks."""

    tasks: list[TranslationTask] = field(default_factory=list)
    count: int = 0

    @property
    def others(self) -> int:
        return self.count - len(self.tasks)


class PersonalTaskLists:
    """The task lists of a person, the most urgent tasks first; at most ``limit`` in each list.

    The number of queries does not depend on the number of tasks.
    """

    def __init__(self, user, limit: int):
        self.user, self.limit, self.policy = user, limit, policy_for(user)

    @cached_property
    def to_translate(self) -> TaskList:
        """Open translations assigned to the person or, in their languages, to nobody."""
        return self._task_list(self._assignments_to_translate())

    @cached_property
    def to_review(self) -> TaskList:
        return self._task_list(self._assignments_to_review())

    def next_after(self, assignment: Assignment) -> Assignment | None:
        """Return the most urgent other task in the language of this one.

        It is one of the same list: to translate, or to review.
        """
        is_in_review = assignment.state == TranslationState.IN_REVIEW
        tasks = self._assignments_to_review() if is_in_review else self._assignments_to_translate()
        same_language = tasks.filter(
            translation__target_locale=assignment.translation.target_locale_id
        )
        return _most_urgent_first(same_language.exclude(pk=assignment.pk)).first()

    def _assignments_to_translate(self):
        return active_assignments().filter(
            IS_OPEN,
            Q(assignee=self.user) | Q(assignee=None),
            ~Q(state__in=(TranslationState.IN_REVIEW, TranslationState.APPROVED)),
            translation__target_locale__in=self.policy.editable_locale_ids,
        )

    def _assignments_to_review(self):
        """Submitted translations without the person's own, which somebody else has to approve."""
        own = Q(submitted_by=self.user) & ~Q(
            translation__target_locale__team__waives_four_eyes=True
        )
        return active_assignments().filter(
            ~own,
            state=TranslationState.IN_REVIEW,
            translation__target_locale__in=self.policy.reviewable_locale_ids,
        )

    @cached_property
    def workloads(self) -> list[LanguageWorkload]:
        """For coordinators: the languages with overdue translations or translations in review."""
        if not self.policy.is_coordinator:
            return []
        counts = (
            active_assignments()
            .filter(translation__target_locale__in=self.policy.visible_locale_ids)
            .values("translation__target_locale__language_code")
            .order_by("translation__target_locale__language_code")
            .annotate(
                overdue=Count("pk", filter=condition_for(TranslationFlag.OVERDUE)),
                in_review=Count("pk", filter=Q(state=TranslationState.IN_REVIEW)),
            )
            .filter(Q(overdue__gt=0) | Q(in_review__gt=0))
        )
        return [
            LanguageWorkload(
                site_language(row["translation__target_locale__language_code"]),
                row["overdue"],
                row["in_review"],
            )
            for row in counts
        ]

    @cached_property
    def jobs(self) -> JobTotals:
        """The jobs to look after that failed, stopped or are not finished."""
        return JobTotals(self.user)

    @cached_property
    def proposed_terms(self) -> int:
        """For coordinators: the number of forms of terms that wait for a decision."""
        if not self.policy.is_coordinator:
            return 0
        return GlossaryTermForm.objects.filter(status=TermStatus.PROPOSED).count()

    @property
    def has_coordination(self) -> bool:
        """Whether there is anything to look after: by coordinators, and jobs of one's own."""
        return bool(self.workloads or self.proposed_terms or not self.jobs.is_empty)

    @property
    def is_empty(self) -> bool:
        return not (self.to_translate.count or self.to_review.count or self.has_coordination)

    def _task_list(self, assignments) -> TaskList:
        if not self.policy.editable_locale_ids:
            return TaskList()
        most_urgent = _most_urgent_first(assignments)[: self.limit]
        return TaskList(_tasks_for(list(most_urgent)), assignments.count())


def _most_urgent_first(assignments):
    """Order by what waits for an answer: what a reviewer has returned, then by deadline."""
    is_returned = Case(When(state=TranslationState.RETURNED, then=0), default=1)
    return (
        assignments.select_related(
            "translation__source__locale", "translation__target_locale", "assignee"
        )
        .defer("translation__source__content_json")
        .order_by(
            is_returned, F("deadline").asc(nulls_last=True), "-priority", "requested_at", "pk"
        )
    )


def _tasks_for(assignments: list[Assignment]) -> list[TranslationTask]:
    keys = {assignment.translation.source.object_id for assignment in assignments}
    locales: dict[int, Locale] = {
        assignment.translation.target_locale_id: assignment.translation.target_locale
        for assignment in assignments
    }
    cells = progress_cells(keys, list(locales.values()))
    return [
        TranslationTask(
            assignment,
            cells[assignment.translation.source.object_id, assignment.translation.target_locale_id],
        )
        for assignment in assignments
    ]
