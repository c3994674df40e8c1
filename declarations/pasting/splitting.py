"""The preamble and the numbered paragraphs of a text."""

from dataclasses import dataclass, field

from .text_parts import PastedTextPart

# Clauses of a preamble end in a comma, or lead to the paragraphs with a colon.
ENDS_OF_PREAMBLE_CLAUSES = (",</p>", ":</p>")
# Numbers that a document may skip; a larger one, such as a year, begins no paragraph.
MAX_GAP = 10


@dataclass
class SplitParagraph:
    """A paragraph as stored rich text; ``number`` is that of the document, if it has numbers."""

    html: str
    number: int | None = None


@dataclass
class SplitText:
    preamble: str = ""
    paragraphs: list[SplitParagraph] = field(default_factory=list)


def split_text(parts: list[PastedTextPart]) -> SplitText:
    """Split a text into its preamble and its paragraphs; every part is in one of them.

    The style of the first number is that of the paragraphs. Numbers of another style, or out of
    order, belong to lists within a paragraph. A heading becomes part of the paragraph after it.
    """
    style = next((part.style for part in parts if part.style), "")
    return _split_by_number(parts, style) if style else _split_without_numbers(parts)


def _split_by_number(parts: list[PastedTextPart], style: str) -> SplitText:
    split = SplitText()
    last, headings = 0, ""
    for part in parts:
        number = (part.number or last + 1) if part.style == style else 0
        if part.is_heading:
            headings += part.html
        elif last < number <= last + MAX_GAP or (number and not last):
            split.paragraphs.append(SplitParagraph(headings + part.html, number))
            last, headings = number, ""
        else:
            _append(split, headings + part.with_number)
            headings = ""
    _append(split, headings)
    return split


def _split_without_numbers(parts: list[PastedTextPart]) -> SplitText:
    split = SplitText()
    headings = ""
    for part in parts:
        if part.is_heading:
            headings += part.html
        elif not split.paragraphs and part.html.endswith(ENDS_OF_PREAMBLE_CLAUSES):
            split.preamble += headings + part.html
            headings = ""
        else:
            split.paragraphs.append(SplitParagraph(headings + part.html))
            headings = ""
    _append(split, headings)
    return split


def _append(split: SplitText, html: str) -> None:
    """Add to the last paragraph or, before the first one, to the preamble."""
    if split.paragraphs:
        split.paragraphs[-1].html += html
    else:
        split.preamble += html
