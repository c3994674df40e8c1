"""Extract the text of an uploaded file in a separate, limited process."""

import json
import logging
import shutil
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from core.limited_processes import LIMIT_EXCEEDED, run_limited
from search.choices import ExtractionOutcome

logger = logging.getLogger(__name__)

# A report of 300 pages takes a second. Without a worker, an upload waits for the extraction, which
# therefore has to end before the timeout of the web server.
MAX_SECONDS = 20
SIGNATURE, SIGNATURE_RANGE = b"%PDF-", 1024  # bytes; PDF readers search as far


class TextExtraction(NamedTuple):
    """The text of a file, or the reason why there is none."""

    outcome: ExtractionOutcome
    text: str = ""


def extract_text(file: BinaryIO, seconds: int = MAX_SECONDS) -> TextExtraction:
    """Extract the text of a file within this time. Never raises, whatever the file contains."""
    with TemporaryFile() as copy, TemporaryFile() as output:
        # Only a file of the operating system can be passed to a process; storages may have others.
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        if SIGNATURE not in copy.read(SIGNATURE_RANGE):
            return TextExtraction(ExtractionOutcome.NOT_A_PDF)
        copy.seek(0)
        module = f"{__package__}.pdf_text"
        status = run_limited(module, file=copy, output=output, seconds=seconds)
        if status == 0:
            output.seek(0)
            found = json.load(output)
            return TextExtraction(ExtractionOutcome(found["outcome"]), found["text"])
        if status in LIMIT_EXCEEDED:
            return TextExtraction(ExtractionOutcome.TOO_LARGE)
        logger.warning("The extraction of a PDF ended with status %s.", status)
        return TextExtraction(ExtractionOutcome.DAMAGED)
