"""The glossary as TBX-Basic (ISO 30042:2008), which translators' tools read.

The edition of 2019 has other names of elements; more tools read those of 2008. A term is a concept
with its notes; the first approved form of a language is the preferred one.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from core.languages import site_language, source_language
from translation.choices import TermStatus
from translation.exchange.xliff_inline import NOT_WRITABLE_IN_XML
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

EXTENSION = "tbx"
CONTENT_TYPE = "application/x-tbx+xml; charset=utf-8"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Where TBX-Basic defines the data categories of 2008: a part of the format, not a link.
DATA_CATEGORIES = "http://www.lisa.org/fileadmin/standards/tbx_basic/TBXBasicXCSV02.xcs"
PREFERRED, ADMITTED, DEPRECATED = (
    f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated")
)


def write(terms: Iterable[GlossaryTerm]) -> bytes:
    """Return the terms as a file. Their forms and the locales of these must be prefetched."""
    return _write(terms, _write_term)


def write_public(terms: Iterable[GlossaryTerm]) -> bytes:
    """Return the terms as readers may have them: no notes, and only approved forms."""
    return _write(terms, _write_public_term)


def tbx_response(content: bytes, name: str) -> HttpResponse:
    """Return a file to download, by its name without an extension."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{EXTENSION}"'
    return response


def _write(terms: Iterable[GlossaryTerm], write_term: Callable) -> bytes:
    root = Element("martif", {"type": "TBX-Basic", XML_LANG: source_language().tag})
    header = SubElement(root, "martifHeader")
    source = SubElement(SubElement(header, "fileDesc"), "sourceDesc")
    _add(source, "p", settings.WAGTAIL_SITE_NAME)
    _add(SubElement(header, "encodingDesc"), "p", DATA_CATEGORIES, type="XCSURI")
    body = SubElement(SubElement(root, "text"), "body")
    for term in terms:
        write_term(SubElement(body, "termEntry", {"id": f"term-{term.pk}"}), term)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = NOT_WRITABLE_IN_XML.sub(" ", text)


def _write_term(entry: Element, term: GlossaryTerm) -> None:
    _add(entry, "descrip", term.category, type="subjectField")
    footnote = _("needs its footnote") if term.needs_footnote else ""
    for note in filter(None, [term.note, footnote]):
        _add(entry, "note", note)
    _write_languages(entry, term, term.forms.all())


def _write_public_term(entry: Element, term: GlossaryTerm) -> None:
    _add(entry, "descrip", term.category, type="subjectField")
    approved = [form for form in term.forms.all() if form.status == TermStatus.APPROVED]
    _write_languages(entry, term, approved)


def _write_languages(entry: Element, term: GlossaryTerm, forms: Iterable[GlossaryTermForm]) -> None:
    """Write the term and its definition in each language that has a form of it."""
    by_language = {source_language().code: [(term.text, PREFERRED)]}
    forms = sorted(forms, key=lambda form: form.locale.language_code)
    for code, of_language in groupby(forms, key=lambda form: form.locale.language_code):
        by_language[code] = _with_statuses(of_language)
    for code, texts in by_language.items():
        definition = term.definition_texts.get(code, "")
        _write_language(entry, site_language(code).tag, texts, definition)


def _with_statuses(forms: Iterable[GlossaryTermForm]) -> list[tuple[str, str]]:
    """Return the text and the administrative status of each form of one language."""
    texts, approved = [], PREFERRED
    for form in forms:
        if form.status == TermStatus.FORBIDDEN:
            texts.append((form.text, DEPRECATED))
        else:
            texts.append((form.text, approved))
            approved = ADMITTED
    return texts


def _write_language(
    entry: Element, tag: str, texts: list[tuple[str, str]], definition: str
) -> None:
    language = SubElement(entry, "langSet", {XML_LANG: tag})
    if definition:
        _add(language, "descrip", definition, type="definition")
    for text, status in texts:
        group = SubElement(language, "tig")
        _add(group, "term", text)
        _add(group, "termNote", status, type="administrativeStatus")
