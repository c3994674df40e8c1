"""What was read from a file, between the dry run and the yes to it.

It travels with the person, in the form that asks for the yes: compressed, and signed for this
account and for a day. So whichever server answers next has it, nobody can alter it, and there is
nothing to store and to tidy up. What was seen and what is written are the same by construction;
whether the site is still the same is asked again (``ImportWords.state``).
"""

from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from .base import MEBIBYTE, Document, Unit, UnreadableError

SALT = "translation.exchange"
KEPT_FOR = timedelta(days=1)
# Below Django's limit for a form without files (DATA_UPLOAD_MAX_MEMORY_SIZE, 2.5 MB): several
# hundred pages of text. More comes in parts.
MOST_KEPT = 2 * MEBIBYTE

# What is read from a file of each text.
READ = ("key", "source", "target", "confirmed", "base", "fault", "path")


def keep(user, documents: list[Document]) -> str:
    """Wrap documents up; raise :class:`UnreadableError` if that becomes too much for a form."""
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
    kept = signing.dumps(content, salt=_salt(user), compress=True)
    if len(kept) > MOST_KEPT:
        raise UnreadableError(_("There is too much text in the file. Import it in parts."))
    return kept


def unwrap(user, kept: str) -> list[Document]:
    """Raise ``signing.BadSignature`` for what was altered, is too old or is somebody else's."""
    return [
        Document(uuid, source_tag, target_tag, [Unit(*values) for values in units], name=name)
        for uuid, source_tag, target_tag, units, name in signing.loads(
            kept, salt=_salt(user), max_age=KEPT_FOR
        )
    ]


def _salt(user) -> str:
    return f"{SALT}.{user.pk}"
