"""Reminders of deadlines: one before each deadline, and one a week after it has passed."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from translation.choices import NotificationEvent
from translation.models import Assignment, Notification
from translation.models.assignments import open_condition
from translation.notifications.notify import notify_all

DAYS_BEFORE_DEADLINE = 3
DAYS_BETWEEN_REMINDERS = 7


def notify_of_deadlines() -> int:
    """Notify of deadlines that are near or have passed; return the number of translations.

    A second run on the same day sends nothing: a notification records the deadline it is about.
    """
    today = timezone.localdate()
    due = _open().filter(deadline__range=(today, today + timedelta(days=DAYS_BEFORE_DEADLINE)))
    return _remind(NotificationEvent.DUE, due, since=date.min) + _remind(
        NotificationEvent.OVERDUE,
        _open().filter(deadline__lt=today),
        since=today - timedelta(days=DAYS_BETWEEN_REMINDERS - 1),
    )


def _open():
    """Return the assignments on which a translator has something to do."""
    return Assignment.objects.filter(open_condition(), translation__enabled=True).select_related(
        "translation__source", "translation__target_locale"
    )


@transaction.atomic
def _remind(event: NotificationEvent, assignments, since: date) -> int:
    # A second run at the same time waits here, and finds what the first one has recorded.
    list(assignments.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    earlier = Notification.objects.filter(
        assignment=OuterRef("pk"),
        event=event,
        deadline=OuterRef("deadline"),
        created_at__date__gte=since,
    )
    to_remind = list(assignments.filter(~Exists(earlier)))
    notify_all(event, to_remind)
    return len(to_remind)
