"""Wagtail's own e-mails about workflows, without those about reviews of translations.

This app notifies of these reviews itself, in the language and the way that the recipient chose.
Without this module, recipients would be mailed twice about each review.
"""

from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from translation.models import Assignment
from translation.workflow import is_review


class ExcludeTranslationsMixin:
    def can_handle(self, instance, **kwargs):
        return super().can_handle(instance, **kwargs) and not _is_of_a_translation(instance)


def _is_of_a_translation(workflow_state: WorkflowState) -> bool:
    if is_review(workflow_state.current_task_state):
        return True
    instance = workflow_state.content_object
    if not hasattr(instance, "translation_key"):
        return False
    return Assignment.objects.get_for_instance_or_none(instance) is not None


class SubmissionEmailNotifier(ExcludeTranslationsMixin, WorkflowStateSubmissionEmailNotifier):
    pass


class ApprovalEmailNotifier(ExcludeTranslationsMixin, WorkflowStateApprovalEmailNotifier):
    pass


class RejectionEmailNotifier(ExcludeTranslationsMixin, WorkflowStateRejectionEmailNotifier):
    pass


# Signals hold weak references to their receivers: this dictionary keeps them alive.
REPLACEMENT_NOTIFIERS = {
    "workflow_state_submitted_email_notification": (workflow_submitted, SubmissionEmailNotifier()),
    "workflow_state_approved_email_notification": (workflow_approved, ApprovalEmailNotifier()),
    "workflow_state_rejected_email_notification": (workflow_rejected, RejectionEmailNotifier()),
}


def register() -> None:
    """Replace Wagtail's signal receivers, by connecting with the same ``dispatch_uid``.

    A ``dispatch_uid`` is connected only once, so the order in which Wagtail and this app connect
    does not matter.
    """
    for name, (signal, mail) in REPLACEMENT_NOTIFIERS.items():
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(mail, sender=WorkflowState, dispatch_uid=name)
