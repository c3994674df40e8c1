"""People who sign in, and what an authenticator app shows."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client

from translation.roles import AUTHOR

PASSWORD = "a long password of tests"
LOGIN = "/admin/login/"


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, username: str, password: str = PASSWORD, **options) -> HttpResponse:
    return client.post(LOGIN, {"login": username, "password": password}, **options)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def person(db) -> Callable:
    """Create an account with this name and a role: ``person("ana", EDITOR)``."""

    def create(username: str = "ana", role=AUTHOR):
        user = get_user_model().objects.create_user(username, f"{username}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=role.name))
        return user

    return create


@pytest.fixture
def ana(person):
    """An author."""
    return person()


@pytest.fixture
def secret(ana) -> str:
    """The secret of the authenticator app that Ana has set up, with recovery codes."""
    secret = generate_totp_secret()
    TOTP.activate(ana, secret)
    RecoveryCodes.activate(ana)
    return secret
