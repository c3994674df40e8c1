"""Plans the first review of a page when it is published for the first time."""

from django.utils import timezone
from wagtail.signals import page_published

from core.models import BasePage
from editorial.models import PageReview


def plan_first_review(instance, **kwargs) -> None:
    """Plan the first review; translations share that of their source."""
    if isinstance(instance, BasePage) and instance.text_language.is_source:
        PageReview.objects.get_or_create(
            translation_key=instance.translation_key,
            defaults={
                "review_on": timezone.localdate() + instance.review_interval,
                "owner": instance.owner,
            },
        )


def connect() -> None:
    page_published.connect(plan_first_review, dispatch_uid="plan_first_review")
