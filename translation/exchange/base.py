"""The contents of exchanged files, independent of their format.

A file contains the texts of one page in one language. Identifiers connect them with the site: the
page is identified by ``Translation.uuid``, a text by its context and its source text. Each text has
a fingerprint of the translation at the time of the export. With it, an import can be merged with
changes that were made on the site since.
"""

import hashlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail_localize.models import String, TranslationContext

from translation.choices import SegmentState, State
from translation.models import Assignment
from translation.words.markup import assemble, check_markup, from_plain, pieces, plain
from translation.words.segments import Previous, Segment, load_segments

MEBIBYTE = 1024 * 1024
MOST_BYTES = 10 * MEBIBYTE  # of an upload, and of each file in an archive
MOST_TEXTS = 5_000  # in one upload, written in one transaction
LONGEST_NAME = 60


class UnreadableError(ValidationError):
    """An uploaded file that cannot be imported; the message is shown to the user."""


@dataclass(frozen=True)
class Unit:
    """One text in a file, as the trans-unit of XLIFF.

    ``base`` is the fingerprint of the translation at the time of the export; some tools remove it.
    ``fault`` is the reason why this text cannot be imported. The fields from ``state`` on are only
    used for the export.
    """

    key: str
    source: str
    target: str = ""
    confirmed: bool = False
    base: str = ""
    fault: str = ""
    path: str = ""
    state: SegmentState = SegmentState.UNTRANSLATED
    notes: tuple[str, ...] = ()
    limit: int | None = None
    previous: Previous | None = None


@dataclass
class Document:
    """The texts of one page in one language; ``uuid`` is that of the ``Translation``."""

    uuid: str
    source_tag: str
    target_tag: str
    units: list[Unit]
    title: str = ""
    note: str = ""
    revised_at: datetime | None = None
    is_final: bool = False
    # The name of the uploaded file, for messages.
    name: str = field(default="", compare=False)


def key_of(path: str, source: str) -> str:
    """Return the identifier of a text: wagtail-localize's ids of its context and its string."""
    context, string = TranslationContext._get_path_id(path), String._get_data_hash(source)
    return f"{context.hex}.{string.hex}"


def fingerprint(text: str, confirmed: bool) -> str:
    return hashlib.sha256(f"{confirmed:d}{text}".encode()).hexdigest()[:16]


def as_exchanged(text: str) -> str:
    """Return a text with normalised markup; where the markup is broken, without any."""
    try:
        check_markup(text, text, is_rich=True)
    except ValidationError:
        return from_plain(plain(text))
    return assemble(pieces(text))


def document_of(assignment: Assignment) -> Document:
    """Return the contents of a file; a text that is twice in one context is in it once."""
    translation = assignment.translation
    segments = {segment.key: segment for segment in load_segments(translation)}
    return Document(
        uuid=str(translation.uuid),
        source_tag=assignment.source_language.tag,
        target_tag=assignment.language.tag,
        units=[_unit(segment) for segment in segments.values()],
        title=assignment.title,
        note=assignment.note,
        revised_at=translation.translations_last_updated_at or translation.created_at,
        is_final=assignment.state in (State.APPROVED, State.PUBLISHED),
    )


def _unit(segment: Segment) -> Unit:
    target = as_exchanged(segment.target)
    return Unit(
        key=key_of(segment.path, segment.source),
        source=segment.source,
        target=target,
        confirmed=segment.is_confirmed,
        base=fingerprint(target, segment.is_confirmed),
        state=segment.state,
        path=segment.path,
        notes=_notes(segment),
        limit=segment.limit,
        previous=segment.previous,
    )


def _notes(segment: Segment) -> tuple[str, ...]:
    """Return the notes to the translator: label, help text, limit and error, each on one line."""
    limit = segment.limit and _("At most %(limit)d characters.") % {"limit": segment.limit}
    notes = [segment.description.label, segment.description.help_text, limit, segment.error]
    lines = [" ".join(str(note or "").split()) for note in notes]
    return tuple(filter(None, lines))


def file_name(assignment: Assignment, extension: str) -> str:
    """Return a file name such as ``about-us.42.sl.xlf``; the number is the id of the source."""
    title = slugify(assignment.title)[:LONGEST_NAME].strip("-")
    parts = [title, assignment.translation.source_id, assignment.language.tag, extension]
    return ".".join(str(part) for part in parts if part)


def decode(data: bytes) -> str:
    """Return the text of a file; raise :class:`UnreadableError` if it is not text in UTF-8."""
    if not data.strip():
        raise UnreadableError(_("The file is empty."))
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise UnreadableError(_("The file is written in UTF-16. Save it as UTF-8 in your tool."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _("The file is not written in UTF-8. Save it as UTF-8 in your tool.")
        ) from error
    if "\0" in text:
        raise UnreadableError(_("The file is damaged: it holds characters that are no text."))
    return text


def without_repetitions(units: list[Unit]) -> list[Unit]:
    """Remove duplicates. Different translations of the same text cannot be imported."""
    unique: dict[str, Unit] = {}
    for unit in units:
        first = unique.setdefault(unit.key, unit)
        if (first.target, first.confirmed) != (unit.target, unit.confirmed) and not first.fault:
            message = _("The text is in the file twice, with different words.")
            unique[unit.key] = Unit(unit.key, unit.source, unit.target, fault=message)
    return list(unique.values())
