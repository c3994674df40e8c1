"""Reviews of pages: planned at publication, confirmed without publishing a draft, reminded of."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from editorial import reminders
from editorial.models import PageReview
from tests import specimens as specimen
from tests.translation.concurrency import begin_before_commit
from translation.roles import TRANSLATOR

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def review_of(page) -> PageReview:
    return PageReview.objects.get(translation_key=page.translation_key)


def review_url(page) -> str:
    return reverse("page_review", args=[page.pk])


@pytest.fixture
def page(home, editor):
    return specimen.content(home, owner=editor)


def test_the_first_publication_plans_a_review_in_a_year_by_the_owner(page, editor):
    review = review_of(page)
    assert review.review_on == timezone.localdate() + timedelta(days=365)
    assert review.owner == editor


def test_a_state_is_reviewed_after_half_a_year(home):
    assert review_of(specimen.state(home)).review_on < timezone.localdate() + timedelta(days=200)


def test_another_publication_keeps_the_planned_day(page):
    PageReview.objects.update(review_on="2031-01-02")
    specimen.publish(page)
    assert str(review_of(page).review_on) == "2031-01-02"


def test_a_translation_shares_the_review_of_its_source(home, page):
    specimen.translate(page, "mk")
    assert PageReview.objects.count() == 1


def test_a_confirmed_review_publishes_no_draft_and_makes_no_revision(editor_client, page):
    page.title = "A draft"
    revision = page.save_revision()
    PageReview.objects.update(review_on=timezone.localdate() - DAY)
    assert editor_client.post(review_url(page), {"reviewed": "1"}).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.latest_revision, page.has_unpublished_changes) == (
        "About us",
        revision,
        True,
    )
    review = review_of(page)
    assert review.reviewed_on == timezone.localdate()
    assert review.review_on == timezone.localdate() + timedelta(days=365)
    assert PageLogEntry.objects.filter(page=page, action="editorial.review").exists()


def test_an_editor_plans_a_review_and_names_who_is_responsible(editor_client, page, editor):
    day = timezone.localdate() + 9 * DAY
    values = {"review_on": day.isoformat(), "owner": ""}
    assert editor_client.post(review_url(page), values).status_code == 302
    assert (review_of(page).review_on, review_of(page).owner) == (day, None)
    assert day.strftime("%Y") in editor_client.get(review_url(page)).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"review_on": ""},
        {"review_on": "x\0"},
        {"review_on": "1999-01-01"},
        {"owner": "9" * 40},
        {"owner": "x"},
    ],
)
def test_a_wrong_value_is_refused_and_changes_nothing(editor_client, page, values):
    before = review_of(page).review_on
    day = (timezone.localdate() + DAY).isoformat()
    response = editor_client.post(review_url(page), {"review_on": day, "owner": ""} | values)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert review_of(page).review_on == before


def test_a_translator_cannot_review_a_source(home, page, locale):
    user = get_user_model().objects.create_user("translator")
    user.groups.add(Group.objects.get(name=TRANSLATOR.group_name(locale("mk"))))
    client = Client()
    client.force_login(user)
    assert client.post(review_url(page), {"reviewed": "1"}).status_code in (302, 403)
    assert not review_of(page).reviewed_on


@pytest.mark.parametrize("pk", [0, 1, 99999999999])
@pytest.mark.parametrize("name", ["page_review", "page_checks"])
def test_a_page_that_is_none_is_not_found(editor_client, home, name, pk):
    assert editor_client.get(reverse(name, args=[pk])).status_code in (302, 404)


def test_the_owner_is_reminded_once_of_all_pages_that_are_due(home, page, editor):
    specimen.content(home, "other", title="Other", owner=editor)
    specimen.content(home, "later", title="Later", owner=editor)
    due = PageReview.objects.exclude(translation_key=home.translation_key)[:2]
    for review in due:
        PageReview.objects.filter(pk=review.pk).update(review_on=timezone.localdate())
    call_command("send_review_reminders")
    call_command("send_review_reminders")
    [message] = mail.outbox
    assert message.to == [editor.email]
    assert "About us" in message.body
    assert "Other" in message.body
    assert "Later" not in message.body


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_processes_that_remind_at_the_same_time_remind_once(page):
    PageReview.objects.filter(translation_key=page.translation_key).update(
        review_on=timezone.localdate()
    )
    remind = reminders.send_review_reminders
    assert not begin_before_commit(remind, remind)
    assert len(mail.outbox) == 1


def test_the_next_day_that_is_planned_is_another_reminder(page):
    PageReview.objects.update(review_on=timezone.localdate() - 2 * DAY)
    call_command("send_review_reminders")
    PageReview.objects.update(review_on=timezone.localdate() - DAY)
    call_command("send_review_reminders")
    assert len(mail.outbox) == 2


def test_an_unpublished_page_is_no_reason_for_a_reminder(page):
    PageReview.objects.update(review_on=timezone.localdate())
    page.unpublish()
    call_command("send_review_reminders")
    assert not mail.outbox


def test_a_reminder_is_in_the_language_of_the_person(page, editor):
    UserProfile.objects.create(user=editor, preferred_language="mk")
    PageReview.objects.update(review_on=timezone.localdate())
    call_command("send_review_reminders")
    with translation.override("mk"):
        assert mail.outbox[0].subject.endswith(gettext("Pages to review"))
    assert not mail.outbox[0].subject.endswith("Pages to review")


def test_an_account_that_is_no_longer_used_gets_no_reminder(page, editor):
    get_user_model().objects.filter(pk=editor.pk).update(is_active=False)
    PageReview.objects.update(review_on=timezone.localdate())
    call_command("send_review_reminders")
    assert not mail.outbox


def test_a_reminder_that_could_not_be_sent_is_sent_the_next_time(page, monkeypatch):
    def fail(*_arguments):
        raise OSError

    PageReview.objects.update(review_on=timezone.localdate())
    with monkeypatch.context() as patches:
        patches.setattr(reminders, "send_mail", fail)
        call_command("send_review_reminders")
    assert not mail.outbox
    call_command("send_review_reminders")
    assert len(mail.outbox) == 1


def test_a_page_without_a_review_gets_one_by_the_day_of_its_publication(page):
    PageReview.objects.all().delete()
    published = timezone.now() - 400 * DAY
    type(page).objects.filter(pk=page.pk).update(last_published_at=published)
    call_command("send_review_reminders")
    assert review_of(page).review_on == timezone.localdate(published) + 365 * DAY
    assert "About us" in mail.outbox[0].body
    reviews = list(PageReview.objects.values())
    call_command("send_review_reminders")
    assert list(PageReview.objects.values()) == reviews


@pytest.mark.parametrize("name", ["due_review_report", "unchecked_record_report"])
def test_a_task_leads_to_the_list_of_all_its_pages(editor_client, home, name):
    meetings = [
        specimen.meeting(home, f"m-{number}", title=f"Meeting {number}") for number in range(7)
    ]
    PageReview.objects.update(review_on=timezone.localdate() - DAY)
    assert reverse(name) in editor_client.get(reverse("wagtailadmin_home")).content.decode()
    for shown in (name, f"{name}_results"):
        listed = editor_client.get(reverse(shown)).content.decode()
        assert all(page.title in listed for page in meetings)


@pytest.mark.parametrize("name", ["due_review_report", "unchecked_record_report"])
def test_who_edits_no_source_sees_no_list(home, locale, name):
    user = get_user_model().objects.create_user("translator")
    user.groups.add(Group.objects.get(name=TRANSLATOR.group_name(locale("mk"))))
    client = Client()
    client.force_login(user)
    assert client.get(reverse(name)).status_code in (302, 403)
