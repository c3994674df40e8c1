"""Translation teams: members, permissions, and the history of a team."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from translation.choices import TranslationState
from translation.desk.actions.change_team import ChangeTeam
from translation.models import Team
from translation.policies import TranslationPermissionDenied, TranslationPolicy

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return Team.objects.get(locale__language_code="sl")


@pytest.fixture
def client(client_for, coordinator):
    return client_for(coordinator)


@pytest.fixture
def newcomer():
    return get_user_model().objects.create_user("newcomer", email="newcomer@example.org")


def team_url(team: Team) -> str:
    return reverse("translation:team", args=[team.pk])


def reload(person):
    return TranslationPolicy(get_user_model().objects.get(pk=person.pk))


def test_a_coordinator_adds_a_person_to_a_team(client, team, newcomer):
    client.post(team_url(team), {"new_member": newcomer.pk, "new_translates": "on"})
    assert reload(newcomer).editable_locale_ids == {team.locale_id}
    assert reload(newcomer).reviewable_locale_ids == set()
    assert client.get("/admin/").status_code == 200


def test_a_translator_becomes_a_reviewer(client, team, translator):
    person = translator("sl")
    client.post(team_url(team), {f"reviews_{person.pk}": "on"})
    assert list(person.groups.all()) == [team.reviewers]


def test_removing_a_member_unassigns_their_open_translations(
    client, team, translator, send_to_translation
):
    person = translator("sl")
    assignment = send_to_translation("sl", assignees={"sl": person.pk})
    response = client.post(team_url(team), {}, follow=True)
    assignment.refresh_from_db()
    assert assignment.assignee is None
    assert reload(person).editable_locale_ids == set()
    assert "1 open translation has no translator of its own now." in response.content.decode()


def test_removing_a_member_unassigns_published_translations_whose_source_changed(
    client, team, translator, send_to_translation
):
    person = translator("sl")
    assignment = send_to_translation("sl", assignees={"sl": person.pk})
    assignment.change_state(TranslationState.PUBLISHED, source_changed_at=timezone.now())
    [row] = client.get(team_url(team)).context["form"].rows
    assert row.open_count == 1
    response = client.post(team_url(team), {}, follow=True)
    assignment.refresh_from_db()
    assert assignment.assignee is None
    assert "1 open translation has no translator of its own now." in response.content.decode()


def test_members_who_stay_keep_their_assignments(client, team, translator, send_to_translation):
    person, leaver = translator("sl"), translator("sl", "leaver")
    assignment = send_to_translation("sl", assignees={"sl": person.pk})
    client.post(team_url(team), {f"translates_{person.pk}": "on"})
    assignment.refresh_from_db()
    assert assignment.assignee == person
    assert not leaver.groups.exists()


def test_other_groups_of_a_person_are_left_alone(client, team, translator, coordinator):
    person = translator("mk")
    client.post(team_url(team), {"new_member": person.pk, "new_translates": "on"})
    assert person.groups.count() == 2


def test_an_inactive_account_cannot_be_added(client, team, newcomer):
    newcomer.is_active = False
    newcomer.save()
    response = client.post(team_url(team), {"new_member": newcomer.pk, "new_translates": "on"})
    assert "new_member" in response.context["form"].errors


def test_a_member_without_a_role_is_not_added(client, team, newcomer):
    response = client.post(team_url(team), {"new_member": newcomer.pk})
    assert "new_member" in response.context["form"].errors


def test_waiving_the_four_eyes_rule_requires_a_reason(client, team):
    response = client.post(team_url(team), {"waives_four_eyes": "on", "waiver_reason": " "})
    assert "waiver_reason" in response.context["form"].errors
    client.post(team_url(team), {"waives_four_eyes": "on", "waiver_reason": "One person only."})
    team.refresh_from_db()
    assert team.waives_four_eyes
    assert "One person only." in client.get(team_url(team)).content.decode()
    client.post(team_url(team), {"waiver_reason": "One person only."})
    team.refresh_from_db()
    assert (team.waives_four_eyes, team.waiver_reason) == (False, "")


def test_the_history_lists_added_and_removed_members(
    client, coordinator, team, translator, newcomer
):
    person = translator("sl")
    client.post(
        team_url(team),
        {f"reviews_{person.pk}": "on", "new_member": newcomer.pk, "new_translates": "on"},
    )
    entry = ModelLogEntry.objects.get(action="translation.team")
    assert entry.user == coordinator
    assert "Translators added: newcomer" in entry.message
    assert "reviewers added: translator-sl" in entry.message
    assert entry.message in client.get(team_url(team)).content.decode()


def test_saving_without_a_change_is_not_logged(client, team, translator):
    person = translator("sl")
    client.post(team_url(team), {f"translates_{person.pk}": "on"})
    assert not ModelLogEntry.objects.filter(action="translation.team").exists()


def test_only_coordinators_see_and_change_teams(client_for, editor, reviewer, team):
    for person in (editor, reviewer("sl")):
        client = client_for(person)
        assert client.get(reverse("translation:teams")).status_code == 302
        assert client.get(team_url(team)).status_code == 302
        assert client.post(team_url(team), {}).status_code == 302
    assert get_user_model().objects.filter(groups=team.reviewers).exists()
    with pytest.raises(TranslationPermissionDenied):
        ChangeTeam(editor, team, set(), set(), False, "").execute()


def test_the_list_shows_every_language_with_its_members_and_assignments(
    client, translator, send_to_translation
):
    translator("sl")
    send_to_translation("sl")
    rows = {row["language"].code: row for row in client.get(teams_url()).context["rows"]}
    assert "sr-latn" not in rows
    assert "en" not in rows
    assert [person.username for person in rows["sl"]["translators"]] == ["translator-sl"]
    assert rows["sl"]["counts"]["open"] == 1
    assert rows["mk"]["translators"] == []


def teams_url() -> str:
    return reverse("translation:teams")


def test_the_number_of_queries_does_not_depend_on_the_number_of_members(client, team, translator):
    counts = []
    for name in ("first", "second", "third"):
        translator("sl", name)
        for url in (teams_url(), team_url(team)):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
    assert counts[0:2] == counts[4:6]
