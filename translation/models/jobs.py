from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translation.choices import JobKind, JobState


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

    class Meta:
        ordering = ("-ordered_at",)

    def __str__(self):
        return self.title


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
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.title} ({self.locale.language_code})"
