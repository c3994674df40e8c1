from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from translation.choices import Delivery, Event

from .assignments import Assignment


class Notification(models.Model):
    """Something a person was, or will be, told about one translation."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="translation_notifications",
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="notifications"
    )
    event = models.CharField(max_length=14, choices=Event.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    comment = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = [models.Index(fields=("recipient", "read_at"))]

    def __str__(self):
        return f"{self.get_event_display()}: {self.assignment_id}"


class NotificationPreference(models.Model):
    """How one person wants to be told of one kind of event; without a row, by e-mail at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="translation_preferences",
    )
    event = models.CharField(max_length=14, choices=Event.choices)
    delivery = models.CharField(
        _("how"), max_length=9, choices=Delivery.choices, default=Delivery.AT_ONCE
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "event"), name="one_preference_per_event")
        ]

    def __str__(self):
        return f"{self.user_id}, {self.event}: {self.delivery}"
