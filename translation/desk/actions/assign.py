"""Setting translator, deadline, priority and note of many translations at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log

from translation.choices import NotificationEvent
from translation.models import Assignment
from translation.notifications.notify import notify_all
from translation.policies import policy_for


class ChangeAssignments:
    """Set ``assignee``, ``deadline``, ``priority`` or ``note`` of assignments.

    Only the fields named in ``values`` are changed.
    """

    def __init__(self, user, assignments: list[Assignment], **values):
        self.user, self.assignments, self.values = user, assignments, values

    def check(self) -> None:
        """Raise ``TranslationPermissionDenied``.

        Raise ``ValidationError`` if the assignee is not in the team of a language.
        """
        policy = policy_for(self.user)
        policy.check("assign")
        for assignment in self.assignments:
            policy.check("see", assignment)
        assignee = self.values.get("assignee")
        if not assignee:
            return
        languages = {
            assignment.language.name
            for assignment in self.assignments
            if not policy_for(assignee).may(
                "translate_into", assignment.translation.target_locale_id
            )
        }
        if languages:
            raise ValidationError(
                _("%(person)s is not in the team of %(language)s.")
                % {
                    "person": get_user_display_name(assignee),
                    "language": ", ".join(sorted(languages)),
                }
            )

    @transaction.atomic
    def execute(self) -> list[Assignment]:
        """Return the assignments that changed. New assignees are notified."""
        self.check()
        changed, newly_assigned = [], []
        for assignment in self.assignments:
            before = {name: getattr(assignment, name) for name in self.values}
            if before == self.values:
                continue
            for name, value in self.values.items():
                setattr(assignment, name, value)
            assignment.save(update_fields=list(self.values))
            changed.append(assignment)
            if (
                assignment.assignee
                and before.get("assignee", assignment.assignee) != assignment.assignee
            ):
                newly_assigned.append(assignment)
            self._log(assignment)
        notify_all(NotificationEvent.ASSIGNED, newly_assigned, actor=self.user)
        return changed

    def _log(self, assignment: Assignment) -> None:
        log(
            instance=assignment.translation.get_target_instance(),
            action="translation.assign",
            user=self.user,
            data={
                "translator": get_user_display_name(assignment.assignee)
                if assignment.assignee
                else "",
                "deadline": assignment.deadline and assignment.deadline.isoformat(),
            },
        )
