"""Review: submit, approve, return, withdraw. The public page is unchanged until the approval.

Decisions are made through Wagtail's workflow, so that its dashboard, logs and buttons agree.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowState
from wagtail_localize.models import Translation

from translation.actions.versions import record_target_version
from translation.checks import TranslationProblem, problems_in_translation
from translation.choices import NotificationEvent, TranslationState
from translation.models import Assignment, SourceVersion, TargetVersion
from translation.notifications.notify import notify
from translation.policies import policy_for
from translation.segments.composition import compose_draft, save_composed_revision
from translation.segments.prepared import prepared_source
from translation.segments.text import load_segments
from translation.workflow import (
    active_workflow_state,
    current_task_state,
    is_review,
    review_workflow_for,
    start_workflow,
)


class TranslationProblemsError(ValidationError):
    """The translation has errors, or warnings that were not confirmed; ``problems`` lists them."""

    def __init__(self, problems: list[TranslationProblem]):
        super().__init__([problem.message for problem in problems])
        self.problems = problems


class RevisionChangedError(ValidationError):
    """Another revision was submitted than the one that the reviewer was shown: ``seen``."""

    def __init__(self, seen: TargetVersion | None):
        super().__init__(
            _("The translator has submitted another version since you opened this. Compare them.")
        )
        self.seen = seen


def _read_source_version(translation: Translation, **conditions) -> SourceVersion | None:
    """Return one version of the source of a translation, and read the source again with it.

    Somebody may have published the source since the person opened the translation.
    """
    versions = SourceVersion.objects.filter(source=translation.source_id, **conditions)
    version = versions.select_related("source__locale", "source__specific_content_type").first()
    if version:
        translation.source = version.source
    return version


class SubmitForReview:
    """Save the translation as a revision of the translated page and start its review.

    ``despite_warnings``: the person has seen the warnings. Errors always block the submission.
    """

    def __init__(self, user, assignment: Assignment, despite_warnings: bool = False):
        self.user, self.assignment = user, assignment
        self.despite_warnings = despite_warnings

    def check(self) -> None:
        policy_for(self.user).check("submit", self.assignment)
        translation = self.assignment.translation
        self.segments = load_segments(translation, prepared_source(translation.source).rows)
        problems = problems_in_translation(translation, self.segments)
        has_errors = any(problem.blocks for problem in problems)
        if has_errors or (problems and not self.despite_warnings):
            raise TranslationProblemsError(problems)

    @transaction.atomic
    def execute(self) -> Assignment:
        self.assignment.lock()
        translation = self.assignment.translation
        version = _read_source_version(translation, is_current=True)
        self.check()
        instance = compose_draft(translation, self.segments)
        revision = save_composed_revision(instance, self.user)
        record_target_version(translation, revision, self.segments)
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
        running = active_workflow_state(instance)
        is_returned = running and running.status == WorkflowState.STATUS_NEEDS_CHANGES
        # A workflow that goes on after the review would not review the new revision.
        if is_returned and is_review(running.current_task_state):
            running.resume(user=self.user)
        else:
            if running:
                running.cancel(user=self.user)
            start_workflow(required_workflow(instance), instance, self.user)


def required_workflow(instance) -> Workflow:
    """Return the workflow in which a translation is reviewed; there has to be one."""
    workflow = review_workflow_for(instance)
    if workflow is None:
        raise ValidationError(
            _(
                "Nobody can review this: no workflow of the site has an active task for "
                "reviewers of translations. Ask the translation coordinators."
            )
        )
    return workflow


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
        self.assignment.lock()
        self.check()
        self._decide()
        return self.assignment

    def _decide(self) -> None:
        translation = self.assignment.translation
        target = translation.get_target_instance()
        target.locale = translation.target_locale  # as it is, without a query
        task_state = current_task_state(target)
        if not is_review(task_state):
            raise ValidationError(_("This translation does not wait for a review."))
        if self.assignment.revision:
            self.assignment.revision.content_object = target  # Wagtail would load it twice
        task_state.task.decide(
            self.assignment, task_state, self.user, self.action_name, comment=self.comment
        )


class ApproveTranslation(DecideReview):
    """Approve the revision that the reviewer was shown: ``revision_id``.

    It is published now, at ``publish_at`` or with its release set.
    """

    action_name, verb = "approve", "approve"

    def __init__(
        self, user, assignment: Assignment, revision_id: int, comment: str = "", publish_at=None
    ):
        super().__init__(user, assignment, comment)
        self.revision_id, self.publish_at = revision_id, publish_at

    def check(self) -> None:
        super().check()
        if self.revision_id != self.assignment.revision_id:
            submitted = self.assignment.translation.target_versions
            raise RevisionChangedError(submitted.filter(revision=self.revision_id).first())

    def _decide(self) -> None:
        assignment = self.assignment
        covered = _read_source_version(assignment.translation, pk=assignment.covered_version_id)
        if covered:  # decides whether it is published now
            assignment.covered_version = covered
        if self.publish_at != assignment.publish_at:
            assignment.publish_at = self.publish_at
            assignment.save(update_fields=["publish_at"])
        super()._decide()


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
        self.assignment.lock()
        policy_for(self.user).check("withdraw", self.assignment)
        instance = self.assignment.translation.get_target_instance()
        running = active_workflow_state(instance)
        if running:
            running.cancel(user=self.user)
        if self.assignment.revision:
            self.assignment.revision.approved_go_live_at = None
            self.assignment.revision.save(update_fields=["approved_go_live_at"])
        self.assignment.change_state(TranslationState.IN_PROGRESS, revision=None, publish_at=None)
        log(instance=instance, action="translation.withdraw", user=self.user)
        return self.assignment
