"""Job functions of tests: one that takes as long as the test wants, and one that is overtaken."""

import threading

from django.db.models import F

from translation.actions.jobs import in_one_transaction
from translation.models import JobBatch, TranslationJob

has_begun, may_end = threading.Event(), threading.Event()


def slow_job(job: TranslationJob) -> None:
    has_begun.set()
    may_end.wait(timeout=30)


slow_job_in_one_transaction = in_one_transaction(slow_job)


def overtaken_job(job: TranslationJob) -> None:
    """Another attempt begins before this one stores anything."""
    TranslationJob.objects.filter(pk=job.pk).update(attempts=F("attempts") + 1)
    in_one_transaction(storing_job)(job)


def storing_job(job: TranslationJob) -> None:
    JobBatch.objects.filter(pk=job.batch_id).update(title="Stored")


def failing_job(job: TranslationJob) -> None:
    raise RuntimeError("Something broke")
