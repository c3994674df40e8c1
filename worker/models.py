"""The workers that run, as everybody can see in the database."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

# A worker shows this often that it is alive. One that has not for ``ALIVE_FOR`` has ended: several
# heartbeats were missed, not one late.
HEARTBEAT_INTERVAL = timedelta(seconds=10)
ALIVE_FOR = timedelta(seconds=60)


class WorkerProcessQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(seen_at__gt=timezone.now() - ALIVE_FOR)


class WorkerProcess(models.Model):
    """A worker, until it ends. That of a killed one stays, and its heartbeat grows old."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = WorkerProcessQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.worker_id


def is_worker_running() -> bool:
    return WorkerProcess.objects.alive().exists()
