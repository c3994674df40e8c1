"""XLIFF 1.2, as memoQ and Trados read it.

``file/@original`` is the UUID of the translation, ``trans-unit/@id`` the identifier of the text
and ``extradata`` the fingerprint of the translation. Formatting and links are inline elements,
which tools protect.
"""

from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from translation.choices import SegmentState
from translation.segments.markup import markup_from_text

from . import xliff_inline
from .documents import (
    ExchangeDocument,
    TranslationUnit,
    UnreadableFileError,
    decode_utf8,
    normalised_text,
    unique_units,
)

EXTENSION = "xlf"
CONTENT_TYPE = "application/xliff+xml"
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
XLIFF_STATES = {
    SegmentState.UNTRANSLATED: "new",
    SegmentState.CHANGED: "needs-translation",
    SegmentState.UNCONFIRMED: "needs-review-translation",
    SegmentState.CONFIRMED: "translated",
}
# In a target of one of these states, the source text is no translation: a tool put it there.
UNTRANSLATED_STATES = {
    XLIFF_STATES[SegmentState.UNTRANSLATED],
    XLIFF_STATES[SegmentState.CHANGED],
}
FINAL_STATE = "final"
# The states of a confirmed translation. Any other state means that it has to be confirmed.
CONFIRMED_STATES = {XLIFF_STATES[SegmentState.CONFIRMED], "signed-off", FINAL_STATE}


def write(document: ExchangeDocument) -> bytes:
    root = Element("xliff", {"xmlns": NAMESPACE, "version": "1.2"})
    file = SubElement(
        root,
        "file",
        {
            "original": document.uuid,
            "source-language": document.source_tag,
            "target-language": document.target_tag,
            "datatype": "html",
        },
    )
    header = SubElement(file, "header")
    for text in filter(None, [document.title, document.note]):
        SubElement(header, "note").text = xliff_inline.NOT_WRITABLE_IN_XML.sub(" ", text)
    body = SubElement(file, "body")
    texts: list[tuple[Element, str]] = []
    for unit in document.units:
        texts += _write_unit(body, unit, document.is_final)
    # The texts are written after indenting, which would add white space to them.
    indent(root)
    for element, text in texts:
        xliff_inline.write_segment(element, normalised_text(text))
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _write_unit(body: Element, unit: TranslationUnit, is_final: bool) -> list[tuple[Element, str]]:
    element = SubElement(body, "trans-unit", _attributes(unit))
    source = SubElement(element, "source")
    is_final = is_final and unit.confirmed
    target = SubElement(
        element, "target", {"state": FINAL_STATE if is_final else XLIFF_STATES[unit.state]}
    )
    texts = [(source, unit.source), (target, unit.target)]
    if unit.previous:
        earlier = SubElement(element, "alt-trans", {"alttranstype": "previous-version"})
        texts.append((SubElement(earlier, "source"), unit.previous.source))
        texts.append((SubElement(earlier, "target"), unit.previous.target))
    for note in unit.notes:
        SubElement(element, "note").text = xliff_inline.NOT_WRITABLE_IN_XML.sub(" ", note)
    return texts


def _attributes(unit: TranslationUnit) -> dict[str, str]:
    attributes = {"id": unit.key, "resname": unit.path, "xml:space": "preserve"}
    if unit.limit:
        attributes |= {"maxwidth": str(unit.limit), "size-unit": "char"}
    return attributes | {"extradata": unit.base}


def read(data: bytes) -> list[ExchangeDocument]:
    """Read the documents of a file: usually one, several if a tool has merged files."""
    root = _parse(decode_utf8(data))
    if root.tag != _name("xliff"):
        raise UnreadableFileError(
            _("This is not an XLIFF 1.2 file. Save it as XLIFF 1.2 in your tool.")
        )
    documents = [_document(file) for file in root.iterfind(_name("file"))]
    if not documents:
        raise UnreadableFileError(_("There are no texts in the file."))
    return documents


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _parse(text: str) -> Element:
    try:
        return fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableFileError(
            _("The file contains a document type definition (DTD), which is not accepted.")
        ) from error
    except ParseError as error:
        raise UnreadableFileError(
            _("The file is damaged: line %(line)d is not as an XLIFF file has it."),
            params={"line": error.position[0]},
        ) from error


def _document(file: Element) -> ExchangeDocument:
    return ExchangeDocument(
        uuid=file.get("original", ""),
        source_tag=file.get("source-language", ""),
        target_tag=file.get("target-language", ""),
        units=unique_units([_unit(unit) for unit in file.iter(_name("trans-unit"))]),
    )


def _unit(element: Element) -> TranslationUnit:
    source, target = element.find(_name("source")), element.find(_name("target"))
    unit = TranslationUnit(
        element.get("id", ""),
        _text_of(source),
        _text_of(target),
        base=element.get("extradata", ""),
        path=element.get("resname", ""),
    )
    try:
        source_text, target_text = (
            xliff_inline.read_segment(source),
            xliff_inline.read_segment(target),
        )
    except xliff_inline.InlineMarkupError as error:
        return replace(unit, error=str(error))
    state = None if target is None else target.get("state")
    if source_text == target_text and state in UNTRANSLATED_STATES:
        target_text = ""
    confirmed = bool(target_text) and _is_confirmed(element, target)
    return replace(unit, source=source_text, target=target_text, confirmed=confirmed)


def _text_of(element: Element | None) -> str:
    return "" if element is None else markup_from_text("".join(element.itertext()))


def _is_confirmed(element: Element, target: Element) -> bool:
    state = target.get("state")
    return element.get("approved") == "yes" if state is None else state in CONFIRMED_STATES
