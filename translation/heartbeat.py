"""The heartbeat of a running job: how others know that its worker is alive."""

from django.utils import timezone

from worker.heartbeat import HeartbeatThread

from .models import JobHeartbeat, TranslationJob
from .models.jobs import HEARTBEAT_INTERVAL


class JobHeartbeatThread(HeartbeatThread):
    """Records every ``HEARTBEAT_INTERVAL`` that the worker of a job is alive."""

    def __init__(self, job: TranslationJob):
        super().__init__(f"job {job.pk}", HEARTBEAT_INTERVAL)
        self._job = job

    def beat(self) -> None:
        # Not for another attempt: this one may be the slow one that was considered stopped.
        own = TranslationJob.objects.filter(pk=self._job.pk, attempts=self._job.attempts)
        heartbeat, now = JobHeartbeat.objects.filter(job__in=own), timezone.now()
        if not heartbeat.update(at=now) and own.exists():
            JobHeartbeat.objects.create(job_id=self._job.pk, at=now)
