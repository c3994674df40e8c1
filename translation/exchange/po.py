"""PO files, as Poedit and most other tools read them.

``msgctxt`` is the place of the text on the page and ``msgid`` its words, HTML with inline tags.
Unconfirmed words are *fuzzy*. The fingerprint of the words stands among the references.
"""

import re
from dataclasses import replace
from tempfile import NamedTemporaryFile

import polib
from django.conf import settings
from django.utils.translation import gettext as _

from translation.words.markup import assemble, pieces

from .base import Document, Unit, UnreadableError, decode, key_of, without_repetitions

EXTENSION = "po"
CONTENT_TYPE = "text/x-gettext-translation; charset=utf-8"
# The name under which wagtail-localize's own PO files carry the same id.
TRANSLATION_ID = "X-WagtailLocalize-TranslationID"
BASE = "exported="
DATE = "%Y-%m-%d %H:%M%z"
# A line with a string: complete, from quotation mark to quotation mark.
STRING = re.compile(
    r'(?:#~\s*|#\|\s*)?(?:msg(?:ctxt|id|id_plural|str(?:\[\d\])?)\s*)?"(?:[^"\\]|\\.)*"'
)
# gettext wants both texts to begin and end with a new line if one does, which languages need not,
# and uses one character itself. As references, which HTML from the site never has, they pass.
REFUSED = re.compile(r"\A\n|\n\Z|\x04")
REFERENCE = re.compile(r"&#(10|4);")
TAG = re.compile(r"""</?[a-z]+(?: id="[^"<>]*")?\s*/?>""")
# Angle brackets that belong to no tag: a few are signs of comparison, many are an attack.
MOST_LOOSE = 20


def write(document: Document) -> bytes:
    file = polib.POFile(wrapwidth=0)
    file.header = "\n".join(filter(None, [_one_line(document.title), _one_line(document.note)]))
    file.metadata = {
        "Project-Id-Version": settings.WAGTAIL_SITE_NAME,
        "PO-Revision-Date": document.revised_at.strftime(DATE),
        "Last-Translator": "none",
        "Language-Team": "none",
        "Language": document.target_tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": document.source_tag,
        TRANSLATION_ID: document.uuid,
    }
    file.extend(_entry(unit) for unit in document.units)
    return str(file).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _entry(unit: Unit) -> polib.POEntry:
    notes = list(unit.notes)
    if unit.previous:
        earlier = _one_line(unit.previous.target)
        notes.append(_("Translation before the source changed: %(text)s") % {"text": earlier})
    return polib.POEntry(
        msgctxt=unit.path,
        msgid=_referred(unit.source),
        msgstr=_referred(unit.target),
        comment="\n".join(notes),
        occurrences=[(f"{BASE}{unit.base}", "")],
        flags=["fuzzy"] if unit.target and not unit.confirmed else [],
        previous_msgid=unit.previous and unit.previous.source,
    )


def _referred(text: str) -> str:
    return REFUSED.sub(lambda found: f"&#{ord(found[0])};", text)


def _resolved(text: str) -> str:
    return REFERENCE.sub(lambda found: chr(int(found[1])), text)


def read(data: bytes) -> list[Document]:
    """Read the one document of a file; raise :class:`UnreadableError` with the line at fault."""
    file = _parse(decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    if not file.metadata.get(TRANSLATION_ID):
        raise UnreadableError(
            _("The file does not say what page it belongs to. Export it from this site first.")
        )
    units = [_unit(entry) for entry in file if not entry.obsolete and entry.msgid]
    return [
        Document(
            uuid=file.metadata[TRANSLATION_ID],
            source_tag=file.metadata.get("X-Source-Language", ""),
            target_tag=file.metadata.get("Language", ""),
            units=without_repetitions(units),
        )
    ]


def _parse(text: str) -> polib.POFile:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        is_comment = stripped.startswith("#") and not stripped.startswith(("#~ msg", "#| msg"))
        if stripped and not is_comment and not STRING.fullmatch(stripped):
            raise _damaged(number)
    # From a file of our own: given a text, polib would open the file that the text may name.
    with NamedTemporaryFile("w", suffix=".po", encoding="utf-8", newline="\n") as copy:
        copy.write(text)
        copy.flush()
        try:
            return polib.pofile(copy.name, encoding="utf-8")
        except (OSError, ValueError, IndexError) as error:
            number = re.search(r"\(line (\d+)\)", str(error))
            raise _damaged(int(number[1]) if number else 1) from error


def _damaged(line: int) -> UnreadableError:
    return UnreadableError(
        _("The file is damaged: line %(line)d is not as a PO file has it."), params={"line": line}
    )


def _unit(entry: polib.POEntry) -> Unit:
    source, words = _resolved(entry.msgid), _resolved(entry.msgstr)
    bases = [name[len(BASE) :] for name, _line in entry.occurrences if name.startswith(BASE)]
    unit = Unit(
        key=key_of(entry.msgctxt or "", source),
        source=source,
        base=bases[0] if bases else "",
        path=entry.msgctxt or "",
    )
    if words.count("<") - len(TAG.findall(words)) > MOST_LOOSE:
        return replace(unit, fault=_("There are signs “<” that belong to no tag."))
    target = assemble(pieces(words))
    return replace(unit, target=target, confirmed=bool(target) and not entry.fuzzy)
