"""Extract the text of an untrusted PDF in a separate process.

Run as a module, it reads the file from standard input, and its limit of CPU time in seconds from
the arguments. It writes one JSON object to standard output: ``outcome``, a value of the model field
``DocumentText.outcome``, and ``text``.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from core.limited_processes import limit_this_process
from search.upkeep.text_reflow import reflow_text

# Images stay in memory while a file is open: a report of 300 pages with 200 MB of images takes
# 220 MB, one without images 30 MB. Crafted files of 3 kB can require terabytes.
MAX_MEMORY = 512 * 1024**2  # bytes of address space
# Some 15,000 words or 40 pages, a declaration with all its annexes. PostgreSQL keeps no positions
# of words beyond the 16,383rd of a text.
MAX_CHARACTERS = 100_000
# JSON writes a character as six bytes, and one beyond the Basic Multilingual Plane as twelve.
MAX_OUTPUT = 12 * MAX_CHARACTERS + 1000  # bytes


def extract_pdf_text(file: BinaryIO) -> tuple[str, str]:
    """Return outcome and text. Damaged pages are skipped."""
    try:
        document = PdfDocument(file)
    except PdfiumError as error:
        is_locked = error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY)
        return ("protected" if is_locked else "damaged"), ""
    outcome, pages, remaining = "read", [], MAX_CHARACTERS
    for page in _pages(document):
        if len(page) > remaining:
            pages.append(_truncated(page, remaining))
            outcome = "beginning"
            break
        pages.append(page)
        remaining -= len(page) + 1  # pages are joined by a line break
    if not pages:
        return "damaged", ""
    text = reflow_text(pages)
    return (outcome, text) if any(map(str.isalnum, text)) else ("no-text", "")


def _pages(document: PdfDocument) -> Iterator[str]:
    for number in range(len(document)):
        with suppress(PdfiumError):
            page = document[number]
            yield page.get_textpage().get_text_bounded()
            # Also closes the text page; open pages would fill the memory.
            page.close()


def _truncated(text: str, length: int) -> str:
    """Cut a text before the first word that does not fit completely."""
    end = max(text.rfind(space, 0, length + 1) for space in " \n")
    return text[: max(end, 0)]


def main() -> None:
    limit_this_process(int(sys.argv[1]), MAX_MEMORY, MAX_OUTPUT)
    try:
        outcome, text = extract_pdf_text(sys.stdin.buffer)
    except MemoryError:
        outcome, text = "too-large", ""
    json.dump({"outcome": outcome, "text": text}, sys.stdout)


if __name__ == "__main__":
    main()
