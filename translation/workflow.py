"""The review workflow of a translated page or snippet, in Wagtail's terms."""

from django.db.models import QuerySet
from wagtail.models import TaskState, Workflow, WorkflowState

from translation.models import TranslationReviewTask


def review_workflow_for(instance) -> Workflow | None:
    """Return the workflow of the instance's part of the tree, or else the first one of the site.

    ``None`` if the site has none in which translations are reviewed.
    """
    assigned = instance.get_workflow()
    workflows = review_workflows()
    return workflows.filter(pk=assigned and assigned.pk).first() or workflows.first()


def review_workflows() -> QuerySet:
    """Return the active workflows with an active task for reviewers of translations.

    In any other, Wagtail's moderators would approve, whatever the policy of this app.
    """
    tasks = TranslationReviewTask.objects.filter(active=True)
    return Workflow.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk")


def is_review(task_state: TaskState | None) -> bool:
    """Return whether a task is the review of a translation, and not one that follows it."""
    if task_state is None:
        return False
    return TranslationReviewTask.objects.filter(pk=task_state.task_id, active=True).exists()


def current_task_state(instance) -> TaskState | None:
    """Return the task of the running review that somebody has to answer."""
    state = (
        WorkflowState.objects.for_instance(instance)
        .filter(status=WorkflowState.STATUS_IN_PROGRESS)
        .select_related("current_task_state")
        .first()
    )
    return state.current_task_state if state else None
