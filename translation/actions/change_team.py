"""Changing who works in a language, and whether one person may translate and approve."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from translation.choices import State
from translation.models import Assignment, Team
from translation.policies import policy_for
from translation.team_members import shown_name

OPEN_STATES = (State.IN_PROGRESS, State.RETURNED)


class ChangeTeam:
    """Give a team these translators and reviewers. Every change is kept in the team's history.

    Open work of a person who leaves the team is free for whoever is in it.
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
        """Return how many open translations were freed."""
        self.check()
        before = Team.objects.get(pk=self.team.pk)
        changes = {
            **self._change(self.team.translators, self.translators, "translators"),
            **self._change(self.team.reviewers, self.reviewers, "reviewers"),
        }
        if before.waives_four_eyes != self.team.waives_four_eyes:
            changes["waiver"] = self.team.waiver_reason if self.team.waives_four_eyes else False
        self.team.save()
        if changes:
            log(instance=self.team, action="translation.team", user=self.user, data=changes)
        return self._free_work()

    def _change(self, group, wanted: set, role: str) -> dict[str, list[str]]:
        """Bring an active group's members to what is wanted; name who came and who went."""
        present = set(group.user_set.filter(is_active=True))
        come, gone = wanted - present, present - wanted
        group.user_set.add(*come)
        group.user_set.remove(*gone)
        changes = {f"{role}_added": come, f"{role}_removed": gone}
        return {
            name: sorted(shown_name(person) for person in people)
            for name, people in changes.items()
            if people
        }

    def _free_work(self) -> int:
        staying = {person.pk for person in self.translators | self.reviewers}
        return (
            Assignment.objects.filter(
                translation__target_locale=self.team.locale_id,
                state__in=OPEN_STATES,
                assignee__isnull=False,
                assignee__is_superuser=False,
            )
            .exclude(assignee__in=staying)
            .update(assignee=None)
        )


def history_of(team: Team, most: int = 20):
    """The latest changes of a team, for the people who answer for it."""
    return ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Team), object_id=str(team.pk)
    ).select_related("user")[:most]
