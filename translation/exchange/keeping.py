"""The signed payload: the contents of an uploaded file between the preview and the confirmation.

It is a hidden field of the confirmation form, compressed and signed for one account and one day.
So the server stores nothing, any node can answer the confirmation, and the contents cannot be
altered after the preview. Whether the site has changed since the preview is checked separately, by
a fingerprint of the preview.
"""

from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from .base import MEBIBYTE, Document, Unit, UnreadableError

SALT = "translation.exchange"
KEPT_FOR = timedelta(days=1)
# Below Django's limit for a form without files (DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB). It is enough
# for several hundred pages of text.
MOST_KEPT = 2 * MEBIBYTE

# The fields that are read from a file, in the order of the dataclass.
READ = ("key", "source", "target", "confirmed", "base", "fault", "path")


def keep(user, documents: list[Document]) -> str:
    """Return the payload; raise :class:`UnreadableError` if it is too large for a form."""
    content = [
        [
            document.uuid,
            document.source_tag,
            document.target_tag,
            [[getattr(unit, name) for name in READ] for unit in document.units],
            document.name,
        ]
        for document in documents
    ]
    payload = signing.dumps(content, salt=_salt(user), compress=True)
    if len(payload) > MOST_KEPT:
        raise UnreadableError(_("There is too much text in the file. Import it in parts."))
    return payload


def unwrap(user, payload: str) -> list[Document]:
    """Return the documents of a payload.

    Raise ``signing.BadSignature`` if it was altered, has expired or was signed for another account.
    """
    return [
        Document(uuid, source_tag, target_tag, [Unit(*values) for values in units], name=name)
        for uuid, source_tag, target_tag, units, name in signing.loads(
            payload, salt=_salt(user), max_age=KEPT_FOR
        )
    ]


def _salt(user) -> str:
    return f"{SALT}.{user.pk}"
