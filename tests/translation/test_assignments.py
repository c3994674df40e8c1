"""Changing the deadline, translator, priority and note of several translations at once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests import specimens as specimen
from tests import translators
from translation.choices import NotificationEvent, TranslationPriority, TranslationState
from translation.models import Assignment, Notification

from .conftest import read_again

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NEXT_WEEK = timezone.localdate() + timedelta(days=7)


@pytest.fixture(scope="module")
def made_assignments(home_of_module, sender) -> list[Assignment]:
    page = specimen.content(home_of_module, title="Who we are")
    return [translators.send_to_translation(sender, page, code) for code in ("sl", "mk")]


@pytest.fixture
def assignments(db, made_assignments) -> list[Assignment]:
    return [read_again(assignment) for assignment in made_assignments]


@pytest.fixture
def page(assignments):
    """The page that is sent to two languages."""
    return assignments[0].translation.source.get_source_instance()


@pytest.fixture
def submit_form(client_for, page):
    """Submit the form as an account: ``submit_form(account, assignments, deadline=…)``."""

    def send(person, chosen: list[Assignment], **values):
        url = f"{reverse('translation:change_assignments')}?object={page.translation_key}"
        ticked = {"assignment": [assignment.pk for assignment in chosen]}
        return client_for(person).post(url, {**ticked, **values})

    return send


def test_the_chosen_objects_are_listed_in_the_chosen_languages(
    client_for, coordinator, assignments, page
):
    response = client_for(coordinator).get(
        reverse("translation:change_assignments"),
        {"object": page.translation_key, "language": "sl"},
    )
    soup = BeautifulSoup(response.content, "html.parser")
    assert [box["value"] for box in soup.select("[name=assignment]")] == [str(assignments[0].pk)]


def test_finished_translations_are_listed_but_not_selected(
    client_for, coordinator, assignments, page
):
    assignments[0].change_state(TranslationState.PUBLISHED)
    response = client_for(coordinator).get(
        reverse("translation:change_assignments"), {"object": page.translation_key}
    )
    soup = BeautifulSoup(response.content, "html.parser")
    ticked = {box["value"] for box in soup.select("[name=assignment][checked]")}
    assert ticked == {str(assignments[1].pk)}


def test_filled_fields_are_changed_and_empty_fields_are_not(submit_form, coordinator, assignments):
    assignments[0].note = "Mind the names."
    assignments[0].save()
    submit_form(
        coordinator,
        assignments,
        deadline=NEXT_WEEK.isoformat(),
        priority=TranslationPriority.HIGH.value,
    )
    for assignment in assignments:
        assignment.refresh_from_db()
        assert (assignment.deadline, assignment.priority, assignment.assignee) == (
            NEXT_WEEK,
            TranslationPriority.HIGH,
            None,
        )
    assert assignments[0].note == "Mind the names."


def test_only_selected_translations_change(submit_form, coordinator, assignments):
    submit_form(coordinator, assignments[:1], deadline=NEXT_WEEK.isoformat())
    assignments[1].refresh_from_db()
    assert assignments[1].deadline is None


def test_a_deadline_can_be_removed(submit_form, coordinator, assignments):
    submit_form(coordinator, assignments, deadline=NEXT_WEEK.isoformat())
    submit_form(coordinator, assignments, no_deadline="on")
    assignments[0].refresh_from_db()
    assert assignments[0].deadline is None


def test_a_new_translator_is_notified_and_the_change_is_logged(
    submit_form, coordinator, translator, assignments
):
    person = translator("sl")
    submit_form(coordinator, assignments[:1], assignee=person.pk)
    assignments[0].refresh_from_db()
    assert assignments[0].assignee == person
    notifications = Notification.objects.filter(
        recipient=person, event=NotificationEvent.ASSIGNED, actor=coordinator
    )
    assert notifications.exists()
    assert PageLogEntry.objects.filter(action="translation.assign", user=coordinator).count() == 1


def test_a_new_deadline_sends_no_assignment_notification(submit_form, coordinator, assignments):
    before = Notification.objects.filter(event=NotificationEvent.ASSIGNED).count()
    submit_form(coordinator, assignments, deadline=NEXT_WEEK.isoformat())
    assert Notification.objects.filter(event=NotificationEvent.ASSIGNED).count() == before


def test_a_translator_of_another_language_is_refused_and_nothing_changes(
    submit_form, coordinator, translator, assignments
):
    response = submit_form(coordinator, assignments, assignee=translator("sl").pk)
    assert "not in the team of Македонски" in response.content.decode()
    assert not Assignment.objects.exclude(assignee=None).exists()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Choose at least one thing to change."),
        ({"deadline": "2020-01-01"}, "This day has passed. Choose a day to come."),
        ({"deadline": "soon"}, "This cannot be read as a date."),
        (
            {"deadline": NEXT_WEEK.isoformat(), "no_deadline": "on"},
            "Either give a new deadline or remove it.",
        ),
        ({"assignee": "99999"}, "Select a valid choice."),
    ],
)
def test_an_invalid_form_shows_the_error(submit_form, coordinator, assignments, values, message):
    response = submit_form(coordinator, assignments, **values)
    assert response.status_code == 200
    assert message in response.content.decode()


def test_a_form_without_selected_translations_shows_an_error(submit_form, coordinator, assignments):
    response = submit_form(coordinator, [], deadline=NEXT_WEEK.isoformat())
    assert "Choose at least one translation." in response.content.decode()


def test_a_translator_may_not_change_assignments(submit_form, translator, assignments):
    person = translator("sl")
    assert submit_form(person, assignments, deadline=NEXT_WEEK.isoformat()).status_code == 302
    assignments[0].refresh_from_db()
    assert assignments[0].deadline is None


@pytest.mark.parametrize("query", ["", "object=abc", "object=99999999-9999-4999-8999-999999999999"])
def test_a_form_without_translations_redirects_to_the_board(client_for, coordinator, query):
    response = client_for(coordinator).get(f"{reverse('translation:change_assignments')}?{query}")
    assert response["Location"] == reverse("translation:board")


def test_the_selected_translations_can_be_exported(client_for, coordinator, assignments, page):
    client = client_for(coordinator)
    response = client.get(
        reverse("translation:change_assignments"), {"object": page.translation_key}
    )
    button = BeautifulSoup(response.content, "html.parser").select_one("button[formaction]")
    response = client.post(button["formaction"], {"assignment": [assignments[1].pk]})
    soup = BeautifulSoup(response.content, "html.parser")
    kept = soup.select("main form [name=assignment]")
    assert [field["value"] for field in kept] == [str(assignments[1].pk)]
