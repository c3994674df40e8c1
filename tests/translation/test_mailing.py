"""E-mail about translations: one message for several notifications, sent once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.models import Locale, Workflow
from wagtail.users.models import UserProfile

from tests import specimens as specimen
from translation.actions.review import ApproveTranslation, ReturnTranslation, SubmitForReview
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.choices import JobKind, JobState, NotificationDelivery, NotificationEvent
from translation.models import JobBatch, Notification, NotificationPreference, TranslationJob
from translation.notifications.mail import (
    MAX_NOTIFICATIONS_PER_MAIL,
    mail_notifications,
    send_notifications,
)
from translation.notifications.notify import notify
from translation.roles import APPROVAL_WORKFLOW_NAME

from .conftest import translate_segments

pytestmark = pytest.mark.django_db


@pytest.fixture
def run_on_commit(django_capture_on_commit_callbacks):
    """Run the callbacks for the end of the transaction: ``with run_on_commit():``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def messages_to(person) -> list:
    return [message for message in mail.outbox if message.to == [person.email]]


def test_a_message_describes_the_event_and_links_to_it(
    send_to_translation, translator, editor, run_on_commit, settings
):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    person = translator("sl")
    editor.first_name = "Eva"
    editor.save()
    with run_on_commit():
        send_to_translation("sl", note="Mind the <dates>.", deadline="2030-01-31")
    [message] = mail.outbox
    assert message.to == [person.email]
    assert message.subject == "NATC SEE: “About us” (Slovenščina) is waiting to be translated"
    assert "Mind the <dates>." in message.body
    assert "31 January 2030" in message.body
    assert "Eva" in message.body
    notification = Notification.objects.get()
    assert f"https://example.org/admin/translation/news/{notification.pk}/" in message.body
    assert "https://example.org/admin/translation/news/preferences/" in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert notification.mailed_at


def test_nothing_is_mailed_twice(send_to_translation, translator, run_on_commit):
    translator("sl")
    with run_on_commit():
        send_to_translation("sl")
    send_notifications.call()
    assert mail_notifications(NotificationDelivery.AT_ONCE) == 0
    assert len(mail.outbox) == 1


def test_a_message_is_in_the_language_and_time_zone_of_its_recipient(
    send_to_translation, translator, run_on_commit
):
    person = translator("sl")
    UserProfile.objects.create(user=person, preferred_language="mk", current_time_zone="Asia/Tokyo")
    with run_on_commit():
        send_to_translation("sl")
        Notification.objects.update(created_at="2030-01-31T20:00:00Z")
    assert "1 февруари 2030" in mail.outbox[0].body


def test_a_request_for_many_pages_sends_one_message_to_each_person(
    home, editor, translator, run_on_commit
):
    people = [translator(code, name) for code in ("sl", "mk") for name in ("first", "second")]
    pages = [specimen.content(home, slug=f"page-{number}") for number in range(4)]
    request = TranslationRequest(
        locales=list(Locale.objects.filter(language_code__in=("sl", "mk")))
    )
    with run_on_commit():
        SendToTranslation(editor, pages, request).execute()
    assert len(mail.outbox) == len(people)
    assert all(len(messages_to(person)) == 1 for person in people)
    assert "4 messages about translations" in mail.outbox[0].subject
    assert mail.outbox[0].body.count("About us") == 4


def test_a_stuck_request_does_not_delay_messages_for_long(
    send_to_translation, home, editor, translator, run_on_commit, locale
):
    translator("sl")
    page = specimen.content(home)
    batch = JobBatch.objects.create(title="Stuck", requested_by=editor)
    TranslationJob.objects.create(
        batch=batch,
        kind=JobKind.SEND,
        state=JobState.RUNNING,
        content_type=page.cached_content_type,
        translation_key=page.translation_key,
        locale=locale("sl"),
    )
    with run_on_commit():
        assignment = send_to_translation("sl", page)
    assert not mail.outbox
    JobBatch.objects.update(requested_at=timezone.now() - timedelta(hours=2))
    with run_on_commit():
        notify(NotificationEvent.DUE, assignment)
    assert len(mail.outbox) == 1


