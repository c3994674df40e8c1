"""Imports of many texts: a background job writes them, all or none."""

import pytest

from translation.actions.write import WriteSegment
from translation.choices import JobKind, JobState
from translation.exchange import background_import
from translation.exchange.archive import build_file
from translation.models import JobBatch, TranslationJob
from translation.segments.text import load_segments
from translation.tasks import run_job

from .conftest import targets_by_source
from .test_views import change_title, confirm_import, upload
from .translation_tools import TOOLS

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _few_texts_in_a_request(monkeypatch):
    monkeypatch.setattr(background_import, "MAX_TEXTS_IN_REQUEST", 1)


@pytest.fixture
def imported(assignment, translator_sl, client_for, django_capture_on_commit_callbacks):
    """Import another title in the background; ``imported()`` returns the response."""
    client = client_for(translator_sl)
    data = TOOLS["xliff"](build_file(assignment, "xliff"), change_title("O nas"), True)

    def run(execute: bool = True):
        with django_capture_on_commit_callbacks(execute=execute):
            return confirm_import(client, upload(client, data))

    return run


def test_many_texts_are_imported_by_a_job_whose_progress_is_shown(imported, assignment):
    response = imported()
    job = TranslationJob.objects.get()
    assert (job.kind, job.state) == (JobKind.IMPORT, JobState.DONE)
    assert targets_by_source(assignment)["About us"] == ("O nas", True)
    assert response.redirect_chain[-1][0].endswith(f"/orders/{job.batch_id}/")
    page = response.client.get(response.redirect_chain[-1][0]).content.decode()
    assert "1 text was saved." in page


def test_nothing_is_saved_if_a_text_has_changed_before_the_job_begins(
    imported, assignment, translator_sl
):
    imported(execute=False)
    segment = next(
        item for item in load_segments(assignment.translation) if item.source == "About us"
    )
    WriteSegment(translator_sl, assignment, segment, "Med tem").execute()
    job = TranslationJob.objects.get()
    run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "changed since the preview" in job.error
    assert targets_by_source(assignment)["About us"] == ("Med tem", True)


def test_a_person_who_has_left_the_team_imports_nothing_any_more(
    imported, assignment, translator_sl
):
    imported(execute=False)
    translator_sl.groups.clear()
    job = TranslationJob.objects.get()
    run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert targets_by_source(assignment)["About us"] == ("", False)


def test_a_job_writes_what_was_confirmed_once(imported, assignment):
    imported()
    job = TranslationJob.objects.get()
    run_job.call(job.pk)
    assert assignment.translation.segment_changes.count() == 1
    assert JobBatch.objects.count() == 1
