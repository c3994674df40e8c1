"""Changing deadline, translator, priority and note of many translations at once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests import specimens as specimen
from translation.choices import Event, Priority, State
from translation.models import Assignment, Notification

pytestmark = pytest.mark.django_db

NEXT_WEEK = timezone.localdate() + timedelta(days=7)


@pytest.fixture
def page(home):
    return specimen.content(home, title="Who we are")


@pytest.fixture
def works(sent, page):
    return [sent("sl", page), sent("mk", page)]


@pytest.fixture
def save(browser, page):
    """Send the form in the name of a person: ``save(person, works, deadline=…)``."""

    def send(person, chosen: list[Assignment], **values):
        address = f"{reverse('translation:assignments')}?object={page.translation_key}"
        ticked = {"assignment": [work.pk for work in chosen]}
        return browser(person).post(address, {**ticked, **values})

    return send


def test_the_chosen_objects_are_offered_in_the_chosen_languages(browser, coordinator, works, page):
    response = browser(coordinator).get(
        reverse("translation:assignments"), {"object": page.translation_key, "language": "sl"}
    )
    soup = BeautifulSoup(response.content, "html.parser")
    assert [box["value"] for box in soup.select("[name=assignment]")] == [str(works[0].pk)]


def test_finished_work_is_offered_but_not_ticked(browser, coordinator, works, page):
    works[0].enter(State.PUBLISHED)
    response = browser(coordinator).get(
        reverse("translation:assignments"), {"object": page.translation_key}
    )
    soup = BeautifulSoup(response.content, "html.parser")
    ticked = {box["value"] for box in soup.select("[name=assignment][checked]")}
    assert ticked == {str(works[1].pk)}


def test_what_is_given_changes_and_what_is_left_empty_stays(save, coordinator, works):
    works[0].note = "Mind the names."
    works[0].save()
    save(coordinator, works, deadline=NEXT_WEEK.isoformat(), priority=Priority.HIGH.value)
    for work in works:
        work.refresh_from_db()
        assert (work.deadline, work.priority, work.assignee) == (NEXT_WEEK, Priority.HIGH, None)
    assert works[0].note == "Mind the names."


def test_only_ticked_translations_change(save, coordinator, works):
    save(coordinator, works[:1], deadline=NEXT_WEEK.isoformat())
    works[1].refresh_from_db()
    assert works[1].deadline is None


def test_a_deadline_can_be_removed(save, coordinator, works):
    save(coordinator, works, deadline=NEXT_WEEK.isoformat())
    save(coordinator, works, no_deadline="on")
    works[0].refresh_from_db()
    assert works[0].deadline is None


def test_a_new_translator_is_told_and_it_is_logged(save, coordinator, translator, works):
    person = translator("sl")
    save(coordinator, works[:1], assignee=person.pk)
    works[0].refresh_from_db()
    assert works[0].assignee == person
    told = Notification.objects.filter(recipient=person, event=Event.ASSIGNED, actor=coordinator)
    assert told.exists()
    assert PageLogEntry.objects.filter(action="translation.assign", user=coordinator).count() == 1


def test_nobody_is_told_of_a_new_deadline_as_if_it_were_a_new_task(save, coordinator, works):
    before = Notification.objects.filter(event=Event.ASSIGNED).count()
    save(coordinator, works, deadline=NEXT_WEEK.isoformat())
    assert Notification.objects.filter(event=Event.ASSIGNED).count() == before


def test_a_translator_of_another_language_is_refused_and_nothing_changes(
    save, coordinator, translator, works
):
    response = save(coordinator, works, assignee=translator("sl").pk)
    assert "not in the team of Македонски" in response.content.decode()
    assert not Assignment.objects.exclude(assignee=None).exists()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Choose at least one thing to change."),
        ({"deadline": "2020-01-01"}, "This day is over. Choose a later one."),
        ({"deadline": "soon"}, "Enter a valid date."),
        (
            {"deadline": NEXT_WEEK.isoformat(), "no_deadline": "on"},
            "Either give a new deadline or remove it.",
        ),
        ({"assignee": "99999"}, "Select a valid choice."),
    ],
)
def test_a_form_that_cannot_be_saved_says_why(save, coordinator, works, values, message):
    response = save(coordinator, works, **values)
    assert response.status_code == 200
    assert message in response.content.decode()


def test_nothing_ticked_is_said(save, coordinator, works):
    response = save(coordinator, [], deadline=NEXT_WEEK.isoformat())
    assert "Choose at least one translation." in response.content.decode()


def test_a_translator_may_not_change_assignments(save, translator, works):
    person = translator("sl")
    assert save(person, works, deadline=NEXT_WEEK.isoformat()).status_code == 302
    works[0].refresh_from_db()
    assert works[0].deadline is None


@pytest.mark.parametrize("query", ["", "object=abc", "object=99999999-9999-4999-8999-999999999999"])
def test_nothing_to_change_leads_back_to_the_board(browser, coordinator, query):
    response = browser(coordinator).get(f"{reverse('translation:assignments')}?{query}")
    assert response["Location"] == reverse("translation:board")


def test_the_texts_of_what_is_ticked_can_be_exported_instead(browser, coordinator, works, page):
    client = browser(coordinator)
    response = client.get(reverse("translation:assignments"), {"object": page.translation_key})
    button = BeautifulSoup(response.content, "html.parser").select_one("button[formaction]")
    response = client.post(button["formaction"], {"assignment": [works[1].pk]})
    soup = BeautifulSoup(response.content, "html.parser")
    kept = soup.select("main form [name=assignment]")
    assert [field["value"] for field in kept] == [str(works[1].pk)]
