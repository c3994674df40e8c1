from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translation.choices import JobKind, JobState

# No job takes this long: its worker has died, or there is none.
STUCK_AFTER = timedelta(minutes=15)


class BatchQuerySet(models.QuerySet):
    def with_progress(self):
        """Add how many jobs there are, ``done_count`` and ``failed_count`` among them."""
        return self.annotate(
            job_count=Count("jobs"),
            done_count=Count("jobs", filter=Q(jobs__state=JobState.DONE)),
            failed_count=Count("jobs", filter=Q(jobs__state=JobState.FAILED)),
        )


class Batch(models.Model):
    """Jobs that were ordered together, with what the order said.

    ``order`` is JSON: for *send* the assignees by language code, deadline (ISO 8601), priority,
    note and whether the latest draft is meant.
    """

    title = models.CharField(max_length=255)
    order = models.JSONField(default=dict)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ordered_at = models.DateTimeField(default=timezone.now)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("-ordered_at", "-pk")

    def __str__(self):
        return self.title


class JobQuerySet(models.QuerySet):
    def stuck(self):
        """Jobs that wait or run for so long that nobody can be working on them."""
        return self.filter(
            state__in=(JobState.WAITING, JobState.RUNNING),
            state_changed_at__lt=timezone.now() - STUCK_AFTER,
        )

    def repeatable(self):
        return self.filter(state=JobState.FAILED) | self.stuck()


class Job(models.Model):
    """One deed for one object and one language, done by the worker; visible and repeatable."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(_("kind"), max_length=8, choices=JobKind.choices)
    # The object in its own language, by what is stable: model and translation key.
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

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.title} ({self.locale.language_code})"

    @property
    def is_stuck(self) -> bool:
        is_open = self.state in (JobState.WAITING, JobState.RUNNING)
        return is_open and self.state_changed_at < timezone.now() - STUCK_AFTER

    @property
    def is_repeatable(self) -> bool:
        return self.state == JobState.FAILED or self.is_stuck
