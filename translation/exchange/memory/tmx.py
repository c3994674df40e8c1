"""TMX 1.4b, as tools exchange translation memories: written, and read from strangers.

A written unit has one source and one target. Its text, tags and languages are those of the site;
it names no person. A file that is read may have several targets in a unit, and languages that the
site lacks.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.imports import MEBIBYTE
from core.languages import language_for_tag, site_language, source_language
from translation.exchange.documents import UnreadableFileError, decode_utf8
from translation.segments.markup import plain_text
from translation.wagtail_internals import string_data_hash

from . import tmx_inline

EXTENSION = "tmx"
CONTENT_TYPE = "application/x-tmx+xml; charset=utf-8"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DATE_FORMAT = "%Y%m%dT%H%M%SZ"
# The version of what this module writes, which the header has to state.
WRITER_VERSION = "1"

MAX_BYTES = 10 * MEBIBYTE
MAX_LINES = 400_000
MAX_UNITS = 20_000  # the units that are accepted take some ten lines each
MAX_ELEMENTS = 400_000  # of XML
MAX_DEPTH = 20  # of nested elements


class MemoryText(NamedTuple):
    """A translation that is exported; ``code`` is that of its language."""

    source: str
    code: str
    target: str
    changed_at: datetime


class MemoryRecord(NamedTuple):
    """A translation in a file, in the unit of this number; ``code`` is that of its language."""

    number: int
    code: str
    source: str
    target: str


@dataclass
class MemoryContents:
    """What a file contains, and what was left out of it.

    ``unknown`` are the tags of the languages that the site lacks, with the number of their texts,
    ``without_source`` the number of units without a text in the source language.
    """

    records: list[MemoryRecord] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    without_source: int = 0


def write(texts: Iterable[MemoryText]) -> Iterator[bytes]:
    """Yield a file in parts, so that a large memory is never in the memory of the process."""
    header = Element(
        "header",
        {
            "creationtool": settings.WAGTAIL_SITE_NAME,
            "creationtoolversion": WRITER_VERSION,
            "segtype": "paragraph",
            "o-tmf": "wagtail-localize",
            "adminlang": source_language().tag,
            "srclang": source_language().tag,
            "datatype": "html",
            "creationdate": timezone.now().astimezone(UTC).strftime(DATE_FORMAT),
        },
    )
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield tostring(header, encoding="utf-8") + b"\n<body>\n"
    for text in texts:
        yield tostring(_unit(text), encoding="utf-8") + b"\n"
    yield b"</body>\n</tmx>\n"


def _unit(text: MemoryText) -> Element:
    language, numbers = site_language(text.code), tmx_inline.TagNumbers()
    identity = f"{text.source}\n{text.code}\n{text.target}"
    unit = Element("tu", {"tuid": string_data_hash(identity).hex})
    source = SubElement(unit, "tuv", {XML_LANG: source_language().tag})
    tmx_inline.write_segment(SubElement(source, "seg"), text.source, numbers)
    changed = text.changed_at.astimezone(UTC).strftime(DATE_FORMAT)
    attributes = {XML_LANG: language.tag, "changedate": changed}
    target = SubElement(unit, "tuv", {**attributes, "creationid": settings.WAGTAIL_SITE_NAME})
    tmx_inline.write_segment(SubElement(target, "seg"), text.target, numbers)
    return unit


def read(data: bytes) -> MemoryContents:
    """Read a file; raise :class:`UnreadableFileError` if it is refused."""
    root = _parse(_decode(data))
    if _local_name(root) != "tmx":
        raise UnreadableFileError(_("This is not a TMX file. Save it as TMX 1.4 in your tool."))
    contents = MemoryContents()
    for number, unit in enumerate(root.iterfind("{*}body/{*}tu"), start=1):
        _read_unit(contents, number, unit)
    if not (contents.records or contents.unknown or contents.without_source):
        raise UnreadableFileError(_("There are no texts in the file."))
    return contents


def _decode(data: bytes) -> str:
    """Return the text of a file; TMX is also written in UTF-16."""
    if data.count(b"\n") > MAX_LINES:
        raise UnreadableFileError(_("The file is too large."))
    if not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return decode_utf8(data)
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            _("The file is not written in UTF-8. Save it as UTF-8 in your tool.")
        ) from error


class _BoundedTreeBuilder(TreeBuilder):
    """Builds the tree of a file, and stops at the limits of its size and depth."""

    def __init__(self):
        super().__init__()
        self._depth = self._units = self._elements = 0

    def start(self, tag, attrs):
        self._depth += 1
        self._elements += 1
        self._units += tag.rpartition("}")[2] == "tu"
        if self._units > MAX_UNITS:
            raise UnreadableFileError(
                _("There are more than %(count)d texts in the file. Import it in parts."),
                params={"count": MAX_UNITS},
            )
        if self._elements > MAX_ELEMENTS:
            raise UnreadableFileError(_("The file is too large."))
        if self._depth > MAX_DEPTH:
            raise UnreadableFileError(_("There is formatting within formatting. Remove some."))
        return super().start(tag, attrs)

    def end(self, tag):
        self._depth -= 1
        return super().end(tag)


def _parse(text: str) -> Element:
    # Tools write a reference to the DTD, which is not read; entities are refused.
    parser = XMLParser(target=_BoundedTreeBuilder(), forbid_dtd=False)
    try:
        parser.feed(text)
        return parser.close()
    except DefusedXmlException as error:
        raise UnreadableFileError(
            _("The file declares entities of XML, which are not accepted.")
        ) from error
    except ParseError as error:
        raise UnreadableFileError(
            _("The file is damaged: line %(line)d is not as a TMX file has it."),
            params={"line": error.position[0]},
        ) from error


def _local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _read_unit(contents: MemoryContents, number: int, unit: Element) -> None:
    source, targets = "", []
    for variant in unit.iterfind("{*}tuv"):
        tag = variant.get(XML_LANG) or variant.get("lang", "")  # TMX 1.1 has "lang"
        segment, language = variant.find("{*}seg"), language_for_tag(tag)
        text = "" if segment is None else tmx_inline.read_segment(segment)
        if not plain_text(text).strip():
            continue
        if language is None:
            contents.unknown[tag[:20]] += 1
        elif language.is_source:
            source = source or text
        else:
            targets.append((language.code, text))
    if not source:
        contents.without_source += 1
        return
    for code, target in targets:
        paired = tmx_inline.paired_texts(source, target)
        contents.records.append(MemoryRecord(number, code, *paired))
