from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translation.choices import JobKind, JobState

# No job takes longer: its worker has stopped, or no worker is running.
STUCK_AFTER = timedelta(minutes=15)


class JobBatchQuerySet(models.QuerySet):
    def with_progress(self):
        """Annotate ``job_count``, ``done_count`` and ``failed_count``."""
        return self.annotate(
            job_count=Count("jobs"),
            done_count=Count("jobs", filter=Q(jobs__state=JobState.DONE)),
            failed_count=Count("jobs", filter=Q(jobs__state=JobState.FAILED)),
        )


class JobBatch(models.Model):
    """The jobs of one translation request, or those that follow from one publication.

    The request is stored as JSON. For *send*: account ids of the assignees by language code,
    deadline (ISO 8601), priority, note, and whether the latest draft is to be translated. For jobs
    that follow from a publication: ``from``, the code of the language of the published object.
    """

    title = models.CharField(max_length=255)
    request_data = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)

    objects = JobBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-requested_at", "-pk")

    def __str__(self):
        return self.title


class JobSupersededError(Exception):
    """Another attempt of the job has begun: what this one would store is not wanted any more."""


class TranslationJobQuerySet(models.QuerySet):
    def stuck(self):
        """Filter to the jobs that have been waiting or running for longer than ``STUCK_AFTER``."""
        return self.filter(
            state__in=(JobState.WAITING, JobState.RUNNING),
            state_changed_at__lt=timezone.now() - STUCK_AFTER,
        )

    def repeatable(self):
        return self.filter(state=JobState.FAILED) | self.stuck()


class TranslationJob(models.Model):
    """A background job for one object and one language, which a person can view and repeat."""

    batch = models.ForeignKey(JobBatch, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(_("kind"), max_length=8, choices=JobKind.choices)
    # The object, by keys that are the same in all its languages: model and translation key.
    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )
    translation_key = models.UUIDField()
    title = models.CharField(max_length=255)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    state_changed_at = models.DateTimeField(default=timezone.now)

    objects = TranslationJobQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.title} ({self.locale.language_code})"

    def lock(self) -> None:
        """Lock the row until the end of the transaction in which this attempt stores its results.

        Another attempt waits until then, and a person who wants to repeat the job learns that it
        is running. Raises ``JobSupersededError`` if another attempt has begun meanwhile.
        """
        own = TranslationJob.objects.filter(
            pk=self.pk, attempts=self.attempts, state=JobState.RUNNING
        )
        if not list(own.select_for_update(no_key=True).values_list("pk")):
            raise JobSupersededError(f"Attempt {self.attempts} of job {self.pk}: {self}")

    @property
    def is_stuck(self) -> bool:
        is_open = self.state in (JobState.WAITING, JobState.RUNNING)
        return is_open and self.state_changed_at < timezone.now() - STUCK_AFTER

    @property
    def is_repeatable(self) -> bool:
        return self.state == JobState.FAILED or self.is_stuck
