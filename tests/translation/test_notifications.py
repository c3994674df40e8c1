"""Notifications about translations: recipients, the dashboard, and preferences."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import (
    ApproveTranslation,
    ReturnTranslation,
    SubmitForReview,
    WithdrawTranslation,
)
from translation.choices import NotificationDelivery, NotificationEvent
from translation.models import Assignment, Notification, NotificationPreference
from translation.notifications.notify import nobody_notified, notify, notify_all

from .conftest import translate_segments

pytestmark = pytest.mark.django_db


def recipients_of(event: NotificationEvent) -> set[str]:
    notification = Notification.objects.filter(event=event)
    return set(notification.values_list("recipient__username", flat=True))


@pytest.fixture
def submitted(send_to_translation, translator):
    """A submitted translation into Slovenian."""
    person = translator("sl")
    assignment = send_to_translation("sl", assignees={"sl": person.pk})
    translate_segments(person, assignment)
    return SubmitForReview(person, assignment, despite_warnings=True).execute()


def test_the_whole_team_is_notified_of_unassigned_translations(
    send_to_translation, translator, reviewer
):
    translator("sl"), translator("sl", "second"), translator("mk"), reviewer("sl")
    send_to_translation("sl")
    assert recipients_of(NotificationEvent.ASSIGNED) == {"translator-sl", "second-sl"}


def test_nobody_is_notified_in_a_block_that_says_so(send_to_translation, translator):
    translator("sl")
    with nobody_notified():
        send_to_translation("sl")
    assert not Notification.objects.exists()


def test_only_the_assignee_is_notified_of_an_assigned_translation(send_to_translation, translator):
    chosen = translator("sl")
    translator("sl", "second")
    send_to_translation(
        "sl", assignees={"sl": chosen.pk}, note="Mind the dates.", deadline="2030-01-31"
    )
    assert recipients_of(NotificationEvent.ASSIGNED) == {"translator-sl"}
    notification = Notification.objects.get()
    assert notification.comment == "Mind the dates."
    assert notification.deadline == date(2030, 1, 31)


def test_the_team_is_notified_in_place_of_a_former_member(send_to_translation, translator):
    chosen = translator("sl")
    translator("sl", "second")
    assignment = send_to_translation("sl", assignees={"sl": chosen.pk})
    chosen.groups.clear()
    notify(NotificationEvent.SOURCE_CHANGED, Assignment.objects.get(pk=assignment.pk))
    assert recipients_of(NotificationEvent.SOURCE_CHANGED) == {"second-sl"}


def test_inactive_accounts_are_not_notified(send_to_translation, translator):
    translator("sl")
    get_user_model().objects.update(is_active=False)
    send_to_translation("sl")
    assert not recipients_of(NotificationEvent.ASSIGNED)


def test_only_translators_are_notified_of_a_changed_source(send_to_translation, home, translator):
    page = specimen.content(home, summary="Who we are.")
    translator("sl"), translator("mk"), translator("sq")
    send_to_translation("sl", page), send_to_translation("mk", page)
    page.summary = "What we do."
    specimen.publish(page)
    assert recipients_of(NotificationEvent.SOURCE_CHANGED) == {"translator-sl", "translator-mk"}


def test_publishing_unchanged_texts_notifies_nobody(send_to_translation, home, translator):
    page = specimen.content(home, summary="Who we are.")
    translator("sl")
    send_to_translation("sl", page)
    specimen.publish(page)
    assert not recipients_of(NotificationEvent.SOURCE_CHANGED)


def test_reviewers_are_notified_of_submissions_except_their_own(
    send_to_translation, reviewer, translator
):
    person = reviewer("sl")
    reviewer("sl", "second"), reviewer("mk"), translator("sl")
    assignment = send_to_translation("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert recipients_of(NotificationEvent.SUBMITTED) == {"second-sl"}


def test_the_translator_is_notified_of_a_return_with_its_comment(submitted, reviewer):
    ReturnTranslation(reviewer("sl"), submitted, comment="The title, please.").execute()
    assert recipients_of(NotificationEvent.RETURNED) == {"translator-sl"}
    assert (
        Notification.objects.get(event=NotificationEvent.RETURNED).comment == "The title, please."
    )


def test_the_requester_is_notified_of_the_publication(submitted, reviewer, translator):
    translator("sl", "second")
    ApproveTranslation(reviewer("sl"), submitted, submitted.revision_id).execute()
    assert recipients_of(NotificationEvent.PUBLISHED) == {"translator-sl", "editor"}


def test_publishing_a_live_translation_again_notifies_nobody(submitted, reviewer):
    ApproveTranslation(reviewer("sl"), submitted, submitted.revision_id).execute()
    before = Notification.objects.count()
    specimen.publish(submitted.translation.get_target_instance())
    assert Notification.objects.count() == before


def test_nobody_is_notified_of_what_they_may_not_see(send_to_translation, translator, editor):
    assignment = send_to_translation("sl")
    editor.groups.clear()
    notify(NotificationEvent.PUBLISHED, Assignment.objects.get(pk=assignment.pk))
    assert not recipients_of(NotificationEvent.PUBLISHED)


def test_the_number_of_queries_does_not_depend_on_the_number_of_translations(
    send_to_translation, home, translator
):
    translator("sl"), translator("mk"), translator("sq")
    one = [send_to_translation("sl")]
    page = specimen.content(home, slug="other")
    many = [*one, send_to_translation("mk", page), send_to_translation("sq", page)]

    def queries(assignments) -> int:
        fresh = Assignment.objects.select_related("translation__target_locale").filter(
            pk__in=[assignment.pk for assignment in assignments]
        )
        with CaptureQueriesContext(connection) as captured:
            notify_all(NotificationEvent.SOURCE_CHANGED, list(fresh))
        return len(captured)

    assert queries(one) == queries(many)


def test_the_dashboard_shows_unread_notifications_first(
    send_to_translation, translator, home, client_for
):
    person = translator("sl")
    send_to_translation("sl", specimen.content(home, slug="first", title="First"))
    send_to_translation("sl", specimen.content(home, slug="second", title="Second"))
    newest = Notification.objects.first()
    newest.read_at = timezone.now()
    newest.save()
    text = client_for(person).get(reverse("wagtailadmin_home")).content.decode()
    assert "News for you (1 unread)" in text
    assert text.index("“First”") < text.index("“Second”")


def test_the_dashboard_shows_ones_own_notifications(send_to_translation, translator, client_for):
    translator("sl")
    send_to_translation("sl")
    text = client_for(translator("mk")).get(reverse("wagtailadmin_home")).content.decode()
    assert "News for you" not in text


def test_the_number_of_queries_of_the_dashboard_does_not_depend_on_the_notifications(
    send_to_translation, translator, home, client_for
):
    person = translator("sl")
    client = client_for(person)

    def queries() -> int:
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("wagtailadmin_home"))
        return len([query for query in captured if "translation_notification" in query["sql"]])

    send_to_translation("sl", specimen.content(home, slug="page"))
    before = queries()
    for number in range(4):
        send_to_translation("sl", specimen.content(home, slug=f"page-{number}"))
    assert queries() == before == 2


def test_resolved_notifications_are_no_longer_shown(submitted, reviewer, translator):
    second = reviewer("sl", "second")
    notify(NotificationEvent.SUBMITTED, submitted)
    assert Notification.objects.for_recipient(second).filter(event=NotificationEvent.SUBMITTED)
    WithdrawTranslation(reviewer("sl"), submitted).execute()
    assert not Notification.objects.for_recipient(second).filter(event=NotificationEvent.SUBMITTED)


def test_a_newer_notification_of_the_same_event_replaces_an_unread_one(
    send_to_translation, translator
):
    translator("sl")
    assignment = send_to_translation("sl")
    notify(NotificationEvent.ASSIGNED, assignment)
    assert Notification.objects.filter(read_at=None).count() == 1


def test_opening_a_notification_marks_it_as_read(send_to_translation, translator, client_for):
    person = translator("sl")
    assignment = send_to_translation("sl")
    notification = Notification.objects.get(recipient=person)
    response = client_for(person).get(
        reverse("translation:open_notification", args=[notification.pk])
    )
    assert response.url == reverse("translation:edit", args=[assignment.pk])
    notification.refresh_from_db()
    assert notification.read_at


def test_notifications_of_others_are_not_accessible(send_to_translation, translator, client_for):
    translator("sl")
    send_to_translation("sl")
    client, notification = client_for(translator("sl", "second")), Notification.objects.get()
    assert (
        client.get(reverse("translation:open_notification", args=[notification.pk])).status_code
        == 404
    )
    client.post(reverse("translation:notifications_mark_read"), {"notification": notification.pk})
    client.post(reverse("translation:notifications_mark_read"))
    notification.refresh_from_db()
    assert notification.read_at is None


def test_one_or_all_notifications_are_marked_as_read(
    send_to_translation, translator, home, client_for
):
    person = translator("sl")
    for slug in ("one", "two", "three"):
        send_to_translation("sl", specimen.content(home, slug=slug))
    client, url = client_for(person), reverse("translation:notifications_mark_read")
    unread = Notification.objects.filter(read_at=None)
    client.post(url, {"notification": unread[0].pk})
    assert unread.count() == 2
    client.post(url, {"notification": "nonsense"})
    assert unread.count() == 2
    client.post(url, {"notification": ""})
    assert not unread.exists()


def test_marking_as_read_requires_a_post_request(send_to_translation, translator, client_for):
    client = client_for(translator("sl"))
    assert client.get(reverse("translation:notifications_mark_read")).status_code == 405


def test_all_notifications_are_listed_on_one_page(send_to_translation, translator, client_for):
    person = translator("sl")
    send_to_translation("sl")
    text = client_for(person).get(reverse("translation:notifications")).content.decode()
    assert "is waiting to be translated" in text


def test_the_delivery_of_each_event_is_chosen_in_the_account_settings(translator, client_for):
    person = translator("sl")
    client = client_for(person)
    where = client.get(reverse("translation:notification_preferences")).url
    page = client.get(where)
    assert "News about translations" in page.content.decode()
    form_data = {
        f"notification_preferences-{event}": NotificationDelivery.DIGEST
        for event in NotificationEvent
    }
    form_data["notification_preferences-due"] = NotificationDelivery.DASHBOARD
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
    assert client.post(reverse("wagtailadmin_account"), {**own, **form_data}).status_code == 302
    chosen = dict(person.translation_preferences.values_list("event", "delivery"))
    assert chosen[NotificationEvent.DUE] == NotificationDelivery.DASHBOARD
    assert chosen[NotificationEvent.ASSIGNED] == NotificationDelivery.DIGEST
    client.post(reverse("wagtailadmin_account"), {**own, **form_data})
    assert NotificationPreference.objects.count() == len(NotificationEvent)


def test_users_outside_the_teams_have_no_notification_preferences(django_user_model, client_for):
    person = django_user_model.objects.create_user("visitor")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    text = client_for(person).get(reverse("wagtailadmin_account")).content.decode()
    assert "News about translations" not in text


def test_a_notification_keeps_the_delivery_chosen_at_its_creation(send_to_translation, translator):
    person = translator("sl")
    NotificationPreference.objects.create(
        user=person, event=NotificationEvent.ASSIGNED, delivery=NotificationDelivery.DASHBOARD
    )
    send_to_translation("sl")
    assert Notification.objects.get().delivery == NotificationDelivery.DASHBOARD
