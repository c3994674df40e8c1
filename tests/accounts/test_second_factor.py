"""The second factor: an authenticator app and recovery codes; who needs one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, GroupPagePermission
from wagtail.users.models import UserProfile

from accounts.policies import needs_second_factor
from translation.roles import AUTHOR, COORDINATOR, REVIEWER, SECRETARIAT_EDITOR, TRANSLATOR

from .conftest import PASSWORD, is_signed_in, sign_in, totp_code

pytestmark = pytest.mark.django_db

SECOND_FACTOR = "/admin/account/second-factor/"
ASKED = "/admin/login/second-factor/"


def confirm(client: Client, path: str):
    """Open a screen for which the password is asked for once more."""
    asked = client.get(path)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    return client.post(asked.url, {"password": PASSWORD}, follow=True)


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """Set up an authenticator app; return its secret and the recovery codes."""
    page = confirm(client, SECOND_FACTOR + "app/add/")
    secret = page.context["form"].secret
    codes = client.post(SECOND_FACTOR + "app/add/", {"code": totp_code(secret)}, follow=True)
    return secret, codes.context["unused_codes"]


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(client, ana):
    sign_in(client, "ana")
    secret, codes = set_up_app(client)
    assert len(codes) == 10
    other = Client()
    assert sign_in(other, "ana").url == ASKED
    assert not is_signed_in(other)
    assert other.get("/admin/").status_code == 302
    assert other.post(ASKED, {"code": totp_code(secret)}).url == "/admin/"
    assert other.get("/admin/").status_code == 200


def test_a_secret_is_shown_only_to_who_knows_the_password(client, ana):
    sign_in(client, "ana")
    for path in ("app/add/", "passkeys/add/"):
        asked = client.get(SECOND_FACTOR + path)
        assert asked.url.startswith(reverse("account_reauthenticate"))
    wrong = client.post(asked.url, {"password": "a wrong guess"})
    assert wrong.status_code == 200
    assert not Authenticator.objects.exists()


def test_a_code_of_the_app_works_once(client, ana, secret):
    code = totp_code(secret)
    sign_in(client, "ana")
    client.post(ASKED, {"code": code})
    other = Client()
    sign_in(other, "ana")
    assert "Incorrect code" in other.post(ASKED, {"code": code}).content.decode()
    assert not is_signed_in(other)


def test_a_recovery_code_works_once(client, ana, secret):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for client, is_accepted in ((Client(), True), (Client(), False)):
        sign_in(client, "ana")
        client.post(ASKED, {"code": code})
        assert is_signed_in(client) == is_accepted


def test_codes_are_not_guessed(client, ana, secret):
    for number in range(5):
        sign_in(client, "ana")
        client.post(ASKED, {"code": f"{number:06}"})
    refused = Client(REMOTE_ADDR="192.0.2.7")
    sign_in(refused, "ana")
    assert "Too many" in refused.post(ASKED, {"code": totp_code(secret)}).content.decode()
    assert not is_signed_in(refused)


def test_a_new_password_is_no_way_around_the_second_factor(client, ana, secret):
    client.post("/admin/password_reset/", {"email": ana.email})
    [link] = re.findall(r"/admin/password_reset/\S+/", mail.outbox[0].body)
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": PASSWORD + "2", "password2": PASSWORD + "2"})
    assert sign_in(client, "ana", PASSWORD + "2").url == ASKED


def test_other_sessions_end_when_a_second_factor_is_added(
    client, ana, django_capture_on_commit_callbacks
):
    other = Client()
    sign_in(other, "ana")
    sign_in(client, "ana")
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_a_person_is_told_of_a_change_in_their_language(
    client, ana, django_capture_on_commit_callbacks
):
    UserProfile.objects.create(user=ana, preferred_language="bg")
    sign_in(client, "ana")
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    [message] = mail.outbox
    assert message.to == ["ana@example.org"]
    assert re.search("[а-я]{4}", message.subject)
    assert "127.0.0.1" in message.body
    assert "NATC SEE" in message.body


# Who needs one


def account(*groups: Group, permissions=(), **values):
    user = get_user_model().objects.create_user("somebody", **values)
    user.groups.add(*groups)
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    return get_user_model().objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("role", "is_needed"),
    [
        (SECRETARIAT_EDITOR, True),
        (COORDINATOR, True),
        (REVIEWER, True),
        (AUTHOR, False),
        (TRANSLATOR, False),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_who_publishes_or_approves_needs_a_second_factor(db, role, is_needed):
    group = Group.objects.filter(name__startswith=role.name).first()
    assert needs_second_factor(account(group)) is is_needed


def test_who_administers_needs_a_second_factor(db):
    assert needs_second_factor(account(is_superuser=True))


@pytest.mark.parametrize("codename", ["change_user", "add_group", "publish_theme"])
def test_a_single_permission_is_enough(db, codename):
    assert needs_second_factor(account(permissions=[codename]))


@pytest.mark.parametrize(
    ("codename", "is_needed"), [("change_page", False), ("publish_page", True)]
)
def test_who_publishes_the_pages_of_a_section_needs_one(home, codename, is_needed):
    group = Group.objects.create(name="Section")
    permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    assert needs_second_factor(account(group)) is is_needed


def test_members_of_a_group_that_approves_pages_need_one(db):
    group = Group.objects.create(name="Lawyers")
    GroupApprovalTask.objects.create(name="Legal check").groups.add(group)
    assert needs_second_factor(account(group))


def test_without_a_second_factor_they_can_only_set_one_up(client, person, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    eva = person("eva", SECRETARIAT_EDITOR)
    sign_in(client, "eva")
    for path in ("/admin/", "/admin/pages/", "/admin/account/", "/admin/account/sessions/"):
        assert client.get(path).url == SECOND_FACTOR
    assert client.post("/admin/pages/2/delete/").url == SECOND_FACTOR
    script = client.get("/admin/pages/", headers={"x-requested-with": "XMLHttpRequest"})
    assert script.status_code == 403
    page = BeautifulSoup(client.get(SECOND_FACTOR).content, "html.parser")
    assert "Your role needs a second factor" in page.select_one(".messages").get_text()
    UserProfile.objects.filter(user=eva).update(preferred_language="sl")
    explained = client.get("/admin/pages/", follow=True)
    assert "Vaša vloga zahteva drugi faktor" in explained.content.decode()
    set_up_app(client)
    assert client.get("/admin/").status_code == 200


def test_others_need_none(client, ana, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, "ana")
    assert client.get("/admin/").status_code == 200


def test_production_requires_it_and_the_demonstration_does_not():
    from cms.settings import base, demonstration

    assert base.SECOND_FACTOR_REQUIRED
    assert not demonstration.SECOND_FACTOR_REQUIRED
