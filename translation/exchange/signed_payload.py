"""The signed payload: the contents of an uploaded file between the preview and the confirmation.

It is a hidden field of the confirmation form, compressed and signed for one account and one day.
So the server stores nothing, any node can answer the confirmation, and the contents cannot be
altered after the preview. Whether the site has changed since the preview is checked separately, by
a fingerprint of the preview.
"""

from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from .documents import MEBIBYTE, ExchangeDocument, TranslationUnit, UnreadableFileError

SALT = "translation.exchange"
PAYLOAD_LIFETIME = timedelta(days=1)
# Below Django's limit for a form without files (DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB). It is enough
# for several hundred pages of text.
MAX_PAYLOAD_LENGTH = 2 * MEBIBYTE

# The fields that are read from a file, in the order of the dataclass.
UNIT_FIELDS = ("key", "source", "target", "confirmed", "base", "error", "path")


def sign_documents(user, documents: list[ExchangeDocument]) -> str:
    """Return the payload; raise :class:`UnreadableFileError` if it is too large for a form."""
    content = [
        [
            document.uuid,
            document.source_tag,
            document.target_tag,
            [[getattr(unit, name) for name in UNIT_FIELDS] for unit in document.units],
            document.name,
        ]
        for document in documents
    ]
    payload = signing.dumps(content, salt=_salt(user), compress=True)
    if len(payload) > MAX_PAYLOAD_LENGTH:
        raise UnreadableFileError(_("There is too much text in the file. Import it in parts."))
    return payload


def load_documents(user, payload: str) -> list[ExchangeDocument]:
    """Return the documents of a payload.

    Raise ``signing.BadSignature`` if it was altered, has expired or was signed for another account.
    """
    return [
        ExchangeDocument(
            uuid, source_tag, target_tag, [TranslationUnit(*values) for values in units], name=name
        )
        for uuid, source_tag, target_tag, units, name in signing.loads(
            payload, salt=_salt(user), max_age=PAYLOAD_LIFETIME
        )
    ]


def _salt(user) -> str:
    return f"{SALT}.{user.pk}"
