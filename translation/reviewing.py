"""From a translated object to the work on it and to its place in Wagtail's workflow."""

from wagtail.models import TaskState, Workflow, WorkflowState

from translation.models.assignments import Assignment


def assignment_of(instance) -> Assignment | None:
    """The work that a translated page or snippet is the result of; ``None`` for a source."""
    return (
        Assignment.objects.filter(
            translation__source__object_id=instance.translation_key,
            translation__target_locale=instance.locale_id,
        )
        .select_related("translation__source__locale", "translation__target_locale", "revision")
        .first()
    )


def review_workflow(instance) -> Workflow:
    """The workflow that its part of the tree has, or the one that the set-up made.

    Only one with a step for reviewers of translations will do: in any other, Wagtail's moderators
    would approve, whatever the policies say.
    """
    of_translations = Workflow.objects.filter(
        active=True, workflow_tasks__task__content_type__model="translationreviewtask"
    ).order_by("pk")
    assigned = instance.get_workflow()
    return of_translations.filter(pk=assigned and assigned.pk).first() or of_translations.first()


def current_task_state(instance) -> TaskState | None:
    """The step of the running review that waits for an answer."""
    state = (
        WorkflowState.objects.for_instance(instance)
        .filter(status=WorkflowState.STATUS_IN_PROGRESS)
        .select_related("current_task_state")
        .first()
    )
    return state.current_task_state if state else None
