"""The heartbeat of jobs: slow jobs are not stopped ones, and no two attempts run together."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Locale

from tests import specimens as specimen
from translation import heartbeat, tasks
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.choices import JobState
from translation.desk.actions.repeat_jobs import RepeatJobs
from translation.models import JobBatch, JobHeartbeat, TranslationJob
from translation.models.jobs import STOPPED_AFTER
from translation.notifications.mail import is_request_running

from . import slow_jobs
from .concurrency import begin_before_commit

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

with_commits = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)


@pytest.fixture
def job(home, editor, settings) -> TranslationJob:
    """A job that waits, and that no worker takes."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    request = TranslationRequest(list(Locale.objects.filter(language_code="sl")))
    return SendToTranslation(editor, [specimen.content(home)], request).execute().jobs.get()


@pytest.fixture
def work_is(monkeypatch):
    """Replace the work of the job by one of ``slow_jobs``: ``work_is("failing_job")``."""
    return lambda name: monkeypatch.setitem(
        tasks.JOB_FUNCTIONS, "send", f"{slow_jobs.__name__}.{name}"
    )


@pytest.fixture
def fast_heartbeat(monkeypatch) -> timedelta:
    """Make heartbeats frequent; return how long a job without one is not considered stopped."""
    limit = timedelta(seconds=1)
    monkeypatch.setattr("translation.heartbeat.HEARTBEAT_INTERVAL", limit / 10)
    monkeypatch.setattr("translation.models.jobs.STOPPED_AFTER", limit)
    return limit


@contextmanager
def running(job: TranslationJob) -> Iterator[None]:
    """Run the job in a thread, as a worker would, until the end of the block."""

    def work() -> None:
        try:
            tasks.run_job.call(job.pk)
        finally:
            connection.close()

    slow_jobs.has_begun.clear()
    slow_jobs.may_end.clear()
    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert slow_jobs.has_begun.wait(timeout=10)
        yield
    finally:
        slow_jobs.may_end.set()
        worker.join()


def begin(job: TranslationJob, heartbeat_at: datetime) -> TranslationJob:
    """Begin an attempt whose last heartbeat was at this time."""
    attempt = tasks._begin(job.pk)
    TranslationJob.objects.filter(pk=job.pk).update(state_changed_at=heartbeat_at)
    return attempt


def long_ago() -> datetime:
    return timezone.now() - STOPPED_AFTER - timedelta(seconds=1)


def wait_for_heartbeat(after: datetime) -> bool:
    """Wait for a heartbeat that is later than this, at most five seconds."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if JobHeartbeat.objects.filter(at__gt=after).exists():
            return True
        time.sleep(0.05)
    return False


def state_of(job: TranslationJob) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.attempts


@with_commits
@pytest.mark.parametrize(
    "work", ["slow_job", pytest.param("slow_job_in_one_transaction", marks=on_postgresql)]
)
def test_a_job_that_is_slow_but_alive_is_not_stopped(job, editor, work, work_is, fast_heartbeat):
    work_is(work)
    with running(job):
        time.sleep(1.3 * fast_heartbeat.total_seconds())
        assert TranslationJob.objects.alive().exists()
        with pytest.raises(ValidationError, match="nothing stopped"):
            RepeatJobs(editor, job.batch).execute()
    assert state_of(job) == (JobState.DONE, 1)


@pytest.mark.parametrize(("age", "is_stopped"), [(40, False), (46, True)])
def test_a_job_has_stopped_after_45_seconds_without_a_heartbeat(job, age, is_stopped):
    begin(job, timezone.now() - timedelta(seconds=age))
    assert TranslationJob.objects.stopped().exists() == is_stopped
    assert TranslationJob.objects.unfinished().exists() != is_stopped
    assert is_request_running() != is_stopped


def test_a_heartbeat_counts_after_the_beginning_of_the_attempt(job):
    attempt = begin(job, long_ago())
    heartbeat.JobHeartbeatThread(attempt).beat()
    assert not TranslationJob.objects.stopped().exists()
    assert TranslationJob.objects.alive().exists()


def test_an_attempt_stores_nothing_once_the_next_one_has_begun(job, work_is):
    work_is("overtaken_job")
    tasks.run_job.call(job.pk)
    assert not JobBatch.objects.filter(title="Stored").exists()
    assert state_of(job) == (JobState.RUNNING, 2)


def test_a_slow_attempt_does_not_end_the_wait_for_the_next_one(job, editor):
    slow = begin(job, long_ago())
    RepeatJobs(editor, job.batch).execute()
    tasks._finish(slow, JobState.FAILED, "too late")
    assert state_of(job) == (JobState.WAITING, 1)


def test_a_slow_attempt_has_no_heartbeat_for_the_next_one(job, editor):
    slow = begin(job, long_ago())
    RepeatJobs(editor, job.batch).execute()
    begin(job, long_ago())
    heartbeat.JobHeartbeatThread(slow).beat()
    assert TranslationJob.objects.stopped().exists()


@with_commits
@on_postgresql
def test_a_job_whose_results_are_being_stored_is_not_repeated(job, editor):
    """Its heartbeat may be late. A second attempt would do the same at the same time."""
    attempt = begin(job, long_ago())
    [refused] = begin_before_commit(attempt.lock, RepeatJobs(editor, job.batch).execute)
    assert "still running" in refused.messages[0]
    assert state_of(job) == (JobState.RUNNING, 1)


@with_commits
@on_postgresql
def test_the_next_attempt_waits_until_the_first_has_stored_its_results(job):
    attempt = begin(job, timezone.now())
    stored: list[str] = []

    def next_attempt() -> None:
        with transaction.atomic():
            attempt.lock()
            stored.append("second")

    assert not begin_before_commit(attempt.lock, next_attempt, lambda: stored.append("first"))
    assert stored == ["first", "second"]


@with_commits
def test_a_heartbeat_that_cannot_be_stored_is_left_out(job, work_is, fast_heartbeat, monkeypatch):
    refusals = [OperationalError("database is locked"), OperationalError("connection lost")]
    update = QuerySet.update

    def refuse(queryset, **values):
        if queryset.model is JobHeartbeat and refusals:
            raise refusals.pop()
        return update(queryset, **values)

    work_is("slow_job")
    with running(job):
        monkeypatch.setattr(QuerySet, "update", refuse)
        assert wait_for_heartbeat(after=timezone.now())
        assert not refusals
    assert state_of(job) == (JobState.DONE, 1)


@with_commits
@on_postgresql
def test_a_heartbeat_gets_a_new_connection_when_its_own_is_lost(job, work_is, fast_heartbeat):
    work_is("slow_job")
    with running(job):
        assert wait_for_heartbeat(after=timezone.now())
        # The first one is an insertion, whose last statement is COMMIT.
        assert wait_for_heartbeat(after=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND query LIKE '%jobheartbeat%'"
            )
            assert cursor.rowcount == 1
        assert wait_for_heartbeat(after=timezone.now())
    assert state_of(job) == (JobState.DONE, 1)


@pytest.mark.parametrize("work", ["failing_job", "overtaken_job"])
def test_the_heartbeat_ends_with_its_job(job, work, work_is):
    work_is(work)
    tasks.run_job.call(job.pk)
    assert not [item for item in threading.enumerate() if "heartbeat" in item.name]
