"""The worker's side: one task that runs one job and writes down how it ended."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from translation.news.mailing import order_mail

from .choices import JobKind, JobState
from .models import Batch, Job

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
    waiting = Job.objects.filter(pk=job_id, state=JobState.WAITING)
    now = timezone.now()
    attempt = F("attempts") + 1
    if not waiting.update(state=JobState.RUNNING, state_changed_at=now, attempts=attempt, error=""):
        return
    job = Job.objects.select_related("batch__ordered_by", "content_type", "locale").get(pk=job_id)
    try:
        with transaction.atomic():
            import_string(WORKS[job.kind])(job)
    except Exception as error:
        logger.exception("Job %s failed: %s", job.pk, job)
        _finish(job, JobState.FAILED, _description(job, error))
    else:
        _finish(job, JobState.DONE)
    order_mail()


def _finish(job: Job, state: JobState, error: str = "") -> None:
    """Write down the end, unless the job was taken for stuck and is being repeated by now."""
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
        state=state, state_changed_at=timezone.now(), error=error
    )


def _description(job: Job, error: Exception) -> str:
    """What went wrong, for the operators; nothing to explain where the object is gone."""
    if isinstance(error, job.content_type.model_class().DoesNotExist):
        return ""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return f"{type(error).__name__}: {error}"


@task()
def start_batch(batch_id: int) -> None:
    """Hand over the jobs of a batch, in their order: an order of thousands is one row to write."""
    waiting = Job.objects.filter(batch=batch_id, state=JobState.WAITING)
    for job_id in waiting.values_list("pk", flat=True):
        run_job.enqueue(job_id)


def enqueue(job: Job) -> None:
    """Hand a job to the worker once it is really in the database."""
    transaction.on_commit(lambda: run_job.enqueue(job.pk))


def enqueue_batch(batch: Batch) -> None:
    """Hand all waiting jobs of a batch to the worker."""
    transaction.on_commit(lambda: start_batch.enqueue(batch.pk))
