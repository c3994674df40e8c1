"""The review workflow of a translated page or snippet, in Wagtail's terms."""

from wagtail.models import TaskState, Workflow, WorkflowState


def review_workflow_for(instance) -> Workflow:
    """Return the workflow of the instance's part of the tree, or else the first one of the site.

    Only a workflow with a task for reviewers of translations is chosen. In any other, Wagtail's
    moderators would approve, whatever the policy of this app.
    """
    with_review_task = Workflow.objects.filter(
        active=True, workflow_tasks__task__content_type__model="translationreviewtask"
    ).order_by("pk")
    assigned = instance.get_workflow()
    return with_review_task.filter(pk=assigned and assigned.pk).first() or with_review_task.first()


def current_task_state(instance) -> TaskState | None:
    """Return the task of the running review that somebody has to answer."""
    state = (
        WorkflowState.objects.for_instance(instance)
        .filter(status=WorkflowState.STATUS_IN_PROGRESS)
        .select_related("current_task_state")
        .first()
    )
    return state.current_task_state if state else None
