"""What was read from a file, between the look at what it would change and the yes to it.

It travels with the person, in the form that asks for the yes: compressed, and signed for this
account and for a day. There is nothing to store and to tidy up, and nobody can alter it.
"""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .reading import MEBIBYTE, Sheet

SALT = "core.open_data"
KEPT_FOR = timedelta(days=1)
# Below Django's limit for a form without files (DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB).
MOST_KEPT = 2 * MEBIBYTE


def keep(user, sheet: Sheet) -> str:
    """Wrap a sheet up; raise ``ValidationError`` if that becomes too much for a form."""
    content = [sheet.columns, sheet.rows, sheet.is_text, sheet.name]
    kept = signing.dumps(content, salt=_salt(user), compress=True)
    if len(kept) > MOST_KEPT:
        raise ValidationError(_("There is too much text in the file. Import it in parts."))
    return kept


def unwrap(user, kept: str) -> Sheet:
    """Raise ``signing.BadSignature`` for what was altered, is too old or is somebody else's."""
    columns, rows, is_text, name = signing.loads(kept, salt=_salt(user), max_age=KEPT_FOR)
    return Sheet(columns, [(number, cells) for number, cells in rows], is_text, name)


def _salt(user) -> str:
    return f"{SALT}.{user.pk}"
