"""Mail about translations: one letter to a person for everything that waits to be told.

Nothing is mailed while an order is being carried out, so that two hundred pages make one letter.
A letter that cannot be sent waits for the next occasion and stops nobody's work.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override
from django_tasks import default_task_backend, task
from wagtail.admin.mail import send_mail

from translation.choices import Delivery, JobState
from translation.models import Job, Notification

logger = logging.getLogger(__name__)

# How long what happens next still comes into the same letter.
GATHERING = timedelta(minutes=1)
# A worker that died leaves jobs that never end: they hold back no letter for longer than this.
LONGEST_ORDER = timedelta(hours=1)
MOST_IN_A_LETTER = 50


def order_mail() -> None:
    """Have the waiting news mailed soon; during an order, its last job asks for it."""
    if is_order_running() or not _waiting(Delivery.AT_ONCE).exists():
        return
    soon = {"run_after": timezone.now() + GATHERING} if default_task_backend.supports_defer else {}
    send_news.using(**soon).enqueue()


def is_order_running() -> bool:
    return Job.objects.filter(
        state__in=(JobState.WAITING, JobState.RUNNING),
        batch__ordered_at__gt=timezone.now() - LONGEST_ORDER,
    ).exists()


@task()
def send_news() -> None:
    deliver(Delivery.AT_ONCE)


def deliver(delivery: Delivery) -> int:
    """Mail what waits for this kind of delivery and is still unread; return how many letters."""
    people = get_user_model().objects.filter(
        pk__in=_waiting(delivery).values("recipient"), is_active=True
    )
    return sum(_mail(person, delivery) for person in people.select_related("wagtail_userprofile"))


def deliver_digests() -> int:
    """Mail the daily digests, to nobody twice on one day."""
    had_one = Notification.objects.filter(
        delivery=Delivery.DIGEST, mailed_at__date=timezone.localdate()
    )
    people = get_user_model().objects.filter(
        pk__in=_waiting(Delivery.DIGEST).values("recipient"), is_active=True
    )
    people = people.exclude(pk__in=had_one.values("recipient"))
    return sum(
        _mail(person, Delivery.DIGEST) for person in people.select_related("wagtail_userprofile")
    )


def _waiting(delivery: Delivery):
    return Notification.objects.filter(delivery=delivery, mailed_at=None, read_at=None)


def _mail(person, delivery: Delivery) -> bool:
    """Send one person's news. They are marked first: a second worker finds nothing to send."""
    stamp = timezone.now()
    _waiting(delivery).filter(recipient=person).update(mailed_at=stamp)
    news = Notification.objects.of(person).filter(delivery=delivery, mailed_at=stamp)
    try:
        return bool(person.email and news and _send(person, list(news)))
    except Exception:  # whatever is wrong with one letter, the others go out
        logger.exception("News about translations could not be mailed to account %s", person.pk)
        person.translation_notifications.filter(mailed_at=stamp).update(mailed_at=None)
        return False


def _send(person, news: list[Notification]) -> bool:
    profile = getattr(person, "wagtail_userprofile", None)
    language = (profile and profile.preferred_language) or settings.LANGUAGE_CODE
    zone = profile.get_current_time_zone() if profile else settings.TIME_ZONE
    with override(language), timezone.override(zone):
        text = render_to_string(
            "translation/mail/news.txt",
            {
                "person": person.get_full_name() or person.get_username(),
                "news": [(item, address(item)) for item in news[:MOST_IN_A_LETTER]],
                "others": max(len(news) - MOST_IN_A_LETTER, 0),
                "everything": _absolute("translation:notifications"),
                "preferences": _absolute("translation:preferences"),
            },
        )
        return bool(send_mail(_subject(news), text, [person.email]))


def _subject(news: list[Notification]) -> str:
    """The news itself if there is one, else how many; a title may hold what a header may not."""
    text = str(news[0])
    if len(news) > 1:
        text = ngettext(
            "%(count)d message about translations",
            "%(count)d messages about translations",
            len(news),
        ) % {"count": len(news)}
    return " ".join(f"{settings.WAGTAIL_SITE_NAME}: {text}".split())


def address(notification: Notification) -> str:
    return _absolute("translation:notification", notification.pk)


def _absolute(name: str, *args) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=args)