def test_a_failed_message_does_not_affect_the_action_and_is_retried(
    send_to_translation, translator, run_on_commit, monkeypatch
):
    first, second = translator("sl"), translator("sl", "second")

    def refuse(backend, messages):
        if messages[0].to == [first.email]:
            raise OSError("The mail server is away.")
        return send_messages(backend, messages)

    send_messages = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with run_on_commit():
        assert send_to_translation("sl").pk
    assert [message.to for message in mail.outbox] == [[second.email]]
    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    assert mail_notifications(NotificationDelivery.AT_ONCE) == 1
    assert len(messages_to(first)) == len(messages_to(second)) == 1


def test_people_who_chose_the_dashboard_only_get_no_mail(
    send_to_translation, translator, run_on_commit
):
    person = translator("sl")
    NotificationPreference.objects.create(
        user=person, event=NotificationEvent.ASSIGNED, delivery=NotificationDelivery.DASHBOARD
    )
    with run_on_commit():
        send_to_translation("sl")
    assert not mail.outbox
    assert Notification.objects.for_recipient(person).count() == 1


def test_read_or_resolved_notifications_are_not_mailed(send_to_translation, translator):
    person = translator("sl")
    assignment = send_to_translation("sl")
    Notification.objects.update(read_at=timezone.now())
    assert mail_notifications(NotificationDelivery.AT_ONCE) == 0
    notify(NotificationEvent.DUE, assignment)
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert mail_notifications(NotificationDelivery.AT_ONCE) == 0


def test_former_team_members_get_no_mail(send_to_translation, translator):
    person = translator("sl")
    send_to_translation("sl")
    person.groups.clear()
    assert mail_notifications(NotificationDelivery.AT_ONCE) == 0


def test_an_account_without_an_email_address_is_notified_on_the_dashboard(
    send_to_translation, translator
):
    person = translator("sl")
    person.email = ""
    person.save()
    send_to_translation("sl")
    assert mail_notifications(NotificationDelivery.AT_ONCE) == 0
    assert Notification.objects.for_recipient(person).count() == 1


def test_a_title_with_a_line_break_results_in_a_valid_header(
    send_to_translation, home, translator, run_on_commit
):
    translator("sl")
    with run_on_commit():
        send_to_translation("sl", specimen.content(home, title="About\nBcc: all@example.org"))
    assert mail.outbox[0].subject.count("\n") == 0


def test_a_long_message_ends_with_the_number_of_further_notifications(
    send_to_translation, translator
):
    translator("sl")
    send_to_translation("sl")
    [notification] = Notification.objects.all()
    Notification.objects.bulk_create(
        Notification(
            recipient=notification.recipient,
            assignment=notification.assignment,
            event=NotificationEvent.ASSIGNED,
        )
        for _ in range(MAX_NOTIFICATIONS_PER_MAIL + 1)
    )
    assert mail_notifications(NotificationDelivery.AT_ONCE) == 1
    assert mail.outbox[0].body.count("is waiting to be translated") == MAX_NOTIFICATIONS_PER_MAIL
    assert "2 more messages" in mail.outbox[0].body


def test_wagtail_does_not_mail_about_reviews_of_translations(
    send_to_translation, translator, reviewer, run_on_commit, django_user_model
):
    django_user_model.objects.create_superuser("root", "root@example.org", "password")
    person, second = translator("sl"), reviewer("sl")
    assignment = send_to_translation("sl")
    translate_segments(person, assignment)
    with run_on_commit():
        SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert [message.to for message in mail.outbox if "review" in message.subject] == [
        [second.email]
    ]
    mail.outbox.clear()
    with run_on_commit():
        ReturnTranslation(second, assignment, comment="The title, please.").execute()
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert "The title, please." in mail.outbox[0].body
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    mail.outbox.clear()
    with run_on_commit():
        ApproveTranslation(second, assignment, assignment.revision_id).execute()
    assert sorted(message.to[0] for message in mail.outbox) == ["editor@example.org", person.email]


def test_wagtail_still_mails_about_workflows_of_sources(home, editor, django_user_model):
    django_user_model.objects.create_superuser("root", "root@example.org", "password")
    page = specimen.content(home)
    page.save_revision()
    Workflow.objects.get(name=APPROVAL_WORKFLOW_NAME).start(page, editor)
    recipients = [
        message.to for message in mail.outbox if "submitted to workflow" in message.subject
    ]
    assert recipients == [["root@example.org"]]
