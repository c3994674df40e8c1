"""Background tasks: one runs a single job and records its result."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, connection
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from core.background_tasks import enqueue_with_transaction
from translation.notifications.mail import schedule_mail

from .choices import JobKind, JobState
from .heartbeat import JobHeartbeatThread
from .models import JobBatch, JobSupersededError, TranslationJob

logger = logging.getLogger(__name__)

# The function that does the work of a job, by kind. It is called with the job, and decides itself
# about its transactions. In each of them it calls ``job.lock()`` before it stores anything;
# ``in_one_transaction`` (``translation/actions/jobs.py``) does this for a whole function.
JOB_FUNCTIONS = {
    JobKind.SEND: "translation.actions.jobs.run_send_job",
    JobKind.DERIVE: "translation.actions.jobs.run_derive_job",
    JobKind.SYNCHRONISE: "translation.actions.jobs.run_synchronise_job",
    JobKind.PRETRANSLATE: "translation.actions.jobs.run_pretranslate_job",
    JobKind.IMPORT: "translation.exchange.background_import.run_import_job",
}


@task()
def run_job(job_id: int) -> None:
    """Run one waiting job. A failure is stored in the job, which a person can then repeat."""
    job = _begin(job_id)
    if job is None:
        return
    try:
        with JobHeartbeatThread(job):
            import_string(JOB_FUNCTIONS[job.kind])(job)
    except JobSupersededError:
        logger.warning("Job %s has been repeated meanwhile: %s", job.pk, job)
    except job.content_type.model_class().DoesNotExist:
        _finish(job, JobState.DELETED)
    except Exception as error:
        logger.exception("Job %s failed: %s", job.pk, job)
        if not connection.in_atomic_block:
            close_old_connections()  # the error may be a lost connection
        _finish(job, JobState.FAILED, _description(error))
    else:
        _finish(job, JobState.DONE)
    schedule_mail()


def _begin(job_id: int) -> TranslationJob | None:
    """Begin an attempt; return the job, or ``None`` if it neither waits nor has stopped."""
    begun = (
        TranslationJob.objects.startable()
        .filter(pk=job_id)
        .update(
            state=JobState.RUNNING,
            state_changed_at=timezone.now(),
            attempts=F("attempts") + 1,
            error="",
        )
    )
    if not begun:
        return None
    return TranslationJob.objects.select_related(
        "batch__requested_by", "content_type", "locale"
    ).get(pk=job_id)


def _finish(job: TranslationJob, state: JobState, error: str = "") -> None:
    """Record the result, unless the job was considered stopped and is repeated."""
    own = TranslationJob.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)
    own.update(state=state, state_changed_at=timezone.now(), error=error)


def _description(error: Exception) -> str:
    """Return the error in words for operators."""
    if isinstance(error, PermissionDenied):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return f"{type(error).__name__}: {error}"


@task()
def start_batch(batch_id: int) -> None:
    """Enqueue the jobs of a batch in their order, so that a request writes one task, not all."""
    waiting = TranslationJob.objects.filter(batch=batch_id, state=JobState.WAITING)
    for job_id in waiting.values_list("pk", flat=True):
        run_job.enqueue(job_id)


def enqueue_job(job: TranslationJob) -> None:
    enqueue_with_transaction(run_job, job.pk)


def enqueue_batch(batch: JobBatch) -> None:
    """Enqueue all waiting jobs of a batch."""
    enqueue_with_transaction(start_batch, batch.pk)
