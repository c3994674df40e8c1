"""Releases at a time: once, on one of several nodes, or a letter that says what is missing."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import PageLogEntry

from translation.actions import release as release_actions
from translation.models import ReleaseSet

from .conftest import is_live, its_time_has_come, soon, target_of

pytestmark = pytest.mark.django_db


def test_the_clock_releases_what_is_complete(draft, planned, approved):
    release_set, assignment = planned("sl", release_at=soon()), approved("sl", draft)
    call_command("publish_releases")
    assert not is_live(draft)
    its_time_has_come(release_set)
    call_command("publish_releases")
    assert is_live(draft)
    assert is_live(target_of(assignment))


def test_the_clock_releases_once_on_several_nodes(draft, planned, approved, monkeypatch):
    """A node whose clock struck a moment later finds nothing left to do, and no failure."""
    release_set = planned("sl", release_at=soon())
    approved("sl", draft)
    its_time_has_come(release_set)
    first_look = release_actions.Release(None, ReleaseSet.objects.get())
    call_command("publish_releases")
    with pytest.raises(ValidationError):
        first_look.execute()
    assert PageLogEntry.objects.filter(action="translation.release").count() == 1
    call_command("publish_releases")


def test_coordinators_are_told_once_what_a_late_release_waits_for(
    draft, planned, approved, coordinator
):
    release_set = planned("sl", "mk", release_at=soon())
    approved("sl", draft)
    its_time_has_come(release_set)
    mail.outbox.clear()
    call_command("publish_releases")
    call_command("publish_releases")
    assert not is_live(draft)
    letters = [letter for letter in mail.outbox if letter.to == [coordinator.email]]
    assert len(letters) == 1
    assert "Македонски: not sent to translation" in letters[0].body
    assert reverse("translation:release", args=[release_set.pk]) in letters[0].body


def test_a_late_release_goes_live_as_soon_as_it_is_complete(draft, planned, approved):
    release_set = planned("sl", release_at=soon())
    its_time_has_come(release_set)
    call_command("publish_releases")
    assert not is_live(draft)
    approved("sl", draft)
    call_command("publish_releases")
    assert is_live(draft)
