"""PO files, as Poedit and most other tools read them.

``msgctxt`` is the content path of the text and ``msgid`` its source, HTML with inline tags. An
unconfirmed translation is *fuzzy*. The fingerprint of the translation is one of the references.
"""

import re
from dataclasses import replace
from tempfile import NamedTemporaryFile

import polib
from django.conf import settings
from django.utils.translation import gettext as _

from translation.segments.markup import parse_markup, serialise_markup

from .documents import (
    ExchangeDocument,
    TranslationUnit,
    UnreadableFileError,
    decode_utf8,
    unique_units,
    unit_key,
)

EXTENSION = "po"
CONTENT_TYPE = "text/x-gettext-translation; charset=utf-8"
# The header with the same id in wagtail-localize's own PO files.
TRANSLATION_ID_HEADER = "X-WagtailLocalize-TranslationID"
FINGERPRINT_PREFIX = "exported="
DATE_FORMAT = "%Y-%m-%d %H:%M%z"
# A complete line with a string in quotation marks.
STRING_LINE = re.compile(
    r'(?:#~\s*|#\|\s*)?(?:msg(?:ctxt|id|id_plural|str(?:\[\d\])?)\s*)?"(?:[^"\\]|\\.)*"'
)
# msgfmt requires that msgid and msgstr both begin or end with a new line if one does, and reserves
# U+0004. Both are written as character references, which HTML from the site never contains.
NOT_ALLOWED = re.compile(r"\A\n|\n\Z|\x04")
CHARACTER_REFERENCE = re.compile(r"&#(10|4);")
USED_COMMENTS = ("#:", "#,", "#~")  # references, flags, obsolete entries
INLINE_TAG = re.compile(r"""</?[a-z]+(?: id="[^"<>]*")?\s*/?>""")
# Of "<" outside tags: a few are comparison signs, many would make the parser slow.
MAX_STRAY_BRACKETS = 20


def write(document: ExchangeDocument) -> bytes:
    file = polib.POFile(wrapwidth=0)
    file.header = "\n".join(filter(None, [_one_line(document.title), _one_line(document.note)]))
    file.metadata = {
        "Project-Id-Version": settings.WAGTAIL_SITE_NAME,
        "PO-Revision-Date": document.revised_at.strftime(DATE_FORMAT),
        "Last-Translator": "none",
        "Language-Team": "none",
        "Language": document.target_tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": document.source_tag,
        TRANSLATION_ID_HEADER: document.uuid,
    }
    file.extend(_entry(unit) for unit in document.units)
    return str(file).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _entry(unit: TranslationUnit) -> polib.POEntry:
    notes = list(unit.notes)
    if unit.previous:
        earlier = _one_line(unit.previous.target)
        notes.append(_("Translation before the source changed: %(text)s") % {"text": earlier})
    return polib.POEntry(
        msgctxt=unit.path,
        msgid=_escaped(unit.source),
        msgstr=_escaped(unit.target),
        comment="\n".join(notes),
        occurrences=[(f"{FINGERPRINT_PREFIX}{unit.base}", "")],
        flags=["fuzzy"] if unit.target and not unit.confirmed else [],
        previous_msgid=unit.previous and unit.previous.source,
    )


def _escaped(text: str) -> str:
    return NOT_ALLOWED.sub(lambda match: f"&#{ord(match[0])};", text)


def _unescaped(text: str) -> str:
    return CHARACTER_REFERENCE.sub(lambda match: chr(int(match[1])), text)


def read(data: bytes) -> list[ExchangeDocument]:
    """Read the document of a file; raise :class:`UnreadableFileError` with the line number."""
    file = _parse(decode_utf8(data).replace("\r\n", "\n").replace("\r", "\n"))
    if not file.metadata.get(TRANSLATION_ID_HEADER):
        raise UnreadableFileError(
            _("The file does not say what page it belongs to. Export it from this site first.")
        )
    units = [_unit(entry) for entry in file if not entry.obsolete and entry.msgid]
    return [
        ExchangeDocument(
            uuid=file.metadata[TRANSLATION_ID_HEADER],
            source_tag=file.metadata.get("X-Source-Language", ""),
            target_tag=file.metadata.get("Language", ""),
            units=unique_units(units),
        )
    ]


def _parse(text: str) -> polib.POFile:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        stripped = line.strip()
        is_comment = stripped.startswith("#") and not stripped.startswith(("#~ msg", "#| msg"))
        if stripped and not is_comment and not STRING_LINE.fullmatch(stripped):
            raise _damaged_at(number + 1)
        # polib takes quadratic time for the comments of an entry, and an import uses none of them.
        if is_comment and not stripped.startswith(USED_COMMENTS):
            lines[number] = "#"
    # Parsed from a temporary file: polib would open a path if the text were one.
    with NamedTemporaryFile("w", suffix=".po", encoding="utf-8", newline="\n") as copy:
        copy.write("\n".join(lines))
        copy.flush()
        try:
            return polib.pofile(copy.name, encoding="utf-8")
        except (OSError, ValueError, IndexError) as error:
            number = re.search(r"\(line (\d+)\)", str(error))
            raise _damaged_at(int(number[1]) if number else 1) from error


def _damaged_at(line: int) -> UnreadableFileError:
    return UnreadableFileError(
        _("The file is damaged: line %(line)d is not as a PO file has it."), params={"line": line}
    )


def _unit(entry: polib.POEntry) -> TranslationUnit:
    source, target = _unescaped(entry.msgid), _unescaped(entry.msgstr)
    bases = [
        name[len(FINGERPRINT_PREFIX) :]
        for name, _line in entry.occurrences
        if name.startswith(FINGERPRINT_PREFIX)
    ]
    unit = TranslationUnit(
        key=unit_key(entry.msgctxt or "", source),
        source=source,
        base=bases[0] if bases else "",
        path=entry.msgctxt or "",
    )
    if target.count("<") - len(INLINE_TAG.findall(target)) > MAX_STRAY_BRACKETS:
        return replace(unit, error=_("There are signs “<” that belong to no tag."))
    target = serialise_markup(parse_markup(target))
    return replace(unit, target=target, confirmed=bool(target) and not entry.fuzzy)
