"""Reads a stranger's PDF in a process of its own: ``python -m search.pdf_text < file.pdf``.

A PDF can be made to break its reader, to fill the memory or never to end. All of that may happen
here: this process serves nobody else, knows no secret (it imports neither Django nor settings),
and the kernel ends it at its limits. It writes one JSON object, ``outcome`` and ``text``, the
outcomes being those of search/choices.py.
"""

import resource
from contextlib import suppress

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

# A strategy of 300 pages takes a second and 60 MB; what needs far more was made to do harm. The
# time is the processor's; whoever starts this process also looks at the clock.
MOST_SECONDS = 20
MOST_MEMORY = 512 * 1024**2  # bytes of address space
# Some 15,000 words or 40 pages: a declaration with all its annexes. PostgreSQL keeps no position
# beyond the 16,383rd word of a text.
MOST_CHARACTERS = 100_000
# JSON writes a character as six bytes, or as twelve beyond the first 65,536 of Unicode.
MOST_OUTPUT = 12 * MOST_CHARACTERS + 1000  # bytes


def limit_this_process() -> None:
    limits = {
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_FSIZE: MOST_OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        # Refused where a lower limit holds already, or where the system knows none of this kind.
        with suppress(ValueError):
            resource.setrlimit(limit, (most, most))


def read(file) -> tuple[str, str]:
    """Return outcome and text of an open PDF."""
    try:
        document = PdfDocument(file)
    except PdfiumError as error:
        is_locked = error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY)
        return ("protected" if is_locked else "damaged"), ""
    ...
