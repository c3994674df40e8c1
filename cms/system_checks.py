"""Checks of what an operator has configured. The web server does not start with an error."""

import logging

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

logger = logging.getLogger(__name__)

TAG = "configuration"
# As Django's ``check --deploy`` asks (security.W009).
MIN_SECRET_KEY_LENGTH, MIN_SECRET_KEY_CHARACTERS = 50, 5


@checks.register(TAG)
def check_secret_keys(app_configs=None, **kwargs) -> list[checks.CheckMessage]:
    """Whoever can guess a key can sign in as anybody."""
    if settings.SECRET_KEY_IS_PUBLIC or all(
        len(key) >= MIN_SECRET_KEY_LENGTH and len(set(key)) >= MIN_SECRET_KEY_CHARACTERS
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ):
        return []
    hint = "Make one with: head -c 64 /dev/urandom | base64 -w0"
    return [checks.Error("SECRET_KEY or a fallback is too short.", hint=hint, id="cms.E001")]


@checks.register(TAG)
def check_mail(app_configs=None, **kwargs) -> list[checks.CheckMessage]:
    if settings.SECRET_KEY_IS_PUBLIC or not settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return []
    hint = "Set EMAIL_URL: invitations, links for passwords and reminders are e-mails."
    return [checks.Warning("E-mail is only printed.", hint=hint, id="cms.W001")]


def raise_configuration_errors() -> None:
    """Log the warnings; raise ``ImproperlyConfigured`` if there is an error."""
    for message in checks.run_checks(tags=[TAG]):
        if message.is_serious():
            raise ImproperlyConfigured(f"{message.msg} {message.hint}")
        logger.warning("%s %s", message.msg, message.hint)
