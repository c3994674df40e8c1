"""A page out for translation, as files of either format."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import specimens as specimen
from translation.actions.exchange import ImportWords
from translation.exchange.archive import FORMATS, read_upload, write_one
from translation.models import Assignment
from translation.words.segments import load_segments

from .tools import TOOLS

RICH = (
    '<p>Words with <b>weight</b> &amp; a <a href="https://example.org/">link</a>.</p>'
    "<p>One line<br/>and another.</p><p>One line<br/>and another.</p>"
)


@pytest.fixture(params=sorted(FORMATS))
def kind(request) -> str:
    """Every test that asks for it holds for each format."""
    return request.param


@pytest.fixture
def person(translator):
    return translator("sl")


@pytest.fixture
def page(home):
    page = specimen.content(home, summary="Who we are.")
    page.body = specimen.stream(page, "body", ("text", RICH), ("heading", "What we do"))
    return specimen.publish(page)


@pytest.fixture
def assignment(sent, page) -> Assignment:
    return sent("sl", page)


@pytest.fixture
def exported(kind) -> Callable[[Assignment], bytes]:
    return lambda assignment: write_one(assignment, kind)


@pytest.fixture
def brought(person, kind) -> Callable[..., ImportWords]:
    """Read a file, and look at what it would change."""

    def bring(data: bytes, only: Assignment | None = None, name: str = "") -> ImportWords:
        name = name or f"words.{FORMATS[kind].EXTENSION}"
        return ImportWords(person, read_upload(SimpleUploadedFile(name, data)), only)

    return bring


@pytest.fixture
def returned(kind, exported, brought) -> Callable[..., ImportWords]:
    """Take a page out, let a tool work on it, and look at what comes back.

    ``change`` gets each source text and returns the words for it, or nothing.
    """

    def travel(assignment: Assignment, change=lambda source: None, confirmed=True) -> ImportWords:
        return brought(TOOLS[kind](exported(assignment), change, confirmed))

    return travel


def outcomes(importing: ImportWords) -> dict[str, str]:
    """What becomes of each text, by its source as a reader sees it."""
    return {item.source: item.outcome for item in importing.items}


def agree(importing: ImportWords, *agreed: str) -> int:
    return importing.execute(importing.state, agreed)


def words(assignment: Assignment) -> dict[str, tuple[str, bool]]:
    """The words on the site by source text, and whether they are confirmed."""
    return {
        segment.source: (segment.target, segment.is_confirmed)
        for segment in load_segments(assignment.translation)
    }
