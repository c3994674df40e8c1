"""What files for translators' own tools hold, whatever their format.

A file is a :class:`Document`: one page in one language. Its texts are named so that they are found
again, wherever the file has been meanwhile: the page by ``Translation.uuid``, a text by the place
it stands in and by its words in the source. Each carries a fingerprint of what the site had when
the file was made, so that a file that comes back can be merged with what happened since.
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
    """A file that cannot be taken, and why, in words for the person who brought it."""


@dataclass(frozen=True)
class Unit:
    """One text in a file.

    ``base`` is the fingerprint of the words on the site when the file was made; some tools lose it.
    ``fault`` says what is wrong with this one text. From ``state`` on, what only writing needs.
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
    """The texts of one page in one language; ``uuid`` is the translation's, tags are BCP 47."""

    uuid: str
    source_tag: str
    target_tag: str
    units: list[Unit]
    title: str = ""
    note: str = ""
    revised_at: datetime | None = None
    is_final: bool = False
    # The file it was read from, for messages.
    name: str = field(default="", compare=False)


def key_of(path: str, source: str) -> str:
    """The name of a text: the ids that wagtail-localize gives its place and its words."""
    place, words = TranslationContext._get_path_id(path), String._get_data_hash(source)
    return f"{place.hex}.{words.hex}"


def fingerprint(text: str, confirmed: bool) -> str:
    return hashlib.sha256(f"{confirmed:d}{text}".encode()).hexdigest()[:16]


def as_exchanged(text: str) -> str:
    """The words in one spelling. Of words with broken markup, only what a reader would see."""
    try:
        check_markup(text, text, is_rich=True)
    except ValidationError:
        return from_plain(plain(text))
    return assemble(pieces(text))


def document_of(assignment: Assignment) -> Document:
    """Gather what a file has to say; a text that stands twice in one place is in it once."""
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
        notes=tuple(filter(None, _notes(segment))),
        limit=segment.limit,
        previous=segment.previous,
    )


def _notes(segment: Segment) -> list[str]:
    """What a translator has to know of a text, each on one line."""
    limit = segment.limit and _("At most %(limit)d characters.") % {"limit": segment.limit}
    notes = [segment.description.label, segment.description.help_text, limit, segment.error]
    return [" ".join(str(note or "").split()) for note in notes]


def file_name(assignment: Assignment, extension: str) -> str:
    """A name that people recognise, e.g. ``about-us.42.sl.xlf``; the number is the page's own."""
    title = slugify(assignment.title)[:LONGEST_NAME].strip("-")
    parts = [title, assignment.translation.source_id, assignment.language.tag, extension]
    return ".".join(str(part) for part in parts if part)


def decode(data: bytes) -> str:
    """Read the text of a file, or say why it is none."""
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
    """Keep each text once. Where a file has other words for the same text, none are right."""
    kept: dict[str, Unit] = {}
    for unit in units:
        first = kept.setdefault(unit.key, unit)
        if (first.target, first.confirmed) != (unit.target, unit.confirmed) and not first.fault:
            message = _("The text is in the file twice, with different words.")
            kept[unit.key] = Unit(unit.key, unit.source, unit.target, fault=message)
    return list(kept.values())
