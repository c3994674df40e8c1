"""What is done for workers that have ended."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import ALIVE_FOR, WorkerProcess

logger = logging.getLogger(__name__)

# A task that ends its worker each time, for example for want of memory, must not do so for ever.
MAX_ATTEMPTS = 3


class AbandonedTaskError(Exception):
    """The workers that have begun a task were killed, or have lost the database."""


class RequeueAbandonedTasks:
    """Return to the queue what a worker had begun that is not alive any more.

    django-tasks-db leaves such a task *running* for ever. A task may have done its work before its
    worker was killed: every task can be repeated without harm.
    """

    @transaction.atomic
    def execute(self) -> int:
        """Return the number of abandoned tasks."""
        abandoned = self._abandoned()
        for task in abandoned:
            logger.warning("Task %s (%s) was abandoned by its worker", task.pk, task.task_path)
            if len(task.worker_ids) < MAX_ATTEMPTS:
                task.status, task.started_at = TaskResultStatus.READY, None
                task.save(update_fields=["status", "started_at"])
            else:
                task.set_failed(AbandonedTaskError(f"after {MAX_ATTEMPTS} attempts"))
        return len(abandoned)

    def _abandoned(self) -> list[DBTaskResult]:
        # A worker may take a task before its first heartbeat.
        begun = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - ALIVE_FOR)
        running = list(begun.select_for_update(skip_locked=True))
        if not running:
            return []
        alive = set(WorkerProcess.objects.alive().values_list("pk", flat=True))
        return [task for task in running if not alive.intersection(task.worker_ids[-1:])]
