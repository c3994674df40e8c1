"""What can be done with the review of a page."""

from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from core.models import BasePage
from editorial.models import PageReview
from editorial.policies import may_review


class PageReviewAction:
    """An action on the review of a page; the page itself and its drafts do not change."""

    def __init__(self, page: BasePage, user):
        self.page, self.user = page, user

    def check(self) -> None:
        """Raise ``PermissionDenied`` unless the person may review the page."""
        if not may_review(self.user, self.page):
            raise PermissionDenied

    def _save(self, **values) -> PageReview:
        review, _created = PageReview.objects.select_for_update().update_or_create(
            translation_key=self.page.translation_key, defaults=values
        )
        return review


class PlanMissingReviews:
    """Plan the first review of pages that were published without Wagtail's publication.

    Set-up and imports save live pages; others were published before the site had reviews.
    """

    @transaction.atomic
    def execute(self) -> None:
        pages = Page.objects.filter(
            live=True, locale__language_code=settings.LANGUAGE_CODE, depth__gt=1
        ).exclude(translation_key__in=PageReview.objects.values("translation_key"))
        for page in pages.select_related("owner").specific():
            if isinstance(page, BasePage):
                published = page.last_published_at or timezone.now()
                PageReview.plan_first(page, timezone.localdate(published))


class ReviewPage(PageReviewAction):
    """Record that a page is still true today, and plan its next review."""

    @transaction.atomic
    def execute(self) -> PageReview:
        self.check()
        today = timezone.localdate()
        review = self._save(reviewed_on=today, review_on=today + self.page.review_interval)
        log(self.page, "editorial.review", user=self.user)
        return review


class PlanReview(PageReviewAction):
    """Plan the review of a page for a day, and name who is responsible, if anybody is."""

    def __init__(self, page: BasePage, user, review_on: date, owner):
        super().__init__(page, user)
        self.review_on, self.owner = review_on, owner

    @transaction.atomic
    def execute(self) -> PageReview:
        self.check()
        return self._save(review_on=self.review_on, owner=self.owner)
