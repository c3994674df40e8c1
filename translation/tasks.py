"""The worker's side: one task that runs one job and writes down how it ended."""

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from .choices import JobKind, JobState
from .models import Job

logger = logging.getLogger(__name__)

# What a job of each kind does: a function that takes the job.
WORKS = {
    JobKind.SEND: "translation.actions.jobs.send",
    JobKind.DERIVE: "translation.actions.jobs.derive",
    JobKind.FOLLOW: "translation.actions.jobs.follow",
}


@task()
def run_job(job_id: int) -> None:
    """Run one job once. A failure is kept with the job, where it is seen and can be repeated."""
    started = Job.objects.filter(pk=job_id).exclude(state__in=(JobState.DONE, JobState.RUNNING))
    if not started.update(state=JobState.RUNNING, attempts=F("attempts") + 1, error=""):
        return
    job = Job.objects.select_related("batch__ordered_by", "locale").get(pk=job_id)
    try:
        with transaction.atomic():
            import_string(WORKS[job.kind])(job)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, somebody has to see it
        logger.exception("Job %s failed: %s", job.pk, job)
        job.state, job.error = JobState.FAILED, f"{type(error).__name__}: {error}"
    else:
        job.state = JobState.DONE
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "error", "finished_at"])


def enqueue(job: Job) -> None:
    """Hand a job to the worker once it is really in the database."""
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
