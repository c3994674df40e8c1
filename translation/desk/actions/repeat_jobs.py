"""Repeating jobs that failed, or that were interrupted when their worker stopped."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from translation.choices import JobState
from translation.models import JobBatch, TranslationJob
from translation.policies import policy_for
from translation.tasks import enqueue_job


class RepeatJobs:
    """Enqueue the failed and stuck jobs of a batch again: all, or the one with ``job_id``.

    Jobs are idempotent: it does no harm if the first worker was only slow.
    """

    def __init__(self, user, batch: JobBatch, job_id: int | None = None):
        self.user, self.batch, self.job_id = user, batch, job_id

    def check(self) -> None:
        policy_for(self.user).check("repeat", self.batch)
        if not self._jobs().exists():
            raise ValidationError(_("Nothing to repeat: nothing failed, nothing is stuck."))

    @transaction.atomic
    def execute(self) -> int:
        """Return the number of jobs that were enqueued again."""
        self.check()
        jobs = list(self._jobs().select_for_update())
        TranslationJob.objects.filter(pk__in=[job.pk for job in jobs]).update(
            state=JobState.WAITING, state_changed_at=timezone.now(), error=""
        )
        for job in jobs:
            enqueue_job(job)
        return len(jobs)

    def _jobs(self):
        jobs = self.batch.jobs.repeatable()
        return jobs.filter(pk=self.job_id) if self.job_id else jobs
