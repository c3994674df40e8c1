"""The signed payload that carries an uploaded table from the dry run to its confirmation.

The form of the confirmation contains it: compressed, and signed for one account and one day.
Nothing is stored on the server, and nobody can alter it.
"""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .import_files import MEBIBYTE, ImportTable

SALT = "open_data"
MAX_AGE = timedelta(days=1)
# Below Django's limit for a form without files (DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB).
MAX_SIGNED_SIZE = 2 * MEBIBYTE


def sign_table(user, table: ImportTable) -> str:
    """Sign a table; raise ``ValidationError`` if it is too large for a form."""
    content = [table.columns, table.rows, table.is_text, table.data_set_name]
    signed = signing.dumps(content, salt=_salt(user), compress=True)
    if len(signed) > MAX_SIGNED_SIZE:
        raise ValidationError(_("There is too much text in the file. Import it in parts."))
    return signed


def unsign_table(user, signed: str) -> ImportTable:
    """Return a signed table.

    Raise ``signing.BadSignature`` if it was altered, has expired or belongs to another account.
    """
    columns, rows, is_text, name = signing.loads(signed, salt=_salt(user), max_age=MAX_AGE)
    return ImportTable(columns, [(number, cells) for number, cells in rows], is_text, name)


def _salt(user) -> str:
    return f"{SALT}.{user.pk}"
