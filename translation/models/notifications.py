from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import PartialDate
from core.languages import current
from translation.choices import Delivery, Event, State
from translation.policies import policy_for

from .assignments import Assignment

# Headlines: they stand in lists and in subjects of letters.
HEADLINES = {
    Event.ASSIGNED: _("“%(page)s” (%(language)s) waits to be translated"),
    Event.SOURCE_CHANGED: _("The source of “%(page)s” (%(language)s) changed"),
    Event.SUBMITTED: _("“%(page)s” (%(language)s) waits for a review"),
    Event.RETURNED: _("“%(page)s” (%(language)s) came back with a comment"),
    Event.PUBLISHED: _("“%(page)s” (%(language)s) was published"),
    Event.DUE: _("“%(page)s” (%(language)s) is due soon: %(deadline)s"),
    Event.OVERDUE: _("“%(page)s” (%(language)s) is overdue: %(deadline)s"),
}
_IS_OPEN = Q(assignment__state__in=(State.IN_PROGRESS, State.RETURNED)) | Q(
    assignment__source_changed_at__isnull=False
)
_IS_MINE = Q(assignment__assignee=None) | Q(assignment__assignee=F("recipient"))


class NotificationQuerySet(models.QuerySet):
    def still_true(self):
        """Leave out what has been dealt with: a review that is done, a deadline that was met."""
        return self.filter(
            Q(event=Event.PUBLISHED)
            | Q(event=Event.ASSIGNED) & _IS_OPEN & _IS_MINE
            | Q(event__in=(Event.DUE, Event.OVERDUE)) & _IS_OPEN
            | Q(event=Event.SOURCE_CHANGED, assignment__source_changed_at__isnull=False)
            | Q(event=Event.SUBMITTED, assignment__state=State.IN_REVIEW)
            | Q(event=Event.RETURNED, assignment__state=State.RETURNED)
        )

    def of(self, person):
        """What one person is to see now; who left a team is told nothing more of its work."""
        return (
            self.filter(
                recipient=person,
                assignment__translation__target_locale__in=policy_for(person).seen_locales,
            )
            .still_true()
            .select_related(
                "actor",
                "assignment__translation__source__locale",
                "assignment__translation__target_locale",
            )
        )


class Notification(models.Model):
    """Something a person was, or will be, told about one translation.

    ``delivery`` is what the person had chosen when it happened, ``deadline`` the one it speaks of.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="translation_notifications",
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="notifications"
    )
    event = models.CharField(max_length=14, choices=Event.choices)
    delivery = models.CharField(max_length=9, choices=Delivery.choices, default=Delivery.AT_ONCE)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    comment = models.TextField(blank=True)
    deadline = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=("recipient", "read_at")),
            models.Index(fields=("delivery", "mailed_at")),
        ]

    def __str__(self):
        """Say what happened, in the active language."""
        deadline = PartialDate(self.deadline).format(current().babel) if self.deadline else ""
        return str(HEADLINES[Event(self.event)]) % {
            "page": self.assignment.title,
            "language": self.assignment.language.name,
            "deadline": deadline,
        }


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
