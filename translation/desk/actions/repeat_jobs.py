"""Repeating jobs that failed, or that stopped when their worker did."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from translation.choices import JobState
from translation.models import JobBatch, TranslationJob
from translation.policies import policy_for
from translation.tasks import enqueue_job


class RepeatJobs:
    """Enqueue the failed and stopped jobs of a batch again: all, or the one with ``job_id``.

    Jobs are idempotent: it does no harm if the first worker was only slow.
    """

    def __init__(self, user, batch: JobBatch, job_id: int | None = None):
        self.user, self.batch, self.job_id = user, batch, job_id

    def check(self) -> None:
        policy_for(self.user).check("repeat", self.batch)
        _check_repeatable(self._jobs())

    @transaction.atomic
    def execute(self) -> int:
        """Return the number of jobs that were enqueued again."""
        self.check()
        return _repeat(self._jobs())

    def _jobs(self):
        jobs = self.batch.jobs.all()
        return jobs.filter(pk=self.job_id) if self.job_id else jobs


class RepeatAllJobs:
    """Enqueue the failed and stopped jobs of all batches again that the person may repeat."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def batches(self) -> list[JobBatch]:
        found = JobBatch.objects.filter(pk__in=TranslationJob.objects.repeatable().values("batch"))
        policy = policy_for(self.user)
        return [batch for batch in found if policy.may("repeat", batch)]

    def check(self) -> None:
        _check_repeatable(self._jobs())

    @transaction.atomic
    def execute(self) -> int:
        """Return the number of jobs that were enqueued again."""
        self.check()
        return _repeat(self._jobs())

    def _jobs(self):
        return TranslationJob.objects.filter(batch__in=self.batches)


def _check_repeatable(jobs) -> None:
    if not jobs.repeatable().exists():
        raise ValidationError(_("Nothing to repeat: nothing failed, nothing stopped."))


def _repeat(jobs) -> int:
    """Enqueue the failed and stopped of these jobs again; return their number.

    A job whose row is locked only looks as if it had stopped: its worker is about to store results.
    """
    repeated = list(
        jobs.repeatable().select_for_update(of=("self",), skip_locked=True, no_key=True)
    )
    if not repeated:
        raise ValidationError(_("Nothing was repeated: this is still running."))
    TranslationJob.objects.filter(pk__in=[job.pk for job in repeated]).update(
        state=JobState.WAITING, state_changed_at=timezone.now(), error=""
    )
    for job in repeated:
        enqueue_job(job)
    return len(repeated)
