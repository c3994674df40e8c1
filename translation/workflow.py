"""The review workflow of a translated page or snippet, in Wagtail's terms."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowState
from wagtail.signals import workflow_submitted

from core.request_cache import cached_for_request
from translation.models import ReviewWorkflowState, TranslationReviewTask


def review_workflow_for(instance) -> Workflow | None:
    """Return the workflow of the instance's part of the tree, or else the first one of the site.

    ``None`` if the site has none in which translations are reviewed.
    """
    workflows = cached_for_request("review workflows", lambda: list(review_workflows()))
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
    """Return the active workflow state of an object, with its task, in one query."""
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
    """Start a workflow as ``Workflow.start()`` does, but with a ``ReviewWorkflowState``."""
    state = _unsaved_state(workflow, instance, user)
    # Wagtail would load the object and its revision, which were just saved.
    content = instance.get_base_page() if isinstance(instance, Page) else instance
    content.latest_revision = instance.latest_revision
    WorkflowState.content_object.set_cached_value(state, content)
    state.save()
    state.update(user=user)
    workflow_submitted.send(sender=WorkflowState, instance=state, user=user)
    log_workflow_start(instance, state.current_task_state, user)
    return state


def _unsaved_state(workflow: Workflow, instance, user, **values) -> ReviewWorkflowState:
    return ReviewWorkflowState(
        content_type=instance.get_content_type(),
        base_content_type=instance.get_base_content_type(),
        object_id=str(instance.pk),
        workflow=workflow,
        requested_by=user,
        **values,
    )


def log_workflow_start(instance, task_state: TaskState, user) -> None:
    workflow, task = task_state.workflow_state.workflow, task_state.task
    data = {
        "id": workflow.pk,
        "title": workflow.name,
        "status": WorkflowState.STATUS_IN_PROGRESS,
        "next": {"id": task.pk, "title": task.name},
        "task_state_id": task_state.pk,
    }
    log(
        instance=instance,
        action="wagtail.workflow.start",
        data={"workflow": data},
        revision=instance.get_latest_revision(),
        user=user,
    )


def log_workflow_approval(instance, task_state: TaskState) -> None:
    """Log that the last task of a workflow was approved."""
    workflow, task = task_state.workflow_state.workflow, task_state.task
    data = {
        "id": workflow.pk,
        "title": workflow.name,
        "status": task_state.status,
        "task_state_id": task_state.pk,
        "task": {"id": task.pk, "title": task.name},
        "next": None,
    }
    log(
        instance=instance,
        action="wagtail.workflow.approve",
        data={"workflow": data, "comment": task_state.get_comment()},
        revision=task_state.revision,
        user=task_state.finished_by,
    )


class ApprovedReview(NamedTuple):
    """The review of the latest revision of an object, which has ended with its approval."""

    workflow: Workflow
    instance: models.Model
    requested_by: models.Model
    reviewer: models.Model


def store_approved_reviews(reviews: Sequence[ApprovedReview]) -> list[TaskState]:
    """Store what Wagtail stores of reviews; return their task states. No signal is sent."""
    states = ReviewWorkflowState.objects.bulk_create(
        _unsaved_state(
            review.workflow,
            review.instance,
            review.requested_by,
            status=WorkflowState.STATUS_APPROVED,
        )
        for review in reviews
    )
    task_states = TaskState.objects.bulk_create(
        TaskState(
            workflow_state=state,
            revision=review.instance.latest_revision,
            task=_review_task(review.workflow),
            status=TaskState.STATUS_APPROVED,
            finished_at=timezone.now(),
            finished_by=review.reviewer,
        )
        for review, state in zip(reviews, states, strict=True)
    )
    for state, task_state in zip(states, task_states, strict=True):
        state.current_task_state = task_state
    ReviewWorkflowState.objects.bulk_update(states, ["current_task_state"])
    return task_states


def _review_task(workflow: Workflow) -> Task:
    tasks = TranslationReviewTask.objects.filter(active=True, workflow_tasks__workflow=workflow)
    in_order = tasks.order_by("workflow_tasks__sort_order")
    return cached_for_request(("review task", workflow.pk), in_order.first)
