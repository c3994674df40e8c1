"""E-mail about translations: one message to a person for all notifications not yet mailed.

Nothing is mailed while the jobs of a translation request are running, so that a request for two
hundred pages results in one message. A message that cannot be sent is tried again with the next
notifications; the failure does not affect the action that caused the notification.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override
from django_tasks import default_task_backend, task

from core.mail import send_mail
from translation.choices import NotificationDelivery
from translation.models import Notification, TranslationJob

logger = logging.getLogger(__name__)

# The delay before mailing: notifications created within it are mailed in the same message.
COLLECTION_PERIOD = timedelta(minutes=1)
# However long the jobs of a request take: after this time they no longer delay the mail.
MAX_REQUEST_DURATION = timedelta(hours=1)
MAX_NOTIFICATIONS_PER_MAIL = 50


def schedule_mail() -> None:
    """Enqueue the mailing of notifications; while jobs are running, the last of them does this."""
    if not _unmailed(NotificationDelivery.AT_ONCE).exists() or is_request_running():
        return
    can_defer = default_task_backend.supports_defer
    options = {"run_after": timezone.now() + COLLECTION_PERIOD} if can_defer else {}
    send_notifications.using(**options).enqueue()


def is_request_running() -> bool:
    """Return whether a recent translation request has unfinished jobs, which have not stopped."""
    recent = TranslationJob.objects.filter(
        batch__requested_at__gt=timezone.now() - MAX_REQUEST_DURATION
    )
    return recent.unfinished().exists()


@task()
def send_notifications() -> None:
    mail_notifications(NotificationDelivery.AT_ONCE)


def mail_notifications(delivery: NotificationDelivery) -> int:
    """Mail unread notifications with this delivery; return the number of messages sent."""
    return sum(_mail(person, delivery) for person in _recipients(delivery))


def mail_digests() -> int:
    """Mail the daily digests, at most one to a person on one day; return their number."""
    mailed_today = Notification.objects.filter(
        delivery=NotificationDelivery.DIGEST, mailed_at__date=timezone.localdate()
    )
    people = _recipients(NotificationDelivery.DIGEST).exclude(
        pk__in=mailed_today.values("recipient")
    )
    return sum(_mail(person, NotificationDelivery.DIGEST) for person in people)


def _unmailed(delivery: NotificationDelivery) -> QuerySet[Notification]:
    return Notification.objects.filter(delivery=delivery, mailed_at=None, read_at=None)


def _recipients(delivery: NotificationDelivery) -> QuerySet:
    """Return the active accounts with unmailed notifications."""
    accounts = get_user_model().objects.filter(
        pk__in=_unmailed(delivery).values("recipient"), is_active=True
    )
    return accounts.select_related("wagtail_userprofile")


def _mail(person, delivery: NotificationDelivery) -> bool:
    """Mail the notifications of one person; return whether a message was sent.

    They are marked as mailed first, so that a second worker does not send them again.
    """
    mailed_at = timezone.now()
    _unmailed(delivery).filter(recipient=person).update(mailed_at=mailed_at)
    notifications = Notification.objects.for_recipient(person).filter(
        delivery=delivery, mailed_at=mailed_at
    )
    try:
        return bool(person.email and notifications and _send(person, list(notifications)))
    except Exception:  # an error in one message must not stop the others
        logger.exception("News about translations could not be mailed to account %s", person.pk)
        person.translation_notifications.filter(mailed_at=mailed_at).update(mailed_at=None)
        return False


def _send(person, notifications: list[Notification]) -> bool:
    """Send one message, in the language and the time zone of the person's Wagtail profile."""
    profile = getattr(person, "wagtail_userprofile", None)
    language = (profile and profile.preferred_language) or settings.LANGUAGE_CODE
    zone = profile.get_current_time_zone() if profile else settings.TIME_ZONE
    with override(language), timezone.override(zone):
        text = render_to_string(
            "translation/notifications/mail.txt",
            {
                "person": person.get_full_name() or person.get_username(),
                "notifications": [
                    (item, notification_url(item))
                    for item in notifications[:MAX_NOTIFICATIONS_PER_MAIL]
                ],
                "others": max(len(notifications) - MAX_NOTIFICATIONS_PER_MAIL, 0),
                "all_notifications_url": _absolute_url("translation:notifications"),
                "preferences_url": _absolute_url("translation:notification_preferences"),
            },
        )
        return bool(send_mail(_subject(notifications), text, [person.email]))


def _subject(notifications: list[Notification]) -> str:
    """Return the text of the only notification, or the number of several.

    A page title may contain line breaks, which a mail header must not.
    """
    text = str(notifications[0])
    if len(notifications) > 1:
        text = ngettext(
            "%(count)d message about translations",
            "%(count)d messages about translations",
            len(notifications),
        ) % {"count": len(notifications)}
    return " ".join(f"{settings.WAGTAIL_SITE_NAME}: {text}".split())


def notification_url(notification: Notification) -> str:
    return _absolute_url("translation:open_notification", notification.pk)


def _absolute_url(name: str, *args) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=args)
