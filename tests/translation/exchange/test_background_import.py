"""Imports of many texts: a background job writes them, all or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import JobKind, JobState
from translation.exchange import background_import
from translation.exchange.actions import ImportTranslations
from translation.exchange.archive import build_file, read_upload
from translation.exchange.background_import import RequestImport
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
    """Import another title in the background; ``imported()`` returns the response.

    ``meanwhile`` is called between the preview and its confirmation.
    """
    client = client_for(translator_sl)
    data = TOOLS["xliff"](build_file(assignment, "xliff"), change_title("O nas"), True)

    def run(execute: bool = True, meanwhile=lambda: None):
        with django_capture_on_commit_callbacks(execute=execute):
            preview = upload(client, data)
            meanwhile()
            return confirm_import(client, preview)

    return run


def write_title(assignment, person, text: str) -> None:
    segments = load_segments(assignment.translation)
    title = next(item for item in segments if item.source == "About us")
    WriteSegment(person, assignment, title, text).execute()


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
    write_title(assignment, translator_sl, "Med tem")
    job = TranslationJob.objects.get()
    run_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "changed since the preview" in job.error
    assert targets_by_source(assignment)["About us"] == ("Med tem", True)


def test_another_preview_is_shown_if_a_text_has_changed_before_the_confirmation(
    imported, assignment, translator_sl
):
    response = imported(meanwhile=lambda: write_title(assignment, translator_sl, "Med tem"))
    assert "The site has changed since." in response.content.decode()
    assert not TranslationJob.objects.exists()


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


def test_an_import_whose_worker_was_killed_after_it_had_saved_is_done_when_repeated(
    imported, assignment
):
    imported()
    TranslationJob.objects.update(state=JobState.WAITING)
    job = TranslationJob.objects.get()
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"written": 1})


def test_the_file_is_not_kept_once_its_texts_are_saved(imported):
    imported()
    assert "About us" not in str(JobBatch.objects.get().request_data)


def test_a_job_names_a_page_that_is_imported_and_none_that_is_left_out(
    assignment, translator_sl, send_to_translation, home
):
    other = send_to_translation("mk", specimen.content(home, "other", title="For others"))
    files = [
        TOOLS["xliff"](build_file(item, "xliff"), change_title("O nas"), True)
        for item in (other, assignment)
    ]
    documents = [read_upload(SimpleUploadedFile("words.xlf", data))[0] for data in files]
    importing = ImportTranslations(translator_sl, documents)
    job = RequestImport(importing, importing.check().fingerprint).execute().jobs.get()
    assert (job.title, job.locale.language_code) == (assignment.title, "sl")
