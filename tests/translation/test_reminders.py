"""Once a day: deadlines that are near or have passed, and the digest."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import SubmitForReview
from translation.choices import Delivery, Event
from translation.models import Assignment, Notification, NotificationPreference
from translation.news.reminders import remind

from .conftest import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(sent, translator):
    """A translation into Slovenian whose deadline is so many days away: ``due(3)``."""
    translator("sl")

    def make(days: int, page=None) -> Assignment:
        deadline = timezone.localdate() + timedelta(days=days)
        assignment = sent("sl", page, deadline=deadline.isoformat())
        Notification.objects.update(mailed_at=timezone.now())
        return assignment

    return make


def run() -> None:
    call_command("send_translation_reminders")


def told(event: Event) -> list[str]:
    return sorted(
        Notification.objects.filter(event=event).values_list("recipient__username", flat=True)
    )


@pytest.mark.parametrize(("days", "times"), [(4, 0), (3, 1), (0, 1)])
def test_a_deadline_is_told_of_three_days_before(due, days, times):
    due(days)
    run()
    assert told(Event.DUE) == ["translator-sl"] * times
    assert not told(Event.OVERDUE)
    assert len(mail.outbox) == times


def test_a_deadline_is_told_of_once(due):
    due(3)
    run()
    run()
    assert told(Event.DUE) == ["translator-sl"]
    assert len(mail.outbox) == 1


def test_a_deadline_that_was_moved_is_told_of_again(due):
    assignment = due(1)
    run()
    assignment.deadline += timedelta(days=1)
    assignment.save()
    run()
    assert told(Event.DUE) == ["translator-sl"] * 2


def test_what_is_overdue_is_told_to_whoever_asked_for_it_as_well(due):
    due(-1)
    run()
    assert told(Event.OVERDUE) == ["editor", "translator-sl"]


@pytest.mark.parametrize(("days", "times"), [(6, 1), (7, 2)])
def test_what_stays_overdue_is_told_of_once_a_week(due, days, times):
    due(-1)
    run()
    Notification.objects.filter(event=Event.OVERDUE).update(
        created_at=timezone.now() - timedelta(days=days)
    )
    run()
    assert told(Event.OVERDUE).count("translator-sl") == times


def test_who_has_submitted_is_reminded_of_nothing(due, translator):
    assignment = due(-1)
    person = translator("sl", "second")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    run()
    assert not told(Event.OVERDUE)


def test_a_translation_that_was_stopped_is_reminded_of_nothing(due):
    translation = due(1).translation
    translation.enabled = False
    translation.save()
    run()
    assert not told(Event.DUE)


def test_a_digest_gathers_a_day_in_one_letter_and_comes_once(sent, translator, home):
    person = translator("sl")
    for event in Event:
        NotificationPreference.objects.create(user=person, event=event, delivery=Delivery.DIGEST)
    sent("sl", specimen.content(home, slug="one")), sent("sl", specimen.content(home, slug="two"))
    assert not mail.outbox
    run()
    [letter] = mail.outbox
    assert "2 messages" in letter.subject
    sent("sl", specimen.content(home, slug="three"))
    run()
    assert len(mail.outbox) == 1
    Notification.objects.update(mailed_at=timezone.now() - timedelta(days=1))
    sent("sl", specimen.content(home, slug="four"))
    run()
    assert len(mail.outbox) == 2


def test_what_could_not_be_mailed_before_goes_out_with_the_day(sent, translator):
    translator("sl")
    sent("sl")
    run()
    assert len(mail.outbox) == 1


def test_more_deadlines_cost_no_more_queries(due, home):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert remind()
        return len(captured)

    due(1, specimen.content(home, slug="page"))
    before = queries()
    for number in range(3):
        due(1, specimen.content(home, slug=f"page-{number}"))
    assert queries() == before
