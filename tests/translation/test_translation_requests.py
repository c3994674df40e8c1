"""Translation requests: their progress, failed jobs, and repeating jobs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from tests import specimens as specimen
from translation import tasks
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.choices import JobState
from translation.desk.actions.repeat_jobs import RepeatJobs
from translation.models import JobBatch, TranslationJob
from translation.models.jobs import STOPPED_AFTER
from translation.policies import TranslationPermissionDenied
from translation.roles import AUTHOR

from .conftest import create_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_translation(home, editor):
    """Request translations of one page; no job has been run yet."""

    def request(*codes: str, page=None) -> JobBatch:
        page = page or specimen.content(home)
        locales = list(Locale.objects.filter(language_code__in=codes))
        return SendToTranslation(editor, [page], TranslationRequest(locales)).execute()

    return request


@pytest.fixture
def run_jobs_on_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def batch_url(batch: JobBatch, name: str = "job_batch", *more) -> str:
    return reverse(f"translation:{name}", args=[batch.pk, *more])


def run_jobs(batch: JobBatch) -> None:
    for job in batch.jobs.all():
        tasks.run_job.enqueue(job.pk)


def job_states(batch: JobBatch) -> list[str]:
    return sorted(batch.jobs.values_list("state", flat=True))


def make_stopped(jobs) -> None:
    """Make jobs look as if their worker had been killed a minute ago."""
    long_ago = timezone.now() - STOPPED_AFTER - timedelta(seconds=1)
    jobs.update(state=JobState.RUNNING, state_changed_at=long_ago, attempts=1)


def test_the_progress_counts_what_is_done_waiting_and_failed(
    editor_client, request_translation, home
):
    batch = request_translation("sl", "mk", "hr")
    first, second, _third = batch.jobs.all()
    TranslationJob.objects.filter(pk=first.pk).update(state=JobState.DONE)
    TranslationJob.objects.filter(pk=second.pk).update(state=JobState.FAILED, error="ValueError: 7")
    html = editor_client.get(batch_url(batch)).content.decode()
    assert "1 of 3 done, 1 waiting, 1 failed" in html
    assert "ValueError: 7" in html
    assert "job-progress.js" in html


def test_the_page_of_a_finished_request_does_not_poll_the_server(
    editor_client, request_translation
):
    batch = request_translation("sl")
    run_jobs(batch)
    html = editor_client.get(batch_url(batch)).content.decode()
    assert "1 of 1 done" in html
    assert "job-progress.js" not in html


def test_the_progress_can_be_requested_without_the_page(editor_client, request_translation):
    html = editor_client.get(
        batch_url(request_translation("sl"), "job_batch_progress")
    ).content.decode()
    assert "<html" not in html
    assert "0 of 1 done, 1 waiting" in html


def test_a_failed_job_shows_its_error_and_can_be_repeated(
    editor_client, request_translation, monkeypatch, run_jobs_on_commit
):
    batch = request_translation("sl")

    monkeypatch.setitem(tasks.JOB_FUNCTIONS, "send", f"{__name__}.nowhere")
    run_jobs(batch)
    assert job_states(batch) == [JobState.FAILED]
    monkeypatch.undo()
    with run_jobs_on_commit():
        editor_client.post(batch_url(batch, "job_batch_repeat_job", batch.jobs.get().pk))
    assert job_states(batch) == [JobState.DONE]
    assert batch.jobs.get().attempts == 2
    assert batch.jobs.get().error == ""


def test_all_failed_jobs_are_repeated_together_and_no_others(
    editor_client, request_translation, run_jobs_on_commit
):
    batch = request_translation("sl", "mk", "hr")
    run_jobs(batch)
    done = batch.jobs.first()
    batch.jobs.exclude(pk=done.pk).update(state=JobState.FAILED)
    with run_jobs_on_commit():
        editor_client.post(batch_url(batch, "job_batch_repeat"))
    assert job_states(batch) == [JobState.DONE] * 3
    assert batch.jobs.get(pk=done.pk).attempts == 1


def test_a_job_for_a_deleted_page_shows_that_the_page_is_deleted(
    editor_client, request_translation, home
):
    page = specimen.content(home)
    batch = request_translation("sl", page=page)
    page.delete()
    run_jobs(batch)
    assert job_states(batch) == [JobState.DELETED]
    html = editor_client.get(batch_url(batch)).content.decode()
    assert "This page is gone" in html
    assert "1 of 1 done" in html
    assert not batch.jobs.repeatable().exists()


def test_a_stopped_job_is_shown_as_stopped_and_can_be_repeated(
    editor_client, editor, request_translation, run_jobs_on_commit
):
    batch = request_translation("sl")
    make_stopped(batch.jobs)
    html = editor_client.get(batch_url(batch)).content.decode()
    assert "0 of 1 done, 1 stopped" in html
    assert "It was interrupted before it was finished" in html
    with run_jobs_on_commit():
        RepeatJobs(editor, batch).execute()
    assert job_states(batch) == [JobState.DONE]


def test_a_running_job_is_not_repeated(editor, request_translation):
    batch = request_translation("sl")
    batch.jobs.update(state=JobState.RUNNING)
    with pytest.raises(Exception, match="Nothing to repeat"):
        RepeatJobs(editor, batch).execute()
    assert job_states(batch) == [JobState.RUNNING]


def test_a_slow_worker_does_not_overwrite_the_state_of_a_repeated_job(request_translation):
    """Its result is not saved after another worker has started the same job."""
    batch = request_translation("sl")
    batch.jobs.update(state=JobState.RUNNING, attempts=1)
    slow = batch.jobs.get()
    batch.jobs.update(attempts=2)
    tasks._finish(slow, JobState.FAILED, "too late")
    assert job_states(batch) == [JobState.RUNNING]


def test_a_job_that_is_enqueued_several_times_runs_once(request_translation):
    batch = request_translation("sl")
    run_jobs(batch)
    run_jobs(batch)
    assert batch.jobs.get().attempts == 1


def test_the_list_shows_all_that_failed_or_stopped_and_repeats_it_together(
    request_translation, editor_client, home, run_jobs_on_commit
):
    failed, stopped, waiting, done = (
        request_translation("sl", page=specimen.content(home, slug=slug))
        for slug in ("failed", "stopped", "waiting", "done")
    )
    failed.jobs.update(state=JobState.FAILED)
    make_stopped(stopped.jobs)
    run_jobs(done)
    url = reverse("translation:job_batches")
    listed = editor_client.get(url, {"state": "failed"})
    assert set(listed.context["object_list"]) == {failed, stopped}
    assert "2 jobs failed or stopped" in listed.content.decode()
    assert "1 job of translation requests is not finished" in listed.content.decode()
    unfinished = editor_client.get(url, {"state": "unfinished"}).context["object_list"]
    assert list(unfinished) == [waiting]
    with run_jobs_on_commit():
        response = editor_client.post(reverse("translation:job_batches_repeat"), follow=True)
    assert "2 are being repeated." in response.content.decode()
    assert job_states(failed) == job_states(stopped) == [JobState.DONE]
    assert job_states(waiting) == [JobState.WAITING]
    assert "failed or stopped</a>" not in response.content.decode()


def test_nobody_repeats_the_jobs_of_others_together_with_their_own(
    request_translation, coordinator, home, client_for
):
    own = request_translation("sl")
    other = request_translation("sl", page=specimen.content(home, slug="other"))
    JobBatch.objects.filter(pk=other.pk).update(requested_by=coordinator)
    TranslationJob.objects.update(state=JobState.FAILED)
    client_for(own.requested_by).post(reverse("translation:job_batches_repeat"))
    assert job_states(own) == [JobState.WAITING]
    assert job_states(other) == [JobState.FAILED]


def test_a_coordinator_repeats_the_jobs_of_everybody(request_translation, coordinator, client_for):
    batch = request_translation("sl")
    JobBatch.objects.update(requested_by=None)
    batch.jobs.update(kind="derive", state=JobState.FAILED)
    client = client_for(coordinator)
    start_page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 job failed or stopped" in start_page
    assert f"{reverse('translation:job_batches')}?state=failed" in start_page
    client.post(reverse("translation:job_batches_repeat"))
    assert job_states(batch) == [JobState.WAITING]
    start_page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 job that follows from publications and releases is not finished" in start_page


def test_only_the_requester_and_coordinators_repeat_jobs(
    request_translation, coordinator, translator, client_for
):
    batch = request_translation("sl")
    batch.jobs.update(state=JobState.FAILED)
    with pytest.raises(TranslationPermissionDenied):
        RepeatJobs(translator("sl"), batch).check()
    RepeatJobs(coordinator, batch).check()


def test_repeating_jobs_requires_a_post_request(editor_client, request_translation):
    assert (
        editor_client.get(batch_url(request_translation("sl"), "job_batch_repeat")).status_code
        == 405
    )


def test_a_translator_does_not_see_requests_of_others(client_for, translator, request_translation):
    batch, client = request_translation("sl"), client_for(translator("sl"))
    assert client.get(batch_url(batch)).status_code == 302
    assert batch.title not in client.get(reverse("translation:job_batches")).content.decode()


def test_the_list_of_requests_can_be_filtered_to_ones_own(
    editor_client, coordinator, client_for, request_translation
):
    batch = request_translation("sl")
    url = reverse("translation:job_batches")
    assert batch.title in editor_client.get(url).content.decode()
    client = client_for(coordinator)
    assert batch in client.get(url).context["object_list"]
    assert batch not in client.get(url, {"whose": "mine"}).context["object_list"]
    assert batch not in client.get(url, {"kind": "derive"}).context["object_list"]


def test_a_request_without_a_requester_is_labelled(editor_client, request_translation):
    url = batch_url(request_translation("sl"))
    assert "Requested by editor" in editor_client.get(url).content.decode()
    JobBatch.objects.update(requested_by=None)
    assert "Requested automatically" in editor_client.get(url).content.decode()


def test_automatic_synchronisation_is_listed_only_while_it_is_unfinished(
    editor_client, request_translation
):
    url, batch = reverse("translation:job_batches"), request_translation("sl")
    batch.jobs.update(kind="derive", state=JobState.FAILED)
    assert batch in editor_client.get(url).context["object_list"]
    batch.jobs.update(state=JobState.DONE)
    assert batch not in editor_client.get(url).context["object_list"]
    assert batch in editor_client.get(url, {"kind": "derive"}).context["object_list"]


def test_the_number_of_queries_does_not_depend_on_the_number_of_jobs(
    editor_client, request_translation, home
):
    one = request_translation("sl")
    many = request_translation(
        "sl", "mk", "hr", "bs", "bg", "ro", page=specimen.content(home, slug="other")
    )
    for batch in (one, many):
        run_jobs(batch)
    editor_client.get(batch_url(one))
    counts = []
    for batch in (one, many):
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(batch_url(batch))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_number_of_queries_does_not_depend_on_the_number_of_requests(
    editor_client, request_translation, home
):
    url, counts = reverse("translation:job_batches"), []
    for slug in ("one", "two", "three"):
        request_translation("sl", page=specimen.content(home, slug=slug))
        editor_client.get(url)
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_somebody_outside_the_teams_is_told_why_there_are_no_requests(client_for, home):
    person = create_account("outsider", Group.objects.get(name=AUTHOR.name))
    response = client_for(person).get(reverse("translation:job_batches"), follow=True)
    assert "You are not in a translation team." in response.content.decode()
