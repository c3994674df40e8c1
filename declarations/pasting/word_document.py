"""Text parts of a DOCX file, which is not trusted: it is limited before it is parsed."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape

from bs4 import BeautifulSoup, NavigableString, Tag
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.imports import MEBIBYTE

from .text_parts import LIST_STYLE, PastedTextPart, text_part, without_paragraph

MAX_FILE_SIZE = 5 * MEBIBYTE
MAX_UNPACKED_SIZE = 30 * MEBIBYTE
MAX_XML_SIZE = 1 * MEBIBYTE  # of one part; a page of text has about 20 kB
MAX_XML_TAGS = 80_000  # of one part; mammoth needs some seconds for so many
MAX_ENTRIES = 2_000
SAFE_URL = re.compile(r"https?://|mailto:", re.IGNORECASE)
INLINE_TAGS = {"strong": "b", "b": "b", "em": "i", "i": "i"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def parts_of_word_document(data: bytes) -> list[PastedTextPart]:
    """Return the parts of a DOCX file; raise ``ValidationError`` if it is none, or too large."""
    import mammoth

    if len(data) > MAX_FILE_SIZE:
        raise ValidationError(_("The file is larger than 5 MB. Remove its pictures, for example."))
    try:
        _check_archive(data)
        html = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=lambda image: [], ignore_empty_paragraphs=True
        ).value
        return list(_parts(BeautifulSoup(html, "html.parser").children))
    except ValidationError:
        raise
    except Exception as error:
        # mammoth and the parsers below it raise many different exceptions for damaged files.
        raise ValidationError(
            _("This is not a text in the DOCX format. Save it again as DOCX in your program.")
        ) from error


def _check_archive(data: bytes) -> None:
    """Refuse what would unpack to too much, or contains entities, which can grow without end."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        texts = [item for item in entries if item.filename.endswith((".xml", ".rels"))]
        if (
            len(entries) > MAX_ENTRIES
            or sum(item.file_size for item in entries) > MAX_UNPACKED_SIZE
            or any(item.file_size > MAX_XML_SIZE for item in texts)
        ):
            raise ValidationError(_("The file is too large when it is unpacked. Divide it."))
        for item in texts:
            xml = archive.read(item)
            if xml.count(b"<") > MAX_XML_TAGS:
                raise ValidationError(_("The text is too long. Divide it."))
            if _has_declarations(xml):
                message = _("The file contains declarations that a text does not need.")
                raise ValidationError(message)


def _has_declarations(xml: bytes) -> bool:
    """Whether XML has markup declarations, in UTF-8 or in UTF-16."""
    return b"<!" in xml.replace(b"\0", b"").replace(b"<!--", b"").replace(b"<![CDATA[", b"")


def _parts(elements) -> Iterator[PastedTextPart]:
    for element in elements:
        if not isinstance(element, Tag):
            continue
        if element.name in HEADINGS:
            yield PastedTextPart(f"<h3>{_inline(element)}</h3>", is_heading=True)
        elif element.name == "ol":
            for item in element.find_all("li", recursive=False):
                yield PastedTextPart(_item(item), style=LIST_STYLE)
        elif element.name == "ul":
            yield PastedTextPart(_list(element))
        elif element.name == "table":
            for row in element.find_all("tr"):
                cells = [_inline(cell) for cell in row.find_all(["td", "th"])]
                yield PastedTextPart(f"<p>{' – '.join(filter(None, cells))}</p>")
        elif html := _inline(element):
            yield text_part(html)


def _item(item: Tag) -> str:
    """Return an item of a list as a paragraph, and the lists in it below."""
    nested = item.find_all(["ol", "ul"], recursive=False)
    lists = "".join(_list(element.extract()) for element in nested)
    return f"<p>{_inline(item)}</p>{lists}"


def _list(element: Tag) -> str:
    items = "".join(
        f"<li>{without_paragraph(_item(item))}</li>"
        for item in element.find_all("li", recursive=False)
    )
    return f"<{element.name}>{items}</{element.name}>"


def _inline(element: Tag) -> str:
    """Return the text of an element with bold, italics and links, and nothing else."""
    pieces = []
    for child in element.children:
        if isinstance(child, NavigableString):
            pieces.append(escape(child, quote=False))
        elif isinstance(child, Tag):
            text = _inline(child)
            url = child.get("href", "") if child.name == "a" else ""
            if text.strip() and child.name in INLINE_TAGS:
                text = f"<{INLINE_TAGS[child.name]}>{text}</{INLINE_TAGS[child.name]}>"
            elif SAFE_URL.match(url):
                text = f'<a href="{escape(url)}">{text}</a>'
            pieces.append(" " if child.name == "br" else text)
    return "".join(pieces).strip()
