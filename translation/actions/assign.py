"""Saying who translates, until when and what comes first, for many translations at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from translation.choices import Event
from translation.models import Assignment
from translation.news.notifying import notify_all
from translation.policies import policy_for
from translation.team_members import shown_name


class ChangeAssignments:
    """Give these assignments new values of ``assignee``, ``deadline``, ``priority`` or ``note``.

    Fields that are not named stay as they are.
    """

    def __init__(self, user, assignments: list[Assignment], **values):
        self.user, self.assignments, self.values = user, assignments, values

    def check(self) -> None:
        """Raise ``Refusal`` or, if the translator is not in the team, ``ValidationError``."""
        policy = policy_for(self.user)
        policy.check("assign")
        for assignment in self.assignments:
            policy.check("see", assignment)
        assignee = self.values.get("assignee")
        strangers = {
            assignment.language.name
            for assignment in self.assignments
            if assignee and not self._may_translate(assignee, assignment)
        }
        if strangers:
            raise ValidationError(
                _("%(person)s is not in the team of %(language)s.")
                % {"person": shown_name(assignee), "language": ", ".join(sorted(strangers))}
            )

    def _may_translate(self, person, assignment: Assignment) -> bool:
        return policy_for(person).may("translate_into", assignment.translation.target_locale_id)

    @transaction.atomic
    def execute(self) -> list[Assignment]:
        """Return what really changed; a new translator is told."""
        self.check()
        changed, told = [], []
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
                told.append(assignment)
            self._log(assignment)
        notify_all(Event.ASSIGNED, told, actor=self.user)
        return changed

    def _log(self, assignment: Assignment) -> None:
        target = assignment.translation.get_target_instance()
        log(
            instance=target,
            action="translation.assign",
            user=self.user,
            data={
                "translator": shown_name(assignment.assignee) if assignment.assignee else "",
                "deadline": assignment.deadline and assignment.deadline.isoformat(),
            },
        )
