"""Administrators invite people, who choose their own password."""

import re

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from wagtail.users.models import UserProfile

from .conftest import PASSWORD, is_signed_in, sign_in, totp_code

pytestmark = pytest.mark.django_db

PERSON = {
    "username": "mira",
    "email": "mira@example.org",
    "first_name": "Mira",
    "last_name": "Novak",
}


@pytest.fixture
def press(admin_client, django_capture_on_commit_callbacks):
    """Send a form as an administrator; the message is sent once the request is committed."""

    def post(path: str, values: dict | None = None) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(path, values)

    return post


@pytest.fixture
def mira(press):
    """Somebody who was just invited."""
    press("/admin/users/new/", PERSON)
    return get_user_model().objects.get(username="mira")


def invited(client: Client, password: str = PASSWORD) -> None:
    """Choose a password with the link of the last message."""
    [link] = re.findall(r"/admin/password_reset/\S+/", mail.outbox[-1].body)
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": password, "password2": password})


def test_an_administrator_makes_up_no_password(admin_client):
    form = BeautifulSoup(admin_client.get("/admin/users/new/").content, "html.parser")
    assert form.select("[name=email]")
    assert not form.select("[type=password]")


def test_a_person_is_invited_and_chooses_a_password(client, mira):
    [message] = mail.outbox
    assert message.to == ["mira@example.org"]
    assert message.subject == "Invitation to NATC SEE"
    assert "as mira." in message.body
    assert not mira.has_usable_password()
    invited(client)
    sign_in(client, "mira")
    assert is_signed_in(client)


def test_an_invitation_is_sent_again(client, admin_client, press, mira):
    page = admin_client.get(f"/admin/users/{mira.pk}/invitation/")
    assert "mira@example.org" in page.content.decode()
    press(f"/admin/users/{mira.pk}/invitation/")
    first, second = mail.outbox
    assert second.subject == first.subject
    invited(client)
    sign_in(client, "mira")
    assert is_signed_in(client)


def test_an_invitation_is_in_the_language_of_the_person(press, mira):
    UserProfile.objects.filter(user=mira).update(preferred_language="mk")
    press(f"/admin/users/{mira.pk}/invitation/")
    assert re.search("[а-ш]{4}", mail.outbox[-1].subject)


def test_an_administrator_removes_a_lost_second_factor(admin_client, client, ana, secret):
    sign_in(client, "ana")
    client.post("/admin/login/second-factor/", {"code": totp_code(secret)})
    assert client.get("/admin/").status_code == 200
    admin_client.post(f"/admin/users/{ana.pk}/second-factor/")
    assert not Authenticator.objects.exists()
    assert sign_in(Client(), "ana").url == "/admin/"
    assert client.get("/admin/").status_code == 302


def test_who_may_not_manage_accounts_does_neither(editor_client, ana, secret):
    for action in ("invitation", "second-factor"):
        path = f"/admin/users/{ana.pk}/{action}/"
        assert editor_client.get(path).url == "/admin/"
        assert editor_client.post(path).url == "/admin/"
    assert not mail.outbox
    assert Authenticator.objects.exists()


def test_the_list_of_accounts_offers_both(admin_client, mira):
    text = admin_client.get("/admin/users/").content.decode()
    for action in ("invitation", "second-factor"):
        assert f"/admin/users/{mira.pk}/{action}/" in text


def test_who_takes_over_a_session_cannot_redirect_the_links_for_a_password(client, ana):
    sign_in(client, "ana")
    form = BeautifulSoup(client.get("/admin/account/").content, "html.parser")
    assert form.select("[name=name_email-first_name]")
    assert not form.select("[name=name_email-email]")
