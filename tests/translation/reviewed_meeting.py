"""A meeting with a summary and a document, sent to Slovenian and submitted for review."""

import pytest
from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from translation.actions.override import SetSegmentOverride
from translation.actions.review import ApproveTranslation, SubmitForReview
from translation.actions.write import WriteSegment
from translation.models import Assignment
from translation.segments.text import load_segments

from .conftest import read_again, translate_segments


def _send_new_meeting(home, user) -> Assignment:
    meeting = specimen.meeting(home, summary="Who we are.")
    document = specimen.file_block(specimen.document())
    meeting.documents = specimen.stream(meeting, "documents", ("file", document))
    specimen.publish(meeting)
    return translators.send_to_translation(user, meeting, "sl")


@pytest.fixture(name="assignment")
def send_meeting(home, editor) -> Assignment:
    """A page with a summary and a document, sent to Slovenian."""
    return _send_new_meeting(home, editor)


@pytest.fixture(name="made_assignment", scope="module")
def send_meeting_of_module(home_of_module, sender) -> Assignment:
    return _send_new_meeting(home_of_module, sender)


@pytest.fixture(name="assignment")
def read_meeting_of_module(db, made_assignment) -> Assignment:
    """As ``send_meeting``, but sent once for a module; not for tests with real transactions."""
    return read_again(made_assignment)


@pytest.fixture(name="person")
def create_translator(translator):
    return translator("sl")


@pytest.fixture(name="submitted")
def submit_meeting(assignment, person) -> Assignment:
    translate_segments(person, assignment)
    return SubmitForReview(person, assignment, despite_warnings=True).execute()


def as_read_before(assignment: Assignment) -> Assignment:
    """Return the assignment as another request has read it."""
    return Assignment.objects.get(pk=assignment.pk)


def segment_at(assignment: Assignment, path: str):
    return next(item for item in load_segments(assignment.translation) if item.path == path)


def write(person, assignment: Assignment, text: str, path: str = "summary") -> None:
    WriteSegment(person, assignment, segment_at(assignment, path), text).execute()


def document_segment(assignment: Assignment):
    return assignment.translation.source.overridablesegment_set.get(
        context__path__endswith="document"
    )


def choose_document(person, assignment: Assignment):
    document = specimen.document()
    SetSegmentOverride(person, assignment, document_segment(assignment), document.pk).execute()
    return document


def approve(person, assignment: Assignment) -> None:
    ApproveTranslation(person, assignment, assignment.revision_id).execute()


def live_page(assignment: Assignment):
    return Page.objects.get(pk=assignment.translation.get_target_instance().pk).specific
