"""Where the demonstration is not loaded: on a real site, and on one with content of its own."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from meetings.models import MeetingPage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def test_a_site_that_is_no_demonstration_refuses_to_load_one():
    with override_settings(DEMONSTRATION=False), pytest.raises(CommandError):
        call_command("load_demonstration")
    assert not MeetingPage.objects.exists()


def test_a_site_with_content_of_its_own_is_left_alone(home):
    home.title = "Ours"
    specimen.publish(home)
    said = StringIO()
    with override_settings(DEMONSTRATION=True):
        call_command("load_demonstration", stdout=said)
    assert "nothing is changed" in said.getvalue()
    assert not MeetingPage.objects.exists()
