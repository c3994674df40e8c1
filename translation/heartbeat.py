"""The heartbeat of a running job: how others know that its worker is alive."""

import logging
import threading

from django.db import Error, connection
from django.utils import timezone

from .models import JobHeartbeat, TranslationJob
from .models.jobs import HEARTBEAT_INTERVAL

logger = logging.getLogger(__name__)


class JobHeartbeatThread(threading.Thread):
    """Records every ``HEARTBEAT_INTERVAL`` that the worker of a job is alive, within a ``with``.

    It has a connection of its own, so that others see the heartbeat while the job is in a
    transaction. A heartbeat that cannot be stored is left out: the database may be locked, as
    SQLite is while the job itself writes, or its connection lost. The thread ends with the block.
    """

    def __init__(self, job: TranslationJob):
        super().__init__(name=f"heartbeat of job {job.pk}", daemon=True)
        self._job, self._is_over = job, threading.Event()

    def __enter__(self):
        self.start()

    def __exit__(self, *exception):
        self._is_over.set()
        self.join()

    def run(self):
        try:
            while not self._is_over.wait(HEARTBEAT_INTERVAL.total_seconds()):
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        # Not for another attempt: this one may be the slow one that was considered stopped.
        own = TranslationJob.objects.filter(pk=self._job.pk, attempts=self._job.attempts)
        heartbeat, now = JobHeartbeat.objects.filter(job__in=own), timezone.now()
        try:
            if not heartbeat.update(at=now) and own.exists():
                JobHeartbeat.objects.create(job_id=self._job.pk, at=now)
        except Error as error:
            logger.warning("No heartbeat of job %s: %s", self._job.pk, error)
            connection.close()
