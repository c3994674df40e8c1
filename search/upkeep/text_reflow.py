"""Reflow the lines of printed pages into paragraphs that can be searched and quoted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# A word with hyphens inside a line, and a word that continues on the next one. The length of a
# part is limited so that a text without spaces is matched in reasonable time.
COMPOUND = re.compile(r"\w{1,40}(?:-\w{1,40})+")
DIVIDED = re.compile(r"(\w{1,40})-\n+(\w{1,40})")
# PDFium replaces the hyphen and the line break of a divided word by a control character.
DIVISION = re.compile("[\x02\ufffe]")
HYPHEN_AT_LINE_END = re.compile("[\xad\u2010](?=\n)")
SPACES = re.compile(r"[^\S\n]+")
SENTENCE_END = re.compile(r"[.!?:;][\"”“»’)\]]*$")


def reflow_text(pages: Iterable[str]) -> str:
    """Join divided words and the lines of each paragraph; one line of the result is a paragraph.

    Invisible characters and those that cannot be stored are removed. The text is NFC.
    """
    cleaned = [_clean(page) for page in pages]
    compounds = {word.lower() for page in cleaned for word in COMPOUND.findall(page)}
    paragraphs = [
        DIVIDED.sub(lambda divided: _joined(*divided.groups(), compounds), paragraph)
        for page in cleaned
        for paragraph in _paragraphs(page.split("\n"))
    ]
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _clean(page: str) -> str:
    page = DIVISION.sub("-\n", page.replace("\r\n", "\n").replace("\r", "\n"))
    page = SPACES.sub(" ", HYPHEN_AT_LINE_END.sub("-", page))
    visible = "".join(letter for letter in page if letter == "\n" or letter.isprintable())
    return unicodedata.normalize("NFC", visible)


def _joined(start: str, end: str, compounds: set[str]) -> str:
    """Join the halves of a divided word, without the hyphen unless it is part of the word.

    The hyphen is part of the word if the text contains the word undivided elsewhere, or if a
    capital letter or a digit follows: no hyphenation divides a word there.
    """
    continues = end[0].islower() or (start.isupper() and end[0].isupper())
    if continues and f"{start}-{end}".lower() not in compounds:
        return start + end
    return f"{start}-{end}"


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the lines of each paragraph together, as far as its end can be detected.

    A paragraph ends with a sentence, or with a line much shorter than the lines around it.
    """
    paragraph = ""
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        paragraph += f"{line}\n"
        is_short = len(line) < 2 / 3 * max(len(before), len(after)) and not line.endswith("-")
        if paragraph.strip() and (is_short or SENTENCE_END.search(line)):
            yield paragraph
            paragraph = ""
    if paragraph.strip():
        yield paragraph
