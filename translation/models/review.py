from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Model, Q
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowMixin, WorkflowState, get_translatable_models

from core.request_cache import cached_for_request
from translation.policies import TranslationPermissionDenied, policy_for

from .assignments import Assignment


class ReviewWorkflowState(WorkflowState):
    """The state of a review, saved without looking up its foreign keys.

    Wagtail validates a state each time it is saved, with nine queries. The objects of its keys were
    read in the same transaction, and the database refuses a missing one.
    """

    class Meta:
        proxy = True
        default_permissions = ()

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.clean()  # that no other workflow is in progress
        Model.save(self, *args, **kwargs)

    def get_next_task(self):
        """Return the next task.

        Wagtail asks for it twice after each decision; the second answer is cached.
        """
        current = self.current_task_state
        task_state_key = current and (current.pk, current.status)
        if task_state_key not in self._next_tasks:
            self._next_tasks[task_state_key] = next(self._open_tasks(), None)
        return self._next_tasks[task_state_key]

    def _open_tasks(self) -> Iterator[Task]:
        """Yield the active tasks that were neither approved nor skipped, in their order.

        The tasks of a workflow are read once in a request. Wagtail reads tasks and states in one
        query, which takes three times as long to build.
        """
        tasks = Task.objects.filter(workflow_tasks__workflow=self.workflow_id, active=True)
        tasks = tasks.order_by("workflow_tasks__sort_order")
        finished = set()
        if self.current_task_state:
            finished = set(self.successful_task_states.values_list("task_id", flat=True))
        for task in cached_for_request(("tasks", self.workflow_id), lambda: list(tasks)):
            if task.pk not in finished:
                yield task

    @cached_property
    def _next_tasks(self) -> dict:
        """The task that follows, by the task state and its status."""
        return {}


class TranslationReviewTask(Task):
    """A task of a Wagtail workflow that the reviewers of the page's language answer.

    The policy decides who may answer it, whichever of Wagtail's views the answer comes from.
    """

    class Meta:
        verbose_name = _("review of a translation")
        verbose_name_plural = _("reviews of translations")

    def user_can_access_editor(self, obj, user):
        assignment = Assignment.objects.get_for_instance_or_none(obj)
        return bool(assignment and policy_for(user).may("see", assignment))

    def locked_for_user(self, obj, user):
        """Lock the page for everybody: what is approved must be what was submitted."""
        return True

    def get_actions(self, obj, user):
        assignment = Assignment.objects.get_for_instance_or_none(obj)
        policy = policy_for(user)
        if not assignment or not policy.may("review", assignment):
            return []
        actions = [("reject", _("Return with a comment"), True)]
        if policy.may("approve", assignment):
            actions.append(("approve", _("Approve"), False))
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        """Check the policy again, also for Wagtail's own views."""
        instance = task_state.workflow_state.content_object
        with transaction.atomic():
            assignment = Assignment.objects.locked().get_for_instance_or_none(instance)
            if assignment is None:
                raise TranslationPermissionDenied(_("This translation does not wait for a review."))
            policy_for(user).check("approve" if action_name == "approve" else "review", assignment)
            self.decide(assignment, task_state, user, action_name, **kwargs)

    def decide(self, assignment, task_state, user, action_name, **kwargs):
        """Answer the review of a locked assignment, for which the policy has been asked.

        Raises ``TranslationPermissionDenied`` if another revision was submitted meanwhile: a task
        state is that of one revision.
        """
        if task_state.revision_id != assignment.revision_id:
            raise TranslationPermissionDenied(
                _("Another version was submitted meanwhile. Open the translation again.")
            )
        task_state.revision = assignment.revision  # Wagtail would load it again
        with assignment.given_to_receivers(task_state.workflow_state):
            super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Return the reviews of the person's languages. Pages and snippets may have equal ids."""
        locales, reviewable = policy_for(user).reviewable_locale_ids, Q(pk__in=[])
        for model in get_translatable_models():
            if issubclass(model, WorkflowMixin):
                objects = model.objects.filter(locale__in=locales)
                reviewable |= Q(
                    workflow_state__base_content_type=ContentType.objects.get_for_model(model),
                    workflow_state__object_id__in=objects.values_list(Cast("pk", CharField())),
                )
        return self.task_states.filter(reviewable, status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls):
        return _("The reviewers of a page's language approve its translation or return it.")
