"""What PDF/UA-1 (ISO 14289-1) asks of a file, as far as its structure tells.

The numbers are those of the standard's clauses. A validator such as veraPDF, which needs Java,
checks more; it is not on the registries that this project installs from.
"""

from collections.abc import Iterator
from io import BytesIO

import pikepdf

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
SHOWING = {"Tj", "TJ", "'", '"', "Do", "sh", "EI", "f", "f*", "F", "B", "B*", "b", "b*", "S", "s"}


def structure_faults(pdf: bytes, tag: str) -> list[str]:
    """Return in words what is wrong with a file whose language is ``tag``."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            *_document_faults(opened, tag),
            *_element_faults(opened),
            *(fault for page in opened.pages for fault in _page_faults(page)),
        ]


def heading_levels(pdf: bytes) -> list[int]:
    """Return the levels of the headings in the order of reading."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        elements = list(_elements(opened.Root.StructTreeRoot))
        return [HEADINGS[str(item.S)] for item in elements if str(item.S) in HEADINGS]


def languages_of(pdf: bytes) -> set[str]:
    """Return the languages that are named anywhere in the file."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        dictionaries = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
        named = {str(item.Lang) for item in dictionaries if "/Lang" in item}
        for page in opened.pages:
            for operands, _ in pikepdf.parse_content_stream(page, "BDC"):
                if "/Lang" in operands[1]:
                    named.add(str(operands[1].Lang))
        return named


def bookmarks(pdf: bytes) -> list[str]:
    """Return the titles of the outline, each with two spaces for its depth."""
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        return list(_titles(outline.root, ""))


def _titles(items, indentation: str) -> Iterator[str]:
    for item in items:
        yield f"{indentation}{item.title}"
        yield from _titles(item.children, f"{indentation}  ")


def _document_faults(opened: pikepdf.Pdf, tag: str) -> Iterator[str]:
    root = opened.Root
    with opened.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "5: the metadata do not say PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "7.1: no title in the metadata"
        if metadata.get("dc:language") != {tag}:
            yield f"7.2: the metadata say {metadata.get('dc:language')}"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "7.1: not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "7.1: a viewer shows the name of the file and not the title"
    if str(root.get("/Lang")) != tag:
        yield f"7.2: the language is {root.get('/Lang')}"
    if "/Outlines" not in root:
        yield "7.17: no bookmarks"
    for page in opened.pages:
        if "/Annots" in page and page.get("/Tabs") != pikepdf.Name.S:
            yield f"7.18.3: the tab order of page {page.index + 1} is not that of the structure"


def _element_faults(opened: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for element in _elements(opened.Root.StructTreeRoot):
        kind = str(element.S)
        if kind in HEADINGS:
            if HEADINGS[kind] > level + 1:
                yield f"7.4.2: {kind} after level {level}"
            level = HEADINGS[kind]
        if kind in ("/Figure", "/Formula") and not (
            element.get("/Alt") or element.get("/ActualText")
        ):
            yield f"7.3: {kind} without alternative text"
        if kind == "/TH" and "/A" not in element:
            yield "7.5: a heading of a table without scope"
    if not level:
        yield "7.4: no headings"


def _elements(element) -> Iterator[pikepdf.Dictionary]:
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _elements(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        yield from _elements(element.get("/K"))


def _page_faults(page: pikepdf.Page) -> Iterator[str]:
    """7.1: everything that is drawn is part of the structure, or an artifact."""
    depth = 0
    for _, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in SHOWING and not depth:
            yield f"7.1: {name} on page {page.index + 1} is neither tagged nor an artifact"
            return
