"""What can be done with the review of a page."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from core.models import BasePage
from editorial.models import PageReview


class ReviewPage:
    """Record that a page is still true today, and plan its next review.

    No revision is made, and no draft is published.
    """

    def __init__(self, page: BasePage, user):
        self.page, self.user = page, user

    def check(self) -> None:
        """Raise ``PermissionDenied`` unless the person may edit the page."""
        if not self.page.permissions_for_user(self.user).can_edit():
            raise PermissionDenied

    @transaction.atomic
    def execute(self) -> PageReview:
        self.check()
        today = timezone.localdate()
        review, _created = PageReview.objects.select_for_update().update_or_create(
            translation_key=self.page.translation_key,
            defaults={"reviewed_on": today, "review_on": today + self.page.review_interval},
        )
        log(self.page, "editorial.review", user=self.user)
        return review


class PlanReview:
    """Plan the review of a page for a day, and name who is responsible."""

    def __init__(self, page: BasePage, user, review_on: date, owner):
        self.page, self.user, self.review_on, self.owner = page, user, review_on, owner

    def check(self) -> None:
        """Raise ``PermissionDenied`` unless the person may edit the page."""
        if not self.page.permissions_for_user(self.user).can_edit():
            raise PermissionDenied

    @transaction.atomic
    def execute(self) -> PageReview:
        self.check()
        review, _created = PageReview.objects.select_for_update().update_or_create(
            translation_key=self.page.translation_key,
            defaults={"review_on": self.review_on, "owner": self.owner},
        )
        return review
