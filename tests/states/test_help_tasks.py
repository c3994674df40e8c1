"""The start page of the admin lists the help that readers do not see."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def tasks(client) -> list[str]:
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    items = soup.select("#task-help-section li")
    return [" ".join(item.get_text().split()) for item in items]


@pytest.fixture
def state(home):
    """A state with a line that is confirmed; two lines, a number and an organisation are not."""
    page = specimen.state(home, emergency_number="112")
    today = timezone.localdate()
    confirmed = {
        "number": "0800 1",
        "operator": "Office",
        "source": "https://example.org/",
        "checked_on": today.isoformat(),
        "expires_on": (today + timedelta(days=30)).isoformat(),
    }
    expired = {**confirmed, "expires_on": (today - timedelta(days=1)).isoformat()}
    unchecked = {**confirmed, "checked_on": None}
    lines = [("help_line", line) for line in (confirmed, expired, unchecked)]
    page.help_lines = specimen.stream(page, "help_lines", *lines)
    page.helping_organisations = specimen.stream(
        page, "helping_organisations", ("organisation", {"name": "La Strada"})
    )
    return specimen.publish(page)


def test_an_editor_sees_how_much_of_the_help_in_a_state_readers_do_not_see(editor_client, state):
    assert tasks(editor_client) == ["Slovenia 4 numbers or organisations are not shown to readers"]


def test_a_state_is_listed_once_and_not_for_each_of_its_translations(editor_client, home, state):
    specimen.translate(home.get_children().get(slug="states").specific, "mk")
    specimen.translate(state, "mk")
    assert len(tasks(editor_client)) == 1


def test_somebody_who_may_not_edit_the_page_has_no_such_task(state):
    user = get_user_model().objects.create_user("guest")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    assert tasks(client) == []
