"""The daily command: reminders of deadlines, and digests."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import SubmitForReview
from translation.choices import NotificationDelivery, NotificationEvent
from translation.models import Assignment, Notification, NotificationPreference
from translation.notifications.reminders import notify_of_deadlines

from .concurrency import begin_before_commit
from .conftest import translate_segments

pytestmark = pytest.mark.django_db


@pytest.fixture
def create_due_assignment(send_to_translation, translator):
    """Create a translation due in so many days: ``create_due_assignment(3)``."""
    translator("sl")

    def make(days: int, page=None) -> Assignment:
        deadline = timezone.localdate() + timedelta(days=days)
        assignment = send_to_translation("sl", page, deadline=deadline.isoformat())
        Notification.objects.update(mailed_at=timezone.now())
        return assignment

    return make


def send_reminders() -> None:
    call_command("send_translation_reminders")


def recipients_of(event: NotificationEvent) -> list[str]:
    return sorted(
        Notification.objects.filter(event=event).values_list("recipient__username", flat=True)
    )


@pytest.mark.parametrize(("days", "times"), [(4, 0), (3, 1), (0, 1)])
def test_a_reminder_is_sent_three_days_before_the_deadline(create_due_assignment, days, times):
    create_due_assignment(days)
    send_reminders()
    assert recipients_of(NotificationEvent.DUE) == ["translator-sl"] * times
    assert not recipients_of(NotificationEvent.OVERDUE)
    assert len(mail.outbox) == times


def test_a_reminder_is_sent_once(create_due_assignment):
    create_due_assignment(3)
    send_reminders()
    send_reminders()
    assert recipients_of(NotificationEvent.DUE) == ["translator-sl"]
    assert len(mail.outbox) == 1


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.parametrize(
    ("days", "event"), [(3, NotificationEvent.DUE), (-1, NotificationEvent.OVERDUE)]
)
def test_two_processes_that_remind_at_the_same_time_remind_once(create_due_assignment, days, event):
    create_due_assignment(days)
    assert not begin_before_commit(notify_of_deadlines, notify_of_deadlines)
    assert recipients_of(event).count("translator-sl") == 1


def test_a_changed_deadline_has_a_new_reminder(create_due_assignment):
    assignment = create_due_assignment(1)
    send_reminders()
    assignment.deadline += timedelta(days=1)
    assignment.save()
    send_reminders()
    assert recipients_of(NotificationEvent.DUE) == ["translator-sl"] * 2


def test_the_requester_is_notified_of_overdue_translations(create_due_assignment):
    create_due_assignment(-1)
    send_reminders()
    assert recipients_of(NotificationEvent.OVERDUE) == ["editor", "translator-sl"]


@pytest.mark.parametrize(("days", "times"), [(6, 1), (7, 2)])
def test_an_overdue_reminder_is_sent_once_a_week(create_due_assignment, days, times):
    create_due_assignment(-1)
    send_reminders()
    Notification.objects.filter(event=NotificationEvent.OVERDUE).update(
        created_at=timezone.now() - timedelta(days=days)
    )
    send_reminders()
    assert recipients_of(NotificationEvent.OVERDUE).count("translator-sl") == times


def test_a_submitted_translation_has_no_reminder(create_due_assignment, translator):
    assignment = create_due_assignment(-1)
    person = translator("sl", "second")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    send_reminders()
    assert not recipients_of(NotificationEvent.OVERDUE)


def test_a_stopped_translation_has_no_reminder(create_due_assignment):
    translation = create_due_assignment(1).translation
    translation.enabled = False
    translation.save()
    send_reminders()
    assert not recipients_of(NotificationEvent.DUE)


def test_a_digest_is_one_message_a_day(send_to_translation, translator, home):
    person = translator("sl")
    for event in NotificationEvent:
        NotificationPreference.objects.create(
            user=person, event=event, delivery=NotificationDelivery.DIGEST
        )
    (
        send_to_translation("sl", specimen.content(home, slug="one")),
        send_to_translation("sl", specimen.content(home, slug="two")),
    )
    assert not mail.outbox
    send_reminders()
    [message] = mail.outbox
    assert "2 messages" in message.subject
    send_to_translation("sl", specimen.content(home, slug="three"))
    send_reminders()
    assert len(mail.outbox) == 1
    Notification.objects.update(mailed_at=timezone.now() - timedelta(days=1))
    send_to_translation("sl", specimen.content(home, slug="four"))
    send_reminders()
    assert len(mail.outbox) == 2


def test_failed_mails_are_retried_once_a_day(send_to_translation, translator):
    translator("sl")
    send_to_translation("sl")
    send_reminders()
    assert len(mail.outbox) == 1


def test_the_number_of_queries_does_not_depend_on_the_number_of_deadlines(
    create_due_assignment, home
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert notify_of_deadlines()
        return len(captured)

    create_due_assignment(1, specimen.content(home, slug="page"))
    before = queries()
    for number in range(3):
        create_due_assignment(1, specimen.content(home, slug=f"page-{number}"))
    assert queries() == before
