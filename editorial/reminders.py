"""E-mail about reviews that are due: one message to a person for all of their pages."""

import logging
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import Page

from core.mail import send_mail
from editorial.models import PageReview

logger = logging.getLogger(__name__)


def send_review_reminders() -> int:
    """Remind each owner once of every review that is due; return the number of messages sent."""
    due = PageReview.objects.due(timezone.localdate()).not_reminded()
    due = due.filter(owner__is_active=True, owner__email__contains="@")
    reviews = due.select_related("owner__wagtail_userprofile").order_by("owner", "review_on", "pk")
    return sum(_remind(owner, list(own)) for owner, own in groupby(reviews, lambda one: one.owner))


def _remind(owner, reviews: list[PageReview]) -> bool:
    """Send one message; return whether it was sent. What could not be sent is tried again."""
    with transaction.atomic():
        rows = PageReview.objects.not_reminded().filter(pk__in=[one.pk for one in reviews])
        # Another process that reminds at the same time has waited here, and finds no rows.
        if not rows.update(reminded_of=F("review_on")):
            return False
        try:
            return bool(_send(owner, reviews))
        except Exception:  # an error in one message must not stop the others
            logger.exception("Account %s could not be reminded of reviews", owner.pk)
            transaction.set_rollback(True)
            return False


def _send(owner, reviews: list[PageReview]) -> int:
    """Send the message in the language of the person's Wagtail profile."""
    profile = getattr(owner, "wagtail_userprofile", None)
    pages = Page.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE,
        translation_key__in=[review.translation_key for review in reviews],
    ).order_by("title")
    with override((profile and profile.preferred_language) or settings.LANGUAGE_CODE):
        context = {
            "person": owner.get_full_name() or owner.get_username(),
            "pages": [(page.title, _review_url(page)) for page in pages],
        }
        text = render_to_string("editorial/review_mail.txt", context)
        subject = f"{settings.WAGTAIL_SITE_NAME}: {gettext('Pages to review')}"
        return send_mail(subject, text, [owner.email])


def _review_url(page: Page) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("page_review", args=[page.pk])
