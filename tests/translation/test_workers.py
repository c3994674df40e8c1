"""Workers that are killed, and workers that do not run: real processes of ``db_worker``."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page, PageLogEntry

from tests import specimens as specimen
from tests.services.databases import database_url
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.choices import JobState
from translation.models import Assignment, JobBatch, TranslationJob
from translation.models.jobs import STOPPED_AFTER, TAKEN_WITHIN
from worker.models import ALIVE_FOR, WorkerProcess

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ROOT = Path(__file__).resolve().parent.parent.parent
NO_WORKER = "waiting; work in the background has stopped"


@pytest.fixture
def request_translation(home, editor, settings) -> Callable[..., JobBatch]:
    """Request translations of one page; the tasks wait for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def request(*codes: str) -> JobBatch:
        locales = list(Locale.objects.filter(language_code__in=codes))
        return SendToTranslation(
            editor, [specimen.content(home)], TranslationRequest(locales)
        ).execute()

    return request


@contextmanager
def worker_process(folder: Path) -> Iterator[subprocess.Popen]:
    """Run a worker with production settings, until the end of the block."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--interval", "0.05", "--no-startup-delay"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.base",
            "SECRET_KEY": "0123456789abcdef" * 4,
            "DATABASE_URL": database_url(connection.settings_dict["NAME"]),
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "REDIS_URL": "",
            "EMAIL_URL": "",
        },
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


def kill_during_a_job(worker: subprocess.Popen) -> TranslationJob:
    """Kill a worker in the middle of a job, without a chance to clean up; return the job."""
    running = TranslationJob.objects.filter(state=JobState.RUNNING)
    end = time.monotonic() + 60
    while time.monotonic() < end and worker.poll() is None:
        if running.exists():
            # The process is paused first, since the job may end before it is killed.
            worker.send_signal(signal.SIGSTOP)
            os.waitpid(worker.pid, os.WUNTRACED)
            if job := running.first():
                worker.kill()
                worker.wait()
                return job
            worker.send_signal(signal.SIGCONT)
        time.sleep(0.002)
    raise AssertionError("The worker has run no job.")


def work_off() -> None:
    """Do all that waits, as another worker does."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="another",
        excluded_queue_names=[],
    ).run()


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_shown_as_stopped_repeated_and_done_once(
    request_translation, editor_client, tmp_path
):
    codes = ["sl", "mk", "hr"]
    batch = request_translation(*codes)
    url = reverse("translation:job_batch", args=[batch.pk])
    with worker_process(tmp_path) as worker:
        job = kill_during_a_job(worker)
    assert "stopped" not in editor_client.get(url).context["summary"]
    work_off()
    began_at = timezone.now() - STOPPED_AFTER
    TranslationJob.objects.filter(pk=job.pk).update(state_changed_at=began_at)
    response = editor_client.get(url)
    assert response.context["summary"] == "2 of 3 done, 1 stopped"
    assert "It was interrupted before it was finished" in response.content.decode()
    editor_client.post(reverse("translation:job_batch_repeat_job", args=[batch.pk, job.pk]))
    work_off()
    attempts = {item.pk: item.attempts for item in batch.jobs.filter(state=JobState.DONE)}
    assert attempts == {item.pk: 2 if item == job else 1 for item in batch.jobs.all()}
    assert Assignment.objects.count() == len(codes)
    assert PageLogEntry.objects.filter(action="translation.send").count() == len(codes)
    assert Page.objects.filter(translation_key=job.translation_key).count() == 1 + len(codes)
    assert not any(Page.find_problems())


@pytest.fixture
def waiting(request_translation, django_capture_on_commit_callbacks) -> JobBatch:
    """A request whose jobs have been waiting for longer than a worker needs to take them."""
    with django_capture_on_commit_callbacks(execute=True):
        batch = request_translation("sl", "mk")
    batch.jobs.update(state_changed_at=timezone.now() - TAKEN_WITHIN - timedelta(seconds=1))
    return batch


@pytest.fixture
def shown(editor_client, waiting) -> Callable[[], str]:
    """Return the page of the request."""
    url = reverse("translation:job_batch", args=[waiting.pk])
    return lambda: editor_client.get(url).content.decode()


def test_jobs_that_wait_without_a_worker_are_not_shown_as_stopped(
    waiting, shown, coordinator, client_for
):
    assert NO_WORKER in shown()
    assert "0 of 2 done, 2 waiting" in shown()
    assert not waiting.jobs.repeatable().exists()
    start_page = client_for(coordinator).get(reverse("wagtailadmin_home")).content.decode()
    assert "Work in the background has stopped" in start_page


def test_jobs_that_have_just_been_requested_wait_for_a_worker(waiting, shown):
    waiting.jobs.update(state_changed_at=timezone.now())
    assert NO_WORKER not in shown()


def test_jobs_that_wait_for_a_busy_worker_do_so_without_a_warning(waiting, shown):
    assert NO_WORKER in shown()
    WorkerProcess.objects.create(worker_id="busy")
    assert NO_WORKER not in shown()


def test_a_killed_worker_is_soon_no_sign_of_a_worker(waiting, shown):
    WorkerProcess.objects.create(worker_id="killed", seen_at=timezone.now() - ALIVE_FOR)
    assert NO_WORKER in shown()


def test_a_job_whose_task_was_lost_has_stopped_and_can_be_repeated(
    waiting, shown, editor_client, django_capture_on_commit_callbacks
):
    """The worker was killed while it enqueued the jobs of the request."""
    DBTaskResult.objects.all().delete()
    assert "0 of 2 done, 2 stopped" in shown()
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(reverse("translation:job_batch_repeat", args=[waiting.pk]))
    assert DBTaskResult.objects.filter(task_path="translation.tasks.run_job").count() == 2
    assert "0 of 2 done, 2 waiting" in shown()
