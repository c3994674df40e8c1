"""The review workflow of a translated page or snippet, in Wagtail's terms."""

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, Workflow, WorkflowState
from wagtail.signals import workflow_submitted

from translation.models import ReviewWorkflowState, TranslationReviewTask


def review_workflow_for(instance) -> Workflow | None:
    """Return the workflow of the instance's part of the tree, or else the first one of the site.

    ``None`` if the site has none in which translations are reviewed.
    """
    workflows = list(review_workflows())
    if len(workflows) > 1 and (assigned := instance.get_workflow()) in workflows:
        return assigned
    return workflows[0] if workflows else None


def review_workflows() -> QuerySet:
    """Return the active workflows with an active task for reviewers of translations.

    In any other, Wagtail's moderators would approve, whatever the policy of this app.
    """
    tasks = TranslationReviewTask.objects.filter(active=True)
    return Workflow.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk")


def is_review(task_state: TaskState | None) -> bool:
    """Return whether a task is the review of a translation, and not one that follows it."""
    if task_state is None or not task_state.task.active:
        return False
    return isinstance(task_state.task.specific, TranslationReviewTask)


def active_workflow_state(instance) -> WorkflowState | None:
    """Return the workflow of an object that is not completed, with its task, in one query."""
    states = ReviewWorkflowState.objects.for_instance(instance).active()
    related = ("workflow", "current_task_state__task__translationreviewtask")
    state = states.select_related(*related).first()
    task_state = state and state.current_task_state
    if task_state:
        # The specific task, which Wagtail would load again, and the state, as loaded here.
        task_state.task = getattr(task_state.task, "translationreviewtask", task_state.task)
        task_state.workflow_state = state
    return state


def current_task_state(instance) -> TaskState | None:
    """Return the task of the running review that somebody has to answer."""
    state = active_workflow_state(instance)
    is_running = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    return state.current_task_state if is_running else None


@transaction.atomic
def start_workflow(workflow: Workflow, instance, user) -> WorkflowState:
    """Start a workflow as ``Workflow.start()`` does, but with a state that is saved as ours."""
    state = ReviewWorkflowState(
        content_type=instance.get_content_type(),
        base_content_type=instance.get_base_content_type(),
        object_id=str(instance.pk),
        workflow=workflow,
        requested_by=user,
    )
    # Wagtail would load the object and its revision, which were just saved.
    content = instance.get_base_page() if isinstance(instance, Page) else instance
    content.latest_revision = instance.latest_revision
    WorkflowState.content_object.set_cached_value(state, content)
    state.save()
    state.update(user=user)
    workflow_submitted.send(sender=WorkflowState, instance=state, user=user)
    task_state = state.current_task_state
    data = {
        "id": workflow.pk,
        "title": workflow.name,
        "status": state.status,
        "next": {"id": task_state.task.pk, "title": task_state.task.name},
        "task_state_id": task_state.pk,
    }
    log(
        instance=instance,
        action="wagtail.workflow.start",
        data={"workflow": data},
        revision=instance.get_latest_revision(),
        user=user,
    )
    return state
