"""Changing the members of a team and its waiver of the four-eyes principle."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from translation.models import Assignment, Team
from translation.models.assignments import open_condition
from translation.policies import policy_for


class ChangeTeam:
    """Set the translators, reviewers and waiver of a team. Changes are logged.

    Open assignments of a person who leaves the team are unassigned.
    """

    def __init__(
        self,
        user,
        team: Team,
        translators: set,
        reviewers: set,
        waives_four_eyes: bool,
        waiver_reason: str,
    ):
        self.user, self.team = user, team
        self.translators, self.reviewers = translators, reviewers
        self.waives_four_eyes, self.waiver_reason = waives_four_eyes, waiver_reason.strip()

    def check(self) -> None:
        policy_for(self.user).check("coordinate")
        self.team.waives_four_eyes = self.waives_four_eyes
        self.team.waiver_reason = self.waiver_reason if self.waives_four_eyes else ""
        self.team.full_clean()
        if not all(account.is_active for account in self.translators | self.reviewers):
            raise ValidationError(_("Only active accounts can be in a team."))

    @transaction.atomic
    def execute(self) -> int:
        """Return the number of open assignments that were unassigned."""
        self.check()
        before = Team.objects.get(pk=self.team.pk)
        changes = {
            **self._change_members(self.team.translators, self.translators, "translators"),
            **self._change_members(self.team.reviewers, self.reviewers, "reviewers"),
        }
        if before.waives_four_eyes != self.team.waives_four_eyes:
            changes["waiver"] = self.team.waiver_reason if self.team.waives_four_eyes else False
        self.team.save()
        if changes:
            log(instance=self.team, action="translation.team", user=self.user, data=changes)
        return self._unassign_open_work()

    def _change_members(self, group, wanted: set, role: str) -> dict[str, list[str]]:
        """Set the active members of a group; return the names of those added and removed."""
        present = set(group.user_set.filter(is_active=True))
        added, removed = wanted - present, present - wanted
        group.user_set.add(*added)
        group.user_set.remove(*removed)
        changes = {f"{role}_added": added, f"{role}_removed": removed}
        return {
            name: sorted(get_user_display_name(person) for person in people)
            for name, people in changes.items()
            if people
        }

    def _unassign_open_work(self) -> int:
        members = {person.pk for person in self.translators | self.reviewers}
        return (
            Assignment.objects.filter(
                open_condition(),
                translation__target_locale=self.team.locale_id,
                assignee__isnull=False,
                assignee__is_superuser=False,
            )
            .exclude(assignee__in=members)
            .update(assignee=None)
        )


def team_log_entries(team: Team, most: int = 20):
    """Return the ``most`` latest log entries of a team."""
    return ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Team), object_id=str(team.pk)
    ).select_related("user")[:most]
