"""The parts of a text from a word processor: headings, numbered items and other paragraphs."""

import re
from dataclasses import dataclass
from html import escape

# A number at the start of a paragraph: "1.", "1)" or "(1)". The style is what stands around it.
NUMBER = re.compile(r"(?P<before>\(?)(?P<number>[0-9]{1,4})(?P<after>[.)])\s+(?=\S)")
SECTION = re.compile(r"[IVX]{1,6}\.\s")
MAX_HEADING_LENGTH = 100
LIST_STYLE = "list"


@dataclass(frozen=True)
class PastedTextPart:
    """A part of a text as stored rich text.

    ``style``: how it is numbered, empty if it is not. ``number``: ``None`` for an item of a list,
    whose number the word processor counts.
    """

    html: str
    is_heading: bool = False
    style: str = ""
    number: int | None = None

    @property
    def with_number(self) -> str:
        """The text with its number, for a part that is none of the numbered paragraphs."""
        if self.style == LIST_STYLE:
            return f"<ol><li>{without_paragraph(self.html)}</li></ol>"
        marker = self.style.replace("1", str(self.number))
        return self.html.replace("<p>", f"<p>{marker} ", 1) if self.style else self.html


def without_paragraph(html: str) -> str:
    """Return the HTML of a list item, which Draftail stores without ``<p>``."""
    return html.replace("<p>", "", 1).replace("</p>", "", 1)


def text_part(html: str) -> PastedTextPart:
    """Return the part for a paragraph of inline HTML, without the number that it begins with."""
    found = NUMBER.match(html)
    if not found:
        return PastedTextPart(f"<p>{html}</p>")
    style = f"{found['before']}1{found['after']}"
    return PastedTextPart(f"<p>{html[found.end() :]}</p>", style=style, number=int(found["number"]))


def parts_of_plain_text(text: str) -> list[PastedTextPart]:
    """Return the parts of pasted text.

    A line is a paragraph, as word processors copy them. If there are empty lines, only these and
    numbers begin a paragraph, because lines of a PDF file end anywhere.
    """
    lines = [" ".join(line.split()) for line in text.replace("\0", "").splitlines()]
    is_wrapped = "" in "\n".join(lines).strip("\n").split("\n")
    paragraphs: list[list[str]] = []
    for line, before in zip(lines, ["", *lines], strict=False):
        if not line:
            continue
        if before and is_wrapped and not NUMBER.match(line) and not _is_heading(before):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    joined = [" ".join(paragraph) for paragraph in paragraphs]
    return [
        PastedTextPart(f"<h3>{escape(item)}</h3>", is_heading=True)
        if _is_heading(item)
        else text_part(escape(item, quote=False))
        for item in joined
    ]


def _is_heading(line: str) -> bool:
    is_short = len(line) <= MAX_HEADING_LENGTH and not line.endswith((".", ",", ";", ":"))
    return is_short and (line.isupper() or bool(SECTION.match(line)))
