"""Wagtail's own mail about workflows, silent about reviews of translations.

Of those the workshop tells itself, in the person's language and as the person chose; everybody
would get each piece of news twice.
"""

from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from translation.models import Assignment


class SilentAboutTranslations:
    def can_handle(self, instance, **kwargs):
        return super().can_handle(instance, **kwargs) and not _is_of_a_translation(instance)


def _is_of_a_translation(workflow_state: WorkflowState) -> bool:
    instance = workflow_state.content_object
    if not hasattr(instance, "translation_key"):
        return False
    return Assignment.objects.get_for_instance_or_none(instance) is not None


class SubmissionMail(SilentAboutTranslations, WorkflowStateSubmissionEmailNotifier):
    pass


class ApprovalMail(SilentAboutTranslations, WorkflowStateApprovalEmailNotifier):
    pass


class RejectionMail(SilentAboutTranslations, WorkflowStateRejectionEmailNotifier):
    pass


# Signals hold their receivers weakly: here is what keeps them.
REPLACED = {
    "workflow_state_submitted_email_notification": (workflow_submitted, SubmissionMail()),
    "workflow_state_approved_email_notification": (workflow_approved, ApprovalMail()),
    "workflow_state_rejected_email_notification": (workflow_rejected, RejectionMail()),
}


def register() -> None:
    """Take the places of Wagtail's receivers, by their own names.

    A name is taken only once, so this works before Wagtail connects its own as well as after.
    """
    for name, (signal, mail) in REPLACED.items():
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(mail, sender=WorkflowState, dispatch_uid=name)
