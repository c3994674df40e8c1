"""A submission and a save at the same time, in real transactions."""

import pytest
from django.db import connection

from translation.actions.review import SubmitForReview
from translation.policies import TranslationPermissionDenied

from .concurrency import begin_before_commit
from .conftest import translate_segments
from .reviewed_meeting import (  # noqa: F401 - two are fixtures
    as_read_before,
    create_translator,
    segment_at,
    send_meeting,
    write,
)


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_save_waits_for_a_submission_that_is_being_made(assignment, person):
    translate_segments(person, assignment)
    read_before = as_read_before(assignment)
    [refused] = begin_before_commit(
        SubmitForReview(person, assignment, despite_warnings=True).execute,
        lambda: write(person, read_before, "Spremenjeno."),
    )
    assert isinstance(refused, TranslationPermissionDenied)
    assert segment_at(assignment, "summary").target == "Prevod Who we are."
