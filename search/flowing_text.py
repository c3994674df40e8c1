"""From the lines of printed pages to a text that can be searched and quoted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# A word with hyphens inside a line, and a word that goes on in the next one. The length of a part
# is limited so that a text without spaces is read in reasonable time.
COMPOUND = re.compile(r"\w{1,40}(?:-\w{1,40})+")
DIVIDED = re.compile(r"(\w{1,40})-\n+(\w{1,40})")
# PDFium writes the hyphen of a divided word as a control character, in place of the line's end.
DIVISION = re.compile("[\x02\ufffe]")
HYPHEN_AT_LINE_END = re.compile("[\xad\u2010](?=\n)")
SPACES = re.compile(r"[^\S\n]+")
SENTENCE_END = re.compile(r"[.!?:;][\"”“»’)\]]*$")


def flowing(pages: Iterable[str]) -> str:
    """Join divided words and the lines of each paragraph; one line of the result is a paragraph.

    Characters that cannot be seen or stored are left out, marks are joined with their letters.
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
    """Join the halves of a word: without the hyphen, unless it is the word's own.

    That it is, shows in another place where the word is not divided, or in what follows: nobody
    divides a word before a capital letter or a digit.
    """
    goes_on = end[0].islower() or (start.isupper() and end[0].isupper())
    if goes_on and f"{start}-{end}".lower() not in compounds:
        return start + end
    return f"{start}-{end}"


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """The lines of each paragraph together, as far as a printed page tells where it ends.

    It ends with a sentence, or in a line that has room for much more than the lines around it.
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
