"""What the table of background tasks tells about the workers.

Workers are not registered anywhere, and one that has nothing to do leaves no trace. But it takes a
waiting task within a second. So if a task waits while none begins and none ends, no worker runs.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

# Tasks without a heartbeat, which index pages or send mail, do not take longer.
LONGEST_TASK = timedelta(minutes=5)


def was_worker_seen(since: datetime) -> bool:
    """Whether a worker has begun or ended a task since then, or may still be busy with one.

    Tasks of jobs do not count as busy: a job has a heartbeat, and its task stays *running* for
    ever if its worker was killed.
    """
    tasks = DBTaskResult.objects.all()
    if tasks.filter(Q(started_at__gte=since) | Q(finished_at__gte=since)).exists():
        return True
    others = tasks.running().exclude(task_path="translation.tasks.run_job")
    return others.filter(started_at__gte=timezone.now() - LONGEST_TASK).exists()


def has_waiting_tasks() -> bool:
    """Whether a task that runs jobs waits for a worker."""
    tasks = DBTaskResult.objects.filter(task_path__startswith="translation.tasks.")
    return tasks.ready().exists()
