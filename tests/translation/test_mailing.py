"""Mail about translations: one letter for much news, in the person's language, never twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.models import Locale, Workflow
from wagtail.users.models import UserProfile

from tests import specimens as specimen
from translation.actions.review import Approve, Return, SubmitForReview
from translation.actions.send import Order, SendToTranslation
from translation.choices import Delivery, Event, JobKind, JobState
from translation.models import Batch, Job, Notification, NotificationPreference
from translation.news.mailing import MOST_IN_A_LETTER, deliver, send_news
from translation.news.notifying import notify

from .conftest import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """Do what waits for the end of the transaction: ``with on_commit():``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def letters_to(person) -> list:
    return [letter for letter in mail.outbox if letter.to == [person.email]]


def test_a_letter_says_what_happened_and_leads_there(sent, translator, editor, on_commit, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    person = translator("sl")
    editor.first_name = "Eva"
    editor.save()
    with on_commit():
        sent("sl", note="Mind the <dates>.", deadline="2030-01-31")
    [letter] = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "NATC SEE: “About us” (Slovenščina) waits to be translated"
    assert "Mind the <dates>." in letter.body
    assert "31 January 2030" in letter.body
    assert "Eva" in letter.body
    news = Notification.objects.get()
    assert f"https://example.org/admin/translation/news/{news.pk}/" in letter.body
    assert "https://example.org/admin/translation/news/preferences/" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert news.mailed_at


def test_nothing_is_mailed_twice(sent, translator, on_commit):
    translator("sl")
    with on_commit():
        sent("sl")
    send_news.call()
    assert deliver(Delivery.AT_ONCE) == 0
    assert len(mail.outbox) == 1


def test_a_letter_is_in_the_language_and_time_zone_of_its_reader(sent, translator, on_commit):
    person = translator("sl")
    UserProfile.objects.create(user=person, preferred_language="mk", current_time_zone="Asia/Tokyo")
    with on_commit():
        sent("sl")
        Notification.objects.update(created_at="2030-01-31T20:00:00Z")
    assert "1 февруари 2030" in mail.outbox[0].body


def test_an_order_of_many_pages_and_languages_makes_one_letter_for_each_person(
    home, editor, translator, on_commit
):
    people = [translator(code, name) for code in ("sl", "mk") for name in ("first", "second")]
    pages = [specimen.content(home, slug=f"page-{number}") for number in range(4)]
    order = Order(locales=list(Locale.objects.filter(language_code__in=("sl", "mk"))))
    with on_commit():
        SendToTranslation(editor, pages, order).execute()
    assert len(mail.outbox) == len(people)
    assert all(len(letters_to(person)) == 1 for person in people)
    assert "4 messages about translations" in mail.outbox[0].subject
    assert mail.outbox[0].body.count("About us") == 4


def test_an_order_whose_worker_died_holds_back_no_letter_for_long(
    sent, home, editor, translator, on_commit, locale
):
    translator("sl")
    page = specimen.content(home)
    batch = Batch.objects.create(title="Stuck", ordered_by=editor)
    Job.objects.create(
        batch=batch,
        kind=JobKind.SEND,
        state=JobState.RUNNING,
        content_type=page.cached_content_type,
        translation_key=page.translation_key,
        locale=locale("sl"),
    )
    with on_commit():
        assignment = sent("sl", page)
    assert not mail.outbox
    Batch.objects.update(ordered_at=timezone.now() - timedelta(hours=2))
    with on_commit():
        notify(Event.DUE, assignment)
    assert len(mail.outbox) == 1


def test_a_letter_that_cannot_be_sent_stops_nothing_and_is_tried_again(
    sent, translator, on_commit, monkeypatch
):
    first, second = translator("sl"), translator("sl", "second")

    def refuse(backend, messages):
        if messages[0].to == [first.email]:
            raise OSError("The mail server is away.")
        return works(backend, messages)

    works = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with on_commit():
        assert sent("sl").pk
    assert [letter.to for letter in mail.outbox] == [[second.email]]
    monkeypatch.setattr(EmailBackend, "send_messages", works)
    assert deliver(Delivery.AT_ONCE) == 1
    assert len(letters_to(first)) == len(letters_to(second)) == 1


def test_who_chose_the_start_page_only_gets_no_letter(sent, translator, on_commit):
    person = translator("sl")
    NotificationPreference.objects.create(
        user=person, event=Event.ASSIGNED, delivery=Delivery.DASHBOARD
    )
    with on_commit():
        sent("sl")
    assert not mail.outbox
    assert Notification.objects.of(person).count() == 1


def test_what_was_read_or_dealt_with_meanwhile_is_not_mailed(sent, translator):
    person = translator("sl")
    assignment = sent("sl")
    Notification.objects.update(read_at=timezone.now())
    assert deliver(Delivery.AT_ONCE) == 0
    notify(Event.DUE, assignment)
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert deliver(Delivery.AT_ONCE) == 0


def test_who_left_the_team_meanwhile_gets_no_letter(sent, translator):
    person = translator("sl")
    sent("sl")
    person.groups.clear()
    assert deliver(Delivery.AT_ONCE) == 0


def test_an_account_without_an_address_is_told_on_the_start_page(sent, translator):
    person = translator("sl")
    person.email = ""
    person.save()
    sent("sl")
    assert deliver(Delivery.AT_ONCE) == 0
    assert Notification.objects.of(person).count() == 1


def test_a_title_with_a_line_break_makes_no_bad_header(sent, home, translator, on_commit):
    translator("sl")
    with on_commit():
        sent("sl", specimen.content(home, title="About\nBcc: all@example.org"))
    assert mail.outbox[0].subject.count("\n") == 0


def test_a_long_letter_ends_with_how_much_more_there_is(sent, translator):
    translator("sl")
    sent("sl")
    [news] = Notification.objects.all()
    Notification.objects.bulk_create(
        Notification(recipient=news.recipient, assignment=news.assignment, event=Event.ASSIGNED)
        for _ in range(MOST_IN_A_LETTER + 1)
    )
    assert deliver(Delivery.AT_ONCE) == 1
    assert mail.outbox[0].body.count("waits to be translated") == MOST_IN_A_LETTER
    assert "2 more messages" in mail.outbox[0].body


def test_a_review_is_told_once_and_not_by_wagtail_as_well(
    sent, translator, reviewer, on_commit, django_user_model
):
    django_user_model.objects.create_superuser("root", "root@example.org", "password")
    person, second = translator("sl"), reviewer("sl")
    assignment = sent("sl")
    write(person, assignment)
    with on_commit():
        SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert [letter.to for letter in mail.outbox if "review" in letter.subject] == [[second.email]]
    mail.outbox.clear()
    with on_commit():
        Return(second, assignment, comment="The title, please.").execute()
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert "The title, please." in mail.outbox[0].body
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    mail.outbox.clear()
    with on_commit():
        Approve(second, assignment).execute()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["editor@example.org", person.email]


def test_wagtail_still_mails_about_workflows_of_sources(home, editor, django_user_model):
    django_user_model.objects.create_superuser("root", "root@example.org", "password")
    page = specimen.content(home)
    page.save_revision()
    Workflow.objects.first().start(page, editor)
    told = [letter.to for letter in mail.outbox if "submitted to workflow" in letter.subject]
    assert told == [["root@example.org"]]
