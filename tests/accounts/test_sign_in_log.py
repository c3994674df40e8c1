"""Who signed in, who could not, and what happened to passwords and second factors."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from audit.models import AuditLogEntry

from .conftest import PASSWORD, sign_in, totp_code

pytestmark = pytest.mark.django_db

ASKED = "/admin/login/second-factor/"


def recorded(action: str) -> list[AuditLogEntry]:
    return list(AuditLogEntry.objects.filter(action=action).order_by("pk"))


def test_a_sign_in_is_recorded_with_address_and_factors(client, ana, secret):
    sign_in(client, "ana", REMOTE_ADDR="192.0.2.7")
    assert not recorded("accounts.sign_in"), "the second factor is missing"
    client.post(ASKED, {"code": totp_code(secret)}, REMOTE_ADDR="192.0.2.7")
    [entry] = recorded("accounts.sign_in")
    assert (entry.user, entry.label, entry.address) == (ana, "ana", "192.0.2.7")
    assert entry.message == "Sign-in: Password, Authenticator app"


def test_the_use_of_a_recovery_code_is_recorded(client, ana, secret):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, "ana")
    client.post(ASKED, {"code": code})
    assert recorded("accounts.sign_in")[0].data == {"methods": ["password", "recovery_codes"]}


def test_a_sign_out_is_recorded(client, ana):
    sign_in(client, "ana")
    client.post("/admin/logout/")
    assert [entry.user for entry in recorded("accounts.sign_out")] == [ana]


def test_a_wrong_password_names_the_account_but_nobody_as_the_person(client, ana):
    sign_in(client, "Ana", "a wrong guess")
    [entry] = recorded("accounts.sign_in_failed")
    assert (entry.user, entry.object_id, entry.address) == (None, str(ana.pk), "127.0.0.1")
    assert entry.formatter.is_failure


def test_a_wrong_code_is_recorded(client, ana, secret):
    sign_in(client, "ana")
    client.post(ASKED, {"code": "000000"})
    assert recorded("accounts.sign_in_failed")[0].data == {"methods": ["totp"]}


def test_a_name_that_no_account_has_is_nowhere(client, ana):
    """It may be a password that somebody typed into the wrong field."""
    sign_in(client, PASSWORD, "ana")
    [entry] = recorded("accounts.sign_in_failed")
    assert (entry.label, entry.object_id) == ("—", "0")
    stored = [*AuditLogEntry.objects.values()]
    assert PASSWORD not in json.dumps(stored, default=str)


def test_refused_attempts_are_recorded_once_in_a_while(client, ana):
    for _ in range(9):
        sign_in(client, "ana", "a wrong guess")
    assert len(recorded("accounts.sign_in_failed")) == 5
    assert len(recorded("accounts.sign_in_refused")) == 1
    sign_in(Client(REMOTE_ADDR="192.0.2.7"), "ana", "a wrong guess")
    assert recorded("accounts.sign_in_refused")[1].address == "192.0.2.7"


def test_second_factors_that_are_removed_are_recorded(client, ana, secret):
    sign_in(client, "ana")
    client.post(ASKED, {"code": totp_code(secret)})
    remove = "/admin/account/second-factor/app/remove/"
    client.post(client.get(remove).url, {"password": PASSWORD})
    client.post(remove)
    removed = [entry.data for entry in recorded("accounts.second_factor_remove")]
    assert removed == [{"methods": ["totp"]}, {"methods": ["recovery_codes"]}]


def test_what_administrators_do_for_an_account_is_recorded(admin_client, client, ana, secret):
    sign_in(client, "ana")
    client.post(ASKED, {"code": totp_code(secret)})
    admin_client.post(f"/admin/users/{ana.pk}/invitation/")
    admin_client.post(f"/admin/users/{ana.pk}/second-factor/")
    for action in ("accounts.invite", "accounts.second_factor_lost", "accounts.end_sessions"):
        [entry] = recorded(action)
        assert (entry.user.username, entry.label) == ("admin", "ana")


def test_people_are_told_what_is_recorded(client, ana):
    sign_in(client, "ana")
    text = client.get("/admin/account/sessions/").content.decode()
    assert "from which IP address you sign in" in text
    assert "days: 400" in text
