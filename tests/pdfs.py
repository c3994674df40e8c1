"""PDF files: their text, and minimal ones for tests of text extraction."""

import zlib

import pypdfium2

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PICTURE = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF with collapsed white space and without hyphenation."""
    return " ".join(" ".join(texts_of_pages(pdf)).replace("\x02", "").split())


def texts_of_pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def written(*lines: str, pages: int = 1) -> bytes:
    """Return a PDF with these lines of text on each of its pages."""
    shown = b" ".join(b"(%s) Tj T*" % line.encode("ascii") for line in lines)
    return document(b"BT /F 12 Tf 14 TL 72 720 Td " + shown + b" ET", pages=pages)


def scan() -> bytes:
    """Return a page with an image and no text."""
    return document(b"q 600 0 0 800 0 0 cm /X Do Q", stream(b"\x80", PICTURE))


def endless() -> bytes:
    """Return ten thousand pages, each with 250 000 changes of colour and nothing else."""
    return document(b"0 g " * 250_000, pages=10_000)


def exploding() -> bytes:
    """Return a page with twelve levels of nested forms, each drawing the next one ten times."""
    inner = [
        stream(b"/X Do " * 10, FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1))
        for number in range(6, 18)
    ]
    return document(b"/X Do", *inner, stream(b"", FORM))


def document(content: bytes, *more: bytes, pages: int = 1) -> bytes:
    """Return pages with this content. The first of ``more`` is object 6, which ``/X Do`` draws."""
    return _file(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b"3 0 R " * pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        stream(content),
        FONT,
        *more,
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    opening = b"<<%s/Filter/FlateDecode/Length %d>>stream\n" % (entries, len(packed))
    return opening + packed + b"\nendstream"


def _file(*objects: bytes) -> bytes:
    """Return a file of objects numbered from 1, with their cross-reference table."""
    body, offsets = b"%PDF-1.7\n", b""
    for number, content in enumerate(objects, start=1):
        offsets += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, offsets)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + table + trailer
