"""Plans the first review of a page when it is published for the first time."""

from django.utils import timezone
from wagtail.signals import page_published

from core.models import BasePage
from editorial.models import PageReview


def plan_first_review(instance, **kwargs) -> None:
    """Plan the first review; translations share that of their source."""
    if isinstance(instance, BasePage) and instance.text_language.is_source:
        PageReview.plan_first(instance, timezone.localdate())


def register() -> None:
    page_published.connect(plan_first_review, dispatch_uid="plan_first_review")
