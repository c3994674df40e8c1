from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import PartialDate
from core.languages import active_language
from translation.choices import NotificationDelivery, NotificationEvent, TranslationState
from translation.policies import policy_for

from .assignments import Assignment, open_condition

# One line for each event, in lists of notifications and in subjects of e-mails.
NOTIFICATION_TITLES = {
    NotificationEvent.ASSIGNED: _("“%(page)s” (%(language)s) is waiting to be translated"),
    NotificationEvent.SOURCE_CHANGED: _("The source of “%(page)s” (%(language)s) changed"),
    NotificationEvent.SUBMITTED: _("“%(page)s” (%(language)s) is waiting for a review"),
    NotificationEvent.RETURNED: _("“%(page)s” (%(language)s) was returned with a comment"),
    NotificationEvent.PUBLISHED: _("“%(page)s” (%(language)s) was published"),
    NotificationEvent.DUE: _("“%(page)s” (%(language)s) is due soon: %(deadline)s"),
    NotificationEvent.OVERDUE: _("“%(page)s” (%(language)s) is overdue: %(deadline)s"),
}
_IS_OPEN = open_condition("assignment__")
_IS_MINE = Q(assignment__assignee=None) | Q(assignment__assignee=F("recipient"))


class NotificationQuerySet(models.QuerySet):
    def unresolved(self):
        """Exclude what has been dealt with, such as a review that is done."""
        return self.filter(
            Q(event=NotificationEvent.PUBLISHED)
            | Q(event=NotificationEvent.ASSIGNED) & _IS_OPEN & _IS_MINE
            | Q(event__in=(NotificationEvent.DUE, NotificationEvent.OVERDUE)) & _IS_OPEN
            | Q(event=NotificationEvent.SOURCE_CHANGED, assignment__source_changed_at__isnull=False)
            | Q(event=NotificationEvent.SUBMITTED, assignment__state=TranslationState.IN_REVIEW)
            | Q(event=NotificationEvent.RETURNED, assignment__state=TranslationState.RETURNED)
        )

    def for_recipient(self, person):
        """Filter to the notifications that a person has now, in languages that they may view."""
        return (
            self.filter(
                recipient=person,
                assignment__translation__target_locale__in=policy_for(person).visible_locale_ids,
            )
            .unresolved()
            .select_related(
                "actor",
                "assignment__translation__source__locale",
                "assignment__translation__target_locale",
            )
        )


class Notification(models.Model):
    """A message to one person about an event of one translation.

    ``delivery`` is the person's preference at the time of the event, ``deadline`` the deadline of
    the assignment at that time.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="translation_notifications",
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="notifications"
    )
    event = models.CharField(max_length=14, choices=NotificationEvent.choices)
    delivery = models.CharField(
        max_length=9, choices=NotificationDelivery.choices, default=NotificationDelivery.AT_ONCE
    )
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
        """Return the event as one line in the active language."""
        deadline = (
            PartialDate(self.deadline).format(active_language().babel) if self.deadline else ""
        )
        return str(NOTIFICATION_TITLES[NotificationEvent(self.event)]) % {
            "page": self.assignment.title,
            "language": self.assignment.language.name,
            "deadline": deadline,
        }


class NotificationPreference(models.Model):
    """How a person wants to be notified of an event; without a row, by e-mail at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="translation_preferences",
    )
    event = models.CharField(max_length=14, choices=NotificationEvent.choices)
    delivery = models.CharField(
        _("how"),
        max_length=9,
        choices=NotificationDelivery.choices,
        default=NotificationDelivery.AT_ONCE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "event"), name="one_preference_per_event")
        ]

    def __str__(self):
        return f"{self.user_id}, {self.event}: {self.delivery}"
