"""Reads a stranger's PDF in a process of its own: ``python -m search.pdf_text 20 < file.pdf``.

A PDF can be made to break its reader, to fill the memory or never to end. All of that may happen
here: this process serves nobody else, knows no secret (it imports neither Django nor settings),
and the kernel ends it at its limits. It writes one JSON object, ``outcome`` and ``text``, the
outcomes being those of ``search.choices.Outcome``.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from search.flowing_text import flowing

# Pictures stay in memory while a file is open: a report of 300 pages with 200 MB of pictures takes
# 220 MB, one without takes 30. What needs far more was made to do harm: 3 kB can ask for terabytes.
MOST_MEMORY = 512 * 1024**2  # bytes of address space
# Some 15,000 words or 40 pages, a declaration with all its annexes. PostgreSQL keeps no positions
# of words beyond the 16,383rd of a text.
MOST_CHARACTERS = 100_000
# JSON writes a character as six bytes, one beyond the first 65,536 of Unicode as twelve.
MOST_OUTPUT = 12 * MOST_CHARACTERS + 1000  # bytes


def read(file: BinaryIO) -> tuple[str, str]:
    """Return outcome and text. A page that is damaged does not keep the others from being read."""
    try:
        document = PdfDocument(file)
    except PdfiumError as error:
        is_locked = error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY)
        return ("protected" if is_locked else "damaged"), ""
    outcome, pages, room = "read", [], MOST_CHARACTERS
    for page in _pages(document):
        if len(page) > room:
            pages.append(_beginning(page, room))
            outcome = "beginning"
            break
        pages.append(page)
        room -= len(page) + 1  # they are joined by a line's end
    if not pages:
        return "damaged", ""
    text = flowing(pages)
    return (outcome, text) if any(map(str.isalnum, text)) else ("no-text", "")


def _pages(document: PdfDocument) -> Iterator[str]:
    for number in range(len(document)):
        with suppress(PdfiumError):
            page = document[number]
            yield page.get_textpage().get_text_bounded()
            # Also closes its text; pages that stay open fill the memory.
            page.close()


def _beginning(text: str, length: int) -> str:
    """Cut a text before the word that does not fit in whole."""
    end = max(text.rfind(space, 0, length + 1) for space in " \n")
    return text[: max(end, 0)]


def _limit_this_process(seconds: int) -> None:
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_FSIZE: MOST_OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        # Refused where a lower limit holds already, or where the system knows none of this kind.
        with suppress(ValueError):
            resource.setrlimit(limit, (most, most))


def main() -> None:
    _limit_this_process(seconds=int(sys.argv[1]))
    try:
        outcome, text = read(sys.stdin.buffer)
    except MemoryError:
        outcome, text = "too-large", ""
    json.dump({"outcome": outcome, "text": text}, sys.stdout)


if __name__ == "__main__":
    main()
