"""Workers that end, that are killed, and that lose their database."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.background_tasks import enqueue_with_transaction
from links.tasks import check_external_address
from worker.actions import MAX_ATTEMPTS, RequeueAbandonedTasks
from worker.heartbeat import WorkerHeartbeatThread
from worker.models import ALIVE_FOR, WorkerProcess, is_worker_running
from worker.process import SupervisedWorker

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

with_commits = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _tasks_are_rows(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def long_ago():
    return timezone.now() - ALIVE_FOR - timedelta(seconds=1)


def begun_task(*worker_ids: str, started_at=None) -> DBTaskResult:
    """Return a task that the last of these workers has begun, for an address that is gone."""
    task = DBTaskResult.objects.get(pk=check_external_address.enqueue(0).id)
    for worker_id in worker_ids:
        task.claim(worker_id)
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=started_at or long_ago())
    return task


def status(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


def worker(**options) -> SupervisedWorker:
    return SupervisedWorker(
        **{
            "queue_names": ["default"],
            "interval": 0,
            "batch": True,
            "backend_name": "default",
            "startup_delay": False,
            "max_tasks": None,
            "worker_id": "second",
            "excluded_queue_names": [],
            **options,
        }
    )


@with_commits
def test_another_worker_does_what_a_killed_one_had_begun():
    task = begun_task("killed")
    WorkerProcess.objects.create(worker_id="killed", seen_at=long_ago())
    WorkerHeartbeatThread("second").beat()
    assert status(task) == "READY"
    worker().run()
    assert status(task) == "SUCCESSFUL"
    assert task.worker_ids == ["killed", "second"]


def test_a_task_of_a_worker_that_is_alive_or_has_just_begun_is_left_to_it():
    slow, recent = begun_task("alive"), begun_task("beginning", started_at=timezone.now())
    WorkerProcess.objects.create(worker_id="alive")
    assert RequeueAbandonedTasks().execute() == 0
    assert (status(slow), status(recent)) == ("RUNNING", "RUNNING")


def test_a_task_that_ends_its_workers_again_and_again_has_failed():
    task = begun_task(*(f"killed {number}" for number in range(MAX_ATTEMPTS)))
    assert RequeueAbandonedTasks().execute() == 1
    assert status(task) == "FAILED"
    assert "AbandonedTaskError" in task.exception_class_path


@with_commits
def test_a_worker_is_seen_while_it_works_and_not_after_it_has_ended(monkeypatch):
    was_seen = []

    def work(self, task):
        end = time.monotonic() + 10
        while not is_worker_running() and time.monotonic() < end:
            time.sleep(0.01)
        was_seen.append(is_worker_running())

    begun_task()
    DBTaskResult.objects.update(started_at=None)
    monkeypatch.setattr(SupervisedWorker, "run_task", work)
    worker().run()
    assert was_seen == [True]
    assert not WorkerProcess.objects.exists()


@with_commits
def test_a_worker_that_loses_its_database_goes_on_and_its_task_is_returned(monkeypatch):
    task = begun_task()
    DBTaskResult.objects.update(started_at=None)
    run_task, losses = SupervisedWorker.run_task, [OperationalError("server closed")]

    def lose_once(self, found):
        if losses:
            connection.close()
            raise losses.pop()
        run_task(self, found)

    monkeypatch.setattr(SupervisedWorker, "run_task", lose_once)
    monkeypatch.setattr("worker.process.RECONNECT_AFTER", 0)
    worker().run()
    assert status(task) == "RUNNING"
    DBTaskResult.objects.update(started_at=long_ago())
    assert RequeueAbandonedTasks().execute() == 1
    worker().run()
    assert status(task) == "SUCCESSFUL"


@with_commits
def test_a_task_is_enqueued_with_its_transaction_and_once():
    with transaction.atomic():
        for number in (1, 1, 2):
            enqueue_with_transaction(check_external_address, number, once=True)
        assert DBTaskResult.objects.count() == 2
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
