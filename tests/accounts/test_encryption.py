"""The secrets of second factors are encrypted, also when ``SECRET_KEY`` changes."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.encryption import renew_encryption

from .conftest import is_signed_in, sign_in, totp_code

pytestmark = pytest.mark.django_db

FORMER, PRESENT = "a former key" * 5, "the present key" * 5


@pytest.fixture(autouse=True)
def former_key(settings):
    settings.SECRET_KEY = FORMER


def replace_key(settings, *fallbacks: str) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = PRESENT, list(fallbacks)


def signs_in(client, secret: str) -> bool:
    sign_in(client, "ana")
    client.post("/admin/login/second-factor/", {"code": totp_code(secret)})
    return is_signed_in(client)


def test_no_secret_is_in_the_database_in_the_clear(client, ana, secret):
    stored = {item.type: item.data for item in Authenticator.objects.all()}
    assert secret not in str(stored)
    assert stored["recovery_codes"]["seed"].startswith("gAAAA")
    assert signs_in(client, secret)


def test_a_former_key_is_enough(client, ana, secret, settings):
    replace_key(settings, FORMER)
    assert signs_in(client, secret)


def test_after_the_set_up_the_former_key_is_not_needed(client, ana, secret, settings):
    replace_key(settings, FORMER)
    renew_encryption()
    replace_key(settings)
    assert signs_in(client, secret)
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 10


def test_what_is_encrypted_with_the_present_key_stays(ana, secret):
    before = list(Authenticator.objects.values_list("data", flat=True))
    renew_encryption()
    assert list(Authenticator.objects.values_list("data", flat=True)) == before


def test_without_the_key_no_code_is_right(client, ana, secret, settings):
    replace_key(settings)
    renew_encryption()  # which the set-up does
    assert not signs_in(client, secret)
