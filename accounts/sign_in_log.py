"""What the audit log says of signing in: who did, and which attempts failed.

A name is only stored if an account has it: people type their password into the wrong field.
"""

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import get_user_model
from django.core.cache import caches
from wagtail.log_actions import log

# Attempts that are refused are logged once in this time, since a program may make many of them.
REFUSAL_INTERVAL = 5 * 60  # seconds


def log_sign_in(request, user, **kwargs) -> None:
    records = get_authentication_records(request, user)
    methods = [record.get("type", record["method"]) for record in records]
    log(user, "accounts.sign_in", user=user, data={"methods": methods})


def log_sign_out(user, **kwargs) -> None:
    if user:
        log(user, "accounts.sign_out", user=user)


def log_wrong_password(credentials: dict) -> None:
    log(_account(credentials), "accounts.sign_in_failed", data={"methods": ["password"]})


def log_wrong_code(user, authenticator, **kwargs) -> None:
    log(user, "accounts.sign_in_failed", data={"methods": [authenticator.type]})


def log_refused_sign_in(credentials: dict, address: str) -> None:
    account = _account(credentials)
    if caches["accounts"].add(f"refused-{account.pk}-{address}", True, REFUSAL_INTERVAL):
        log(account, "accounts.sign_in_refused")


def log_added_factor(authenticator, **kwargs) -> None:
    data = {"methods": [authenticator.type]}
    log(authenticator.user, "accounts.second_factor_add", data=data)


def log_removed_factor(authenticator, **kwargs) -> None:
    data = {"methods": [authenticator.type]}
    log(authenticator.user, "accounts.second_factor_remove", data=data)


def _account(credentials: dict):
    """Return the account that somebody tried to sign in to, or one that stands for none."""
    accounts = get_user_model().objects
    found = accounts.filter(username__iexact=credentials.get("username", "")).first()
    return found or accounts.model(pk=0, username="—")
