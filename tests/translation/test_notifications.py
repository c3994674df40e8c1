"""News about translations: who is told of what, where it is shown, how a person chooses."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import Approve, Return, SubmitForReview, Withdraw
from translation.choices import Delivery, Event
from translation.models import Assignment, Notification, NotificationPreference
from translation.news.notifying import notify, notify_all

from .conftest import write

pytestmark = pytest.mark.django_db


def told(event: Event) -> set[str]:
    news = Notification.objects.filter(event=event)
    return set(news.values_list("recipient__username", flat=True))


@pytest.fixture
def submitted(sent, translator):
    """A translation into Slovenian that waits for its review."""
    person = translator("sl")
    assignment = sent("sl", assignees={"sl": person.pk})
    write(person, assignment)
    return SubmitForReview(person, assignment, despite_warnings=True).execute()


def test_the_whole_team_hears_of_work_that_nobody_was_chosen_for(sent, translator, reviewer):
    translator("sl"), translator("sl", "second"), translator("mk"), reviewer("sl")
    sent("sl")
    assert told(Event.ASSIGNED) == {"translator-sl", "second-sl"}


def test_only_the_person_chosen_hears_of_work_assigned(sent, translator):
    chosen = translator("sl")
    translator("sl", "second")
    sent("sl", assignees={"sl": chosen.pk}, note="Mind the dates.", deadline="2030-01-31")
    assert told(Event.ASSIGNED) == {"translator-sl"}
    news = Notification.objects.get()
    assert news.comment == "Mind the dates."
    assert news.deadline == date(2030, 1, 31)


def test_the_team_steps_in_for_somebody_who_left_it(sent, translator):
    chosen = translator("sl")
    translator("sl", "second")
    assignment = sent("sl", assignees={"sl": chosen.pk})
    chosen.groups.clear()
    notify(Event.SOURCE_CHANGED, Assignment.objects.get(pk=assignment.pk))
    assert told(Event.SOURCE_CHANGED) == {"second-sl"}


def test_nobody_inactive_is_told(sent, translator):
    translator("sl")
    get_user_model().objects.update(is_active=False)
    sent("sl")
    assert not told(Event.ASSIGNED)


def test_a_changed_source_is_told_to_its_translators_only(sent, home, translator):
    page = specimen.content(home, summary="Who we are.")
    translator("sl"), translator("mk"), translator("sq")
    sent("sl", page), sent("mk", page)
    page.summary = "What we do."
    specimen.publish(page)
    assert told(Event.SOURCE_CHANGED) == {"translator-sl", "translator-mk"}


def test_the_same_words_published_again_are_no_news(sent, home, translator):
    page = specimen.content(home, summary="Who we are.")
    translator("sl")
    sent("sl", page)
    specimen.publish(page)
    assert not told(Event.SOURCE_CHANGED)


def test_reviewers_hear_of_what_was_submitted_but_for_the_one_who_did(sent, reviewer, translator):
    person = reviewer("sl")
    reviewer("sl", "second"), reviewer("mk"), translator("sl")
    assignment = sent("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert told(Event.SUBMITTED) == {"second-sl"}


def test_a_returned_translation_comes_back_to_its_translator_with_the_comment(submitted, reviewer):
    Return(reviewer("sl"), submitted, comment="The title, please.").execute()
    assert told(Event.RETURNED) == {"translator-sl"}
    assert Notification.objects.get(event=Event.RETURNED).comment == "The title, please."


def test_whoever_asked_for_a_translation_hears_that_it_is_live(submitted, reviewer, translator):
    translator("sl", "second")
    Approve(reviewer("sl"), submitted).execute()
    assert told(Event.PUBLISHED) == {"translator-sl", "editor"}


def test_publishing_a_live_translation_again_is_no_news(submitted, reviewer):
    Approve(reviewer("sl"), submitted).execute()
    before = Notification.objects.count()
    specimen.publish(submitted.translation.get_target_instance())
    assert Notification.objects.count() == before


def test_nobody_is_told_what_they_may_not_see(sent, translator, editor):
    assignment = sent("sl")
    editor.groups.clear()
    notify(Event.PUBLISHED, Assignment.objects.get(pk=assignment.pk))
    assert not told(Event.PUBLISHED)


def test_telling_of_many_translations_costs_no_more_queries_than_of_one(sent, home, translator):
    translator("sl"), translator("mk"), translator("sq")
    one = [sent("sl")]
    page = specimen.content(home, slug="other")
    many = [*one, sent("mk", page), sent("sq", page)]

    def queries(assignments) -> int:
        fresh = Assignment.objects.select_related("translation__target_locale").filter(
            pk__in=[assignment.pk for assignment in assignments]
        )
        with CaptureQueriesContext(connection) as captured:
            notify_all(Event.SOURCE_CHANGED, list(fresh))
        return len(captured)

    assert queries(one) == queries(many)


def test_the_start_page_shows_what_is_unread_first(sent, translator, home, browser):
    person = translator("sl")
    sent("sl", specimen.content(home, slug="first", title="First"))
    sent("sl", specimen.content(home, slug="second", title="Second"))
    newest = Notification.objects.first()
    newest.read_at = timezone.now()
    newest.save()
    text = browser(person).get(reverse("wagtailadmin_home")).content.decode()
    assert "News for you (1 unread)" in text
    assert text.index("“First”") < text.index("“Second”")


def test_the_start_page_shows_nobody_elses_news(sent, translator, browser):
    translator("sl")
    sent("sl")
    text = browser(translator("mk")).get(reverse("wagtailadmin_home")).content.decode()
    assert "News for you" not in text


def test_news_costs_the_start_page_no_more_queries_when_there_is_more(
    sent, translator, home, browser
):
    person = translator("sl")
    client = browser(person)

    def queries() -> int:
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("wagtailadmin_home"))
        return len([query for query in captured if "translation_notification" in query["sql"]])

    sent("sl", specimen.content(home, slug="page"))
    before = queries()
    for number in range(4):
        sent("sl", specimen.content(home, slug=f"page-{number}"))
    assert queries() == before == 2


def test_what_was_dealt_with_is_no_longer_shown(submitted, reviewer, translator):
    second = reviewer("sl", "second")
    notify(Event.SUBMITTED, submitted)
    assert Notification.objects.of(second).filter(event=Event.SUBMITTED)
    Withdraw(reviewer("sl"), submitted).execute()
    assert not Notification.objects.of(second).filter(event=Event.SUBMITTED)


def test_a_newer_word_on_the_same_matter_replaces_one_that_is_unread(sent, translator):
    translator("sl")
    assignment = sent("sl")
    notify(Event.ASSIGNED, assignment)
    assert Notification.objects.filter(read_at=None).count() == 1


def test_opening_news_marks_it_as_read_and_leads_to_the_work(sent, translator, browser):
    person = translator("sl")
    assignment = sent("sl")
    news = Notification.objects.get(recipient=person)
    response = browser(person).get(reverse("translation:notification", args=[news.pk]))
    assert response.url == reverse("translation:edit", args=[assignment.pk])
    news.refresh_from_db()
    assert news.read_at


def test_somebody_elses_news_cannot_be_opened_or_marked(sent, translator, browser):
    translator("sl")
    sent("sl")
    client, news = browser(translator("sl", "second")), Notification.objects.get()
    assert client.get(reverse("translation:notification", args=[news.pk])).status_code == 404
    client.post(reverse("translation:notifications_read"), {"notification": news.pk})
    client.post(reverse("translation:notifications_read"))
    news.refresh_from_db()
    assert news.read_at is None


def test_one_or_all_are_marked_as_read(sent, translator, home, browser):
    person = translator("sl")
    for slug in ("one", "two", "three"):
        sent("sl", specimen.content(home, slug=slug))
    client, address = browser(person), reverse("translation:notifications_read")
    unread = Notification.objects.filter(read_at=None)
    client.post(address, {"notification": unread[0].pk})
    assert unread.count() == 2
    client.post(address, {"notification": "nonsense"})
    assert unread.count() == 2
    client.post(address, {"notification": ""})
    assert not unread.exists()


def test_reading_takes_a_deliberate_post(sent, translator, browser):
    client = browser(translator("sl"))
    assert client.get(reverse("translation:notifications_read")).status_code == 405


def test_all_news_stands_on_one_page(sent, translator, browser):
    person = translator("sl")
    sent("sl")
    text = browser(person).get(reverse("translation:notifications")).content.decode()
    assert "waits to be translated" in text


def test_a_person_chooses_for_each_event_among_the_settings_of_the_account(translator, browser):
    person = translator("sl")
    client = browser(person)
    where = client.get(reverse("translation:preferences")).url
    page = client.get(where)
    assert "News about translations" in page.content.decode()
    answers = {f"translation_news-{event}": Delivery.DIGEST for event in Event}
    answers["translation_news-due"] = Delivery.DASHBOARD
    own = {
        "name_email-first_name": "Ana",
        "name_email-last_name": "Novak",
        "name_email-email": "ana@example.org",
        "locale-preferred_language": "sl",
        "locale-current_time_zone": "Europe/Ljubljana",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    assert client.post(reverse("wagtailadmin_account"), {**own, **answers}).status_code == 302
    chosen = dict(person.translation_preferences.values_list("event", "delivery"))
    assert chosen[Event.DUE] == Delivery.DASHBOARD
    assert chosen[Event.ASSIGNED] == Delivery.DIGEST
    client.post(reverse("wagtailadmin_account"), {**own, **answers})
    assert NotificationPreference.objects.count() == len(Event)


def test_who_has_no_part_in_translations_is_not_asked(django_user_model, browser):
    person = django_user_model.objects.create_user("visitor")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    text = browser(person).get(reverse("wagtailadmin_account")).content.decode()
    assert "News about translations" not in text


def test_news_keeps_how_it_was_to_be_told_when_it_happened(sent, translator):
    person = translator("sl")
    NotificationPreference.objects.create(
        user=person, event=Event.ASSIGNED, delivery=Delivery.DASHBOARD
    )
    sent("sl")
    assert Notification.objects.get().delivery == Delivery.DASHBOARD
