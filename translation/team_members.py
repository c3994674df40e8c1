"""The members of teams, loaded for all languages at once."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from wagtail.admin.utils import get_user_display_name

from translation.models import Team


def members_by_team(teams: Iterable[Team]) -> dict[int, list]:
    """Return the active accounts of each team by its id, sorted by name; in two queries."""
    teams = list(teams)
    groups = {pk for team in teams for pk in (team.translators_id, team.reviewers_id)}
    accounts = (
        get_user_model()
        .objects.filter(is_active=True, groups__in=groups)
        .distinct()
        .prefetch_related("groups")
    )
    found: dict[int, list] = {team.pk: [] for team in teams}
    for account in sorted(accounts, key=get_user_display_name):
        group_ids = {group.pk for group in account.groups.all()}
        for team in teams:
            if group_ids & {team.translators_id, team.reviewers_id}:
                found[team.pk].append(account)
    return found
