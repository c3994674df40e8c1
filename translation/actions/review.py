"""Review: submit, approve, return, withdraw. The public page is unchanged until the approval.

Decisions are made through Wagtail's workflow, so that its dashboard, logs and buttons agree.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from translation.checks import TranslationProblem, problems_in_translation
from translation.choices import NotificationEvent, TranslationState
from translation.models import Assignment
from translation.notifications.notify import notify
from translation.policies import policy_for
from translation.workflow import current_task_state, review_workflow_for


class TranslationProblemsError(ValidationError):
    """The translation has errors, or warnings that were not confirmed; ``problems`` lists them."""

    def __init__(self, problems: list[TranslationProblem]):
        super().__init__([problem.message for problem in problems])
        self.problems = problems


class SubmitForReview:
    """Save the translation as a revision of the translated page and start its review.

    ``despite_warnings``: the person has seen the warnings. Errors always block the submission.
    """

    def __init__(self, user, assignment: Assignment, despite_warnings: bool = False):
        self.user, self.assignment = user, assignment
        self.despite_warnings = despite_warnings

    def check(self) -> None:
        policy_for(self.user).check("submit", self.assignment)
        problems = problems_in_translation(self.assignment.translation)
        has_errors = any(problem.blocks for problem in problems)
        if has_errors or (problems and not self.despite_warnings):
            raise TranslationProblemsError(problems)

    @transaction.atomic
    def execute(self) -> Assignment:
        self.check()
        source = self.assignment.translation.source
        instance = source.get_ephemeral_translated_instance(
            self.assignment.translation.target_locale, fallback=True
        )
        revision = instance.save_revision(user=self.user)
        version = source.versions.get(is_current=True)
        self.assignment.change_state(
            TranslationState.IN_REVIEW,
            revision=revision,
            covered_version=version,
            submitted_by=self.user,
            source_changed_at=None,
        )
        self._start_workflow(instance)
        log(
            instance=instance,
            action="translation.submit",
            user=self.user,
            revision=revision,
            data={"source_version": version.pk},
        )
        notify(NotificationEvent.SUBMITTED, self.assignment, actor=self.user)
        return self.assignment

    def _start_workflow(self, instance) -> None:
        running = WorkflowState.objects.for_instance(instance).active().first()
        if running and running.status == WorkflowState.STATUS_NEEDS_CHANGES:
            running.resume(user=self.user)
        else:
            if running:
                running.cancel(user=self.user)
            review_workflow_for(instance).start(instance, self.user)


class DecideReview:
    """Base class: decide on a submitted translation through the task of the workflow."""

    action_name = ""
    verb = ""

    def __init__(self, user, assignment: Assignment, comment: str = ""):
        self.user, self.assignment, self.comment = user, assignment, comment.strip()

    def check(self) -> None:
        policy_for(self.user).check(self.verb, self.assignment)

    @transaction.atomic
    def execute(self) -> Assignment:
        self.check()
        task_state = current_task_state(self.assignment.translation.get_target_instance())
        if task_state is None:
            raise ValidationError(_("This translation does not wait for a review."))
        task_state.task.specific.on_action(
            task_state.specific, self.user, self.action_name, comment=self.comment
        )
        self.assignment.refresh_from_db()
        return self.assignment


class ApproveTranslation(DecideReview):
    """Approve the submitted revision, which is published now, at ``publish_at`` or with its set."""

    action_name, verb = "approve", "approve"

    def __init__(self, user, assignment: Assignment, comment: str = "", publish_at=None):
        super().__init__(user, assignment, comment)
        self.publish_at = publish_at

    @transaction.atomic
    def execute(self) -> Assignment:
        self.check()
        Assignment.objects.filter(pk=self.assignment.pk).update(publish_at=self.publish_at)
        return super().execute()


class ReturnTranslation(DecideReview):
    """Return the translation to the translator. A comment on what to change is required."""

    action_name, verb = "reject", "review"

    def check(self) -> None:
        super().check()
        if not self.comment:
            raise ValidationError(_("Describe in a comment what should be changed."))


class WithdrawTranslation:
    """Take a submitted or approved translation back, in order to edit it again."""

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    @transaction.atomic
    def execute(self) -> Assignment:
        policy_for(self.user).check("withdraw", self.assignment)
        instance = self.assignment.translation.get_target_instance()
        running = WorkflowState.objects.for_instance(instance).active().first()
        if running:
            running.cancel(user=self.user)
        if self.assignment.revision:
            self.assignment.revision.approved_go_live_at = None
            self.assignment.revision.save(update_fields=["approved_go_live_at"])
        self.assignment.change_state(TranslationState.IN_PROGRESS, revision=None, publish_at=None)
        log(instance=instance, action="translation.withdraw", user=self.user)
        return self.assignment
