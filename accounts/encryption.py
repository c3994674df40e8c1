"""Encrypts the secrets of authenticator apps and recovery codes.

Who gets hold of the database or of a backup alone cannot make codes with it. The keys are derived
from ``SECRET_KEY`` and ``SECRET_KEY_FALLBACKS``.
"""

import base64
import logging

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

# The encrypted values in the data of an authenticator, by its type.
ENCRYPTED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def encrypt(text: str) -> str:
    return MultiFernet(_ciphers()).encrypt(text.encode()).decode()


def decrypt(encrypted_text: str) -> str:
    try:
        return MultiFernet(_ciphers()).decrypt(encrypted_text).decode()
    except InvalidToken:
        logger.error("The secret of a second factor has been encrypted with an unknown SECRET_KEY.")
        return generate_totp_secret()  # no code is right


def renew_encryption() -> None:
    """Encrypt with the present key what was encrypted with a former one."""
    newest, ciphers = _ciphers()[0], MultiFernet(_ciphers())
    for authenticator in Authenticator.objects.filter(type__in=ENCRYPTED):
        name = ENCRYPTED[authenticator.type]
        value = authenticator.data[name]
        if not _can_decrypt(newest, value) and _can_decrypt(ciphers, value):
            authenticator.data[name] = ciphers.rotate(value).decode()
            authenticator.save(update_fields=["data"])


def _can_decrypt(cipher: Fernet | MultiFernet, value: str) -> bool:
    try:
        cipher.decrypt(value)
    except InvalidToken:
        return False
    return True


def _ciphers() -> list[Fernet]:
    """Return the ciphers of all keys, that of the present one first."""
    digests = [
        salted_hmac(__name__, "", secret=key, algorithm="sha256").digest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return [Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]
