"""The signed payload: the contents of an uploaded file between the preview and the confirmation.

It is a hidden field of the confirmation form, compressed and signed for one account and one day.
So the server stores nothing, any node can answer the confirmation, and the contents cannot be
altered after the preview. Whether the site has changed since the preview is checked separately, by
the fingerprint of the report.
"""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import MEBIBYTE

SALT = "core.imports"
MAX_AGE = timedelta(days=1)
# Below Django's limit for a form without files (DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB). It is enough
# for several hundred pages of text.
MAX_LENGTH = 2 * MEBIBYTE


def sign_payload(user, import_name: str, content) -> str:
    """Return the payload; raise ``ValidationError`` if it is too large for a form.

    ``content`` must be JSON. A payload is only valid for the import of the same name.
    """
    payload = signing.dumps(content, salt=_salt(user, import_name), compress=True)
    if len(payload) > MAX_LENGTH:
        raise ValidationError(_("There is too much text in the file. Import it in parts."))
    return payload


def load_payload(user, import_name: str, payload: str):
    """Return the content of a payload.

    Raise ``signing.BadSignature`` if it was altered, has expired, or was signed for another account
    or another import.
    """
    return signing.loads(payload, salt=_salt(user, import_name), max_age=MAX_AGE)


def _salt(user, import_name: str) -> str:
    return f"{SALT}.{import_name}.{user.pk}"
