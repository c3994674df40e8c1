"""Recording the results of Wagtail's workflow, from whichever of Wagtail's views they come.

These views open no transaction, which the lock of an assignment needs.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from translation.choices import NotificationEvent, TranslationState
from translation.models import Assignment
from translation.notifications.notify import notify


@transaction.atomic
def record_returned(task_state: TaskState, user=None) -> None:
    assignment = _in_review(task_state.workflow_state)
    if assignment:
        assignment.change_state(TranslationState.RETURNED)
        log(
            instance=task_state.workflow_state.content_object,
            action="translation.return",
            user=user,
            revision=assignment.revision,
            data={"comment": task_state.comment},
        )
        notify(NotificationEvent.RETURNED, assignment, actor=user, comment=task_state.comment)


def record_stopped_review(assignment: Assignment, user=None) -> None:
    """Open a translation whose review ended without an approval: its task is no longer active."""
    if assignment.state != TranslationState.IN_REVIEW:
        return
    comment = _("The review was stopped in the settings of the workflow. Submit it again.")
    log(
        instance=assignment.translation.get_target_instance(),
        action="translation.return",
        user=user,
        revision=assignment.revision,
        data={"comment": comment},
    )
    assignment.change_state(TranslationState.IN_PROGRESS, revision=None)
    notify(NotificationEvent.RETURNED, assignment, actor=user, comment=comment)


@transaction.atomic
def record_cancelled(workflow_state: WorkflowState, user=None) -> None:
    """Open the translation of a cancelled review for editing."""
    assignment = _in_review(workflow_state)
    if assignment:
        assignment.change_state(TranslationState.IN_PROGRESS, revision=None)


def _in_review(workflow_state: WorkflowState) -> Assignment | None:
    if not hasattr(workflow_state.content_object, "translation_key"):
        return None
    assignment = Assignment.objects.lock_for_signal(
        workflow_state, lambda: workflow_state.content_object
    )
    return assignment if assignment and assignment.state == TranslationState.IN_REVIEW else None
