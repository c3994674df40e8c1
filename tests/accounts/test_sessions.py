"""How long sessions last, and how their person ends them; readers have none."""

import time
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import sessions
from accounts.templatetags.account_tags import browser_name

from .conftest import sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/account/sessions/"


@pytest.fixture
def after(monkeypatch) -> Callable:
    """Let a request be made at a later time: ``after(minutes=5)``."""
    now = time.time()

    def advance(minutes: int) -> None:
        monkeypatch.setattr(sessions.time, "time", lambda: now + minutes * 60)

    return advance


def minutes_left(client: Client) -> int:
    """Return the time after which the server forgets the session."""
    stored = Session.objects.get(session_key=client.session.session_key)
    return round((stored.expire_date - timezone.now()).total_seconds() / 60)


def test_a_session_is_prolonged_by_requests_until_its_greatest_age(client, ana, after):
    sign_in(client, "ana")
    Session.objects.update(expire_date=timezone.now() + timezone.timedelta(minutes=60))
    client.get("/admin/")
    assert minutes_left(client) == 60, "not saved at each request"
    after(minutes=30)
    client.get("/admin/")
    assert minutes_left(client) == 120
    after(minutes=11 * 60)
    client.get("/admin/")
    assert minutes_left(client) == 60
    after(minutes=12 * 60)
    assert client.get("/admin/pages/").url == "/admin/login/?next=/admin/pages/"
    assert client.get("/admin/").status_code == 302


def test_a_session_without_requests_ends(client, ana):
    sign_in(client, "ana")
    assert minutes_left(client) == 120
    assert client.cookies["sessionid"]["max-age"] == 120 * 60
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/admin/").status_code == 302


def test_a_form_that_is_left_open_does_not_prolong_a_session(client, ana, home, after):
    sign_in(client, "ana")
    Session.objects.update(expire_date=timezone.now() + timezone.timedelta(minutes=60))
    after(minutes=60)
    client.post(f"/admin/editing-sessions/ping/wagtailcore/page/{home.pk}/1/")
    assert minutes_left(client) == 60


def test_a_person_sees_their_sessions_and_ends_the_others(client, ana):
    phone = Client(headers={"user-agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0"})
    sign_in(phone, "ana")
    sign_in(client, "ana")
    page = client.get(LIST)
    assert "Firefox, Android" in page.content.decode()
    assert page.content.decode().count("This browser") == 1
    client.post(LIST)
    assert phone.get("/admin/").status_code == 302
    assert client.get(LIST).context["session_count"] == 1


def test_a_new_password_ends_all_sessions(client, ana):
    sign_in(client, "ana")
    ana.set_password("another long password")
    ana.save()
    assert client.get("/admin/").status_code == 302


def test_who_signs_out_is_signed_out(client, ana):
    sign_in(client, "ana")
    assert client.get("/admin/logout/").status_code == 200
    assert client.post("/admin/logout/").url == "/admin/login/"
    assert client.get("/admin/").status_code == 302


def test_public_pages_neither_prolong_nor_show_a_session(client, ana, after):
    sign_in(client, "ana")
    after(minutes=60)
    for path in ("/en/", "/mk/meetings/", "/en/nowhere/"):
        assert "sessionid" not in client.get(path).cookies


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari/604",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/141.0 Safari/537.36",
            "Chrome, Linux",
        ),
        ("curl/8.14", "curl/8.14"),
    ],
)
def test_browsers_have_the_names_that_people_know(user_agent, name):
    assert browser_name(user_agent) == name
