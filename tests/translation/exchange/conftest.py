"""A page sent to translation, and its files in both formats."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from tests.translation.conftest import read_again
from translation.exchange.actions import ImportTranslations
from translation.exchange.archive import FORMATS, build_file, read_upload
from translation.models import Assignment
from translation.segments.text import load_segments

from .translation_tools import TOOLS

RICH = (
    '<p>Words with <b>weight</b> &amp; a <a href="https://example.org/">link</a>.</p>'
    "<p>One line<br/>and another.</p><p>One line<br/>and another.</p>"
)


@pytest.fixture(params=["po", "xliff"])
def file_format(request) -> str:
    """Runs a test once for each format; XLIFF for OmegaT differs in its targets only."""
    return request.param


@pytest.fixture
def translator_sl(translator):
    return translator("sl")


@pytest.fixture(scope="module")
def sent_page(home_of_module, sender) -> Page:
    """A page that is sent to Slovenian once for the tests of a module."""
    page = specimen.content(home_of_module, summary="Who we are.")
    page.body = specimen.stream(page, "body", ("text", RICH), ("heading", "What we do"))
    specimen.publish(page)
    translators.send_to_translation(sender, page, "sl")
    return page


@pytest.fixture
def page(db, sent_page):
    return read_again(sent_page)


@pytest.fixture
def assignment(page) -> Assignment:
    return Assignment.objects.get(translation__source__object_id=page.translation_key)


@pytest.fixture
def export_file(file_format) -> Callable[[Assignment], bytes]:
    return lambda assignment: build_file(assignment, file_format)


@pytest.fixture
def preview_import(translator_sl, file_format) -> Callable[..., ImportTranslations]:
    """Read a file and return the import without executing it."""

    def bring(data: bytes, only: Assignment | None = None, name: str = "") -> ImportTranslations:
        name = name or f"words.{FORMATS[file_format].EXTENSION}"
        return ImportTranslations(translator_sl, read_upload(SimpleUploadedFile(name, data)), only)

    return bring


@pytest.fixture
def round_trip(file_format, export_file, preview_import) -> Callable[..., ImportTranslations]:
    """Export a page, change the file with a translator's tool, and return its import.

    ``change`` takes each source text and returns its translation, or ``None``.
    """

    def travel(
        assignment: Assignment, change=lambda source: None, confirmed=True
    ) -> ImportTranslations:
        return preview_import(TOOLS[file_format](export_file(assignment), change, confirmed))

    return travel


def outcomes_by_source(importing: ImportTranslations) -> dict[str, str]:
    """Return the outcome of each text by its source as plain text."""
    return {item.source: item.outcome for item in importing.check().items}


def confirm_import(importing: ImportTranslations, *agreed: str) -> int:
    """Import what the preview shows, and return the number of saved texts."""
    importing.agreed = set(agreed)
    return importing.execute(importing.check().fingerprint).written


def targets_by_source(assignment: Assignment) -> dict[str, tuple[str, bool]]:
    """Return the translations by source text, each with whether it is confirmed."""
    return {
        segment.source: (segment.target, segment.is_confirmed)
        for segment in load_segments(assignment.translation)
    }
