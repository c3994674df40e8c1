"""Sites on which the demonstration is not loaded: production sites, and those with content."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from meetings.models import MeetingPage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def test_a_production_site_refuses_to_load_the_demonstration():
    with override_settings(DEMONSTRATION=False), pytest.raises(CommandError):
        call_command("load_demonstration")
    assert not MeetingPage.objects.exists()


def test_a_site_with_content_is_not_changed(home):
    home.title = "Ours"
    specimen.publish(home)
    output = StringIO()
    with override_settings(DEMONSTRATION=True):
        call_command("load_demonstration", stdout=output)
    assert "nothing is changed" in output.getvalue()
    assert not MeetingPage.objects.exists()
