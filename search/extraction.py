"""The text of an uploaded file, read by a process that cannot harm this one."""

import json
import logging
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from .choices import Outcome

logger = logging.getLogger(__name__)

# A report of 300 pages takes a second. An upload waits for its reading where there is no worker:
# nobody should wait longer than a web server does.
MOST_SECONDS = 20
SIGNATURE, SIGNATURE_WITHIN = b"%PDF-", 1024  # bytes; readers of PDFs look as far
ROOT = Path(__file__).resolve().parent.parent
# How the kernel and PDFium itself end a reading that takes too much time or memory.
TOO_MUCH = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT}


class Extraction(NamedTuple):
    """What came out of a file: its text, or the reason why there is none."""

    outcome: Outcome
    text: str = ""


def extract(file: BinaryIO, seconds: int = MOST_SECONDS) -> Extraction:
    """Read a file from its beginning, in so many seconds at most. No content makes this fail."""
    with TemporaryFile() as copy, TemporaryFile() as answer:
        # A process can only be given a real file; storages may hold theirs elsewhere.
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        if SIGNATURE not in copy.read(SIGNATURE_WITHIN):
            return Extraction(Outcome.NOT_A_PDF)
        copy.seek(0)
        try:
            status = _read_apart(copy, answer, seconds)
        except subprocess.TimeoutExpired:
            return Extraction(Outcome.TOO_LARGE)
        if status == 0:
            answer.seek(0)
            found = json.load(answer)
            return Extraction(Outcome(found["outcome"]), found["text"])
        if status in TOO_MUCH:
            return Extraction(Outcome.TOO_LARGE)
        logger.warning("The reading of a PDF ended with status %s.", status)
        return Extraction(Outcome.DAMAGED)


def _read_apart(file: BinaryIO, answer: BinaryIO, seconds: int) -> int:
    """Run ``search.pdf_text`` without our environment, which holds secrets; return its status.

    It counts the processor's seconds, we count the clock's.
    """
    command = [sys.executable, "-m", "search.pdf_text", str(seconds)]
    ended = subprocess.run(
        command, stdin=file, stdout=answer, env={}, cwd=ROOT, timeout=seconds, check=False
    )
    return ended.returncode
