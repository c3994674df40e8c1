"""The command ``publish_releases``: scheduled releases, and messages about late ones."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import PageLogEntry

from translation.models import ReleaseSet
from translation.releases import actions as release_actions

from ..concurrency import begin_before_commit
from .conftest import create_draft, in_one_hour, is_live, make_due, target_instance_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_the_command_publishes_release_sets_that_are_ready(
    draft, plan_release, translate_and_approve
):
    release_set, assignment = (
        plan_release("sl", release_at=in_one_hour()),
        translate_and_approve("sl", draft),
    )
    call_command("publish_releases")
    assert not is_live(draft)
    make_due(release_set)
    call_command("publish_releases")
    assert is_live(draft)
    assert is_live(target_instance_of(assignment))


def test_the_command_publishes_a_set_once_on_several_nodes(
    draft, plan_release, translate_and_approve, monkeypatch
):
    """A second node that runs the command a moment later does not fail."""
    release_set = plan_release("sl", release_at=in_one_hour())
    translate_and_approve("sl", draft)
    make_due(release_set)
    first_look = release_actions.PublishReleaseSet(None, ReleaseSet.objects.get())
    call_command("publish_releases")
    with pytest.raises(ValidationError):
        first_look.execute()
    assert PageLogEntry.objects.filter(action="translation.release").count() == 1
    call_command("publish_releases")


def test_a_set_that_was_postponed_after_the_command_began_is_not_released(
    draft, plan_release, translate_and_approve, monkeypatch
):
    release_set = plan_release("sl", release_at=in_one_hour())
    translate_and_approve("sl", draft)
    make_due(release_set)
    execute = release_actions.PublishReleaseSet.execute

    def postpone_first(action) -> ReleaseSet:
        ReleaseSet.objects.update(release_at=in_one_hour())
        return execute(action)

    monkeypatch.setattr(release_actions.PublishReleaseSet, "execute", postpone_first)
    call_command("publish_releases")
    assert not is_live(draft)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_node_waits_for_another_one_that_publishes_the_same_set(
    draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl", release_at=in_one_hour())
    translate_and_approve("sl", draft)
    make_due(release_set)
    nodes = [release_actions.PublishReleaseSet(None, release_set) for _ in range(2)]
    [refused] = begin_before_commit(*(node.execute for node in nodes))
    assert refused.messages == ["This set has been released."]
    assert PageLogEntry.objects.filter(action="translation.release").count() == 1


def test_coordinators_are_notified_once_of_what_an_overdue_release_lacks(
    draft, plan_release, translate_and_approve, coordinator
):
    release_set = plan_release("sl", "mk", release_at=in_one_hour())
    translate_and_approve("sl", draft)
    make_due(release_set)
    mail.outbox.clear()
    call_command("publish_releases")
    call_command("publish_releases")
    assert not is_live(draft)
    messages = [message for message in mail.outbox if message.to == [coordinator.email]]
    assert len(messages) == 1
    assert "Македонски: not sent to translation" in messages[0].body
    assert reverse("translation:release", args=[release_set.pk]) in messages[0].body


def test_an_overdue_release_is_published_as_soon_as_it_is_ready(
    draft, plan_release, translate_and_approve
):
    release_set = plan_release("sl", release_at=in_one_hour())
    make_due(release_set)
    call_command("publish_releases")
    assert not is_live(draft)
    translate_and_approve("sl", draft)
    call_command("publish_releases")
    assert is_live(draft)


def test_a_mail_server_that_is_down_stops_neither_other_releases_nor_the_reminder(
    home, draft, plan_release, translate_and_approve, coordinator, monkeypatch
):
    make_due(plan_release("sl", release_at=in_one_hour()))
    translate_and_approve("sl", draft)
    make_due(plan_release("sl", page=create_draft(home, "unready"), release_at=in_one_hour()))

    def fail(*args, **options):
        raise OSError("The mail server is down.")

    mail.outbox.clear()
    with monkeypatch.context() as patch:
        patch.setattr("translation.releases.reminders.send_mail", fail)
        call_command("publish_releases")
    assert is_live(draft)
    assert not mail.outbox
    call_command("publish_releases")
    assert [coordinator.email] in [message.to for message in mail.outbox]
