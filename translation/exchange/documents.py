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

from core.imports import MEBIBYTE
from translation.choices import SegmentState, TranslationState
from translation.models import Assignment
from translation.segments.markup import (
    markup_from_text,
    parse_markup,
    plain_text,
    serialise_markup,
    validate_markup,
)
from translation.segments.text import PreviousTranslation, TranslationSegment, load_segments
from translation.wagtail_internals import context_path_id, string_data_hash

MAX_BYTES = 10 * MEBIBYTE  # of an upload, and of each file in an archive
MAX_TEXTS = 5_000  # in one upload, written in one transaction
MAX_TITLE_LENGTH = 60


class UnreadableFileError(ValidationError):
    """An uploaded file that cannot be imported; the message is shown to the user."""


@dataclass(frozen=True)
class TranslationUnit:
    """One text in a file, as the trans-unit of XLIFF.

    ``base`` is the fingerprint of the translation at the time of the export; some tools remove it.
    ``error`` is the reason why this text cannot be imported. The fields from ``state`` on are only
    used for the export.
    """

    key: str
    source: str
    target: str = ""
    confirmed: bool = False
    base: str = ""
    error: str = ""
    path: str = ""
    state: SegmentState = SegmentState.UNTRANSLATED
    notes: tuple[str, ...] = ()
    limit: int | None = None
    previous: PreviousTranslation | None = None


@dataclass
class ExchangeDocument:
    """The texts of one page in one language; ``uuid`` is that of the ``Translation``."""

    uuid: str
    source_tag: str
    target_tag: str
    units: list[TranslationUnit]
    title: str = ""
    note: str = ""
    revised_at: datetime | None = None
    is_final: bool = False
    # The name of the uploaded file, for messages.
    name: str = field(default="", compare=False)


def unit_key(path: str, source: str) -> str:
    """Return the identifier of a text: wagtail-localize's ids of its context and its string."""
    return f"{context_path_id(path).hex}.{string_data_hash(source).hex}"


def target_text_fingerprint(text: str, confirmed: bool) -> str:
    return hashlib.sha256(f"{confirmed:d}{text}".encode()).hexdigest()[:16]


def normalised_text(text: str) -> str:
    """Return a text with normalised markup; where the markup is broken, without any."""
    try:
        validate_markup(text, text, is_rich=True)
    except ValidationError:
        return markup_from_text(plain_text(text))
    return serialise_markup(parse_markup(text))


def export_document(assignment: Assignment) -> ExchangeDocument:
    """Return the contents of a file; a text that is twice in one context is in it once."""
    translation = assignment.translation
    segments = {segment.key: segment for segment in load_segments(translation)}
    stored = [item.string_translation for item in segments.values() if item.string_translation]
    return ExchangeDocument(
        uuid=str(translation.uuid),
        source_tag=assignment.source_language.tag,
        target_tag=assignment.language.tag,
        units=[_unit(segment) for segment in segments.values()],
        title=assignment.title,
        note=assignment.note,
        revised_at=max((item.updated_at for item in stored), default=translation.created_at),
        is_final=assignment.state in (TranslationState.APPROVED, TranslationState.PUBLISHED),
    )


def _unit(segment: TranslationSegment) -> TranslationUnit:
    target = normalised_text(segment.target)
    return TranslationUnit(
        key=unit_key(segment.path, segment.source),
        source=segment.source,
        target=target,
        confirmed=segment.is_confirmed,
        base=target_text_fingerprint(target, segment.is_confirmed),
        state=segment.state,
        path=segment.path,
        notes=_notes(segment),
        limit=segment.limit,
        previous=segment.previous,
    )


def _notes(segment: TranslationSegment) -> tuple[str, ...]:
    """Return the notes to the translator: label, help text, limit and error, each on one line."""
    limit = segment.limit and _("At most %(limit)d characters.") % {"limit": segment.limit}
    notes = [segment.description.label, segment.description.help_text, limit, segment.error]
    lines = [" ".join(str(note or "").split()) for note in notes]
    return tuple(filter(None, lines))


def export_file_name(assignment: Assignment, extension: str) -> str:
    """Return a file name such as ``about-us.42.sl.xlf``; the number is the id of the source."""
    title = slugify(assignment.title)[:MAX_TITLE_LENGTH].strip("-")
    parts = [title, assignment.translation.source_id, assignment.language.tag, extension]
    return ".".join(str(part) for part in parts if part)


def decode_utf8(data: bytes) -> str:
    """Return the text of a file; raise :class:`UnreadableFileError` if it is not text in UTF-8."""
    if not data.strip():
        raise UnreadableFileError(_("The file is empty."))
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise UnreadableFileError(
            _("The file is written in UTF-16. Save it as UTF-8 in your tool.")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            _("The file is not written in UTF-8. Save it as UTF-8 in your tool.")
        ) from error
    if "\0" in text:
        raise UnreadableFileError(
            _("The file is damaged: it contains characters that are not allowed in texts.")
        )
    return text


def unique_units(units: list[TranslationUnit]) -> list[TranslationUnit]:
    """Remove duplicates. Different translations of the same text cannot be imported."""
    unique: dict[str, TranslationUnit] = {}
    for unit in units:
        first = unique.setdefault(unit.key, unit)
        if (first.target, first.confirmed) != (unit.target, unit.confirmed) and not first.error:
            message = _("The text is in the file twice, with different translations.")
            unique[unit.key] = TranslationUnit(unit.key, unit.source, unit.target, error=message)
    return list(unique.values())
