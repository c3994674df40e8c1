"""What can be done with the review of a page, and with a change whose time has come."""

from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from core.models import BasePage
from core.site_tree import lock_page
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
        review, _created = PageReview.objects.update_or_create(
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


class PublishScheduledRevision:
    """Publish a revision whose time has come: once, and together with the end of its schedule.

    Wagtail's command publishes what it has read before, without a transaction: two nodes publish
    twice, and a process that is killed in between has published nothing and forgotten the schedule.
    """

    def __init__(self, revision: Revision):
        self.revision = revision

    def __str__(self) -> str:
        return f"Publication of revision {self.revision.pk} of “{self.revision.object_str}”"

    @transaction.atomic
    def execute(self) -> bool:
        """Return whether it was published; not if somebody else has done so or cancelled it."""
        if issubclass(self.revision.base_content_type.model_class(), Page):
            lock_page(self.revision.object_id)
        due = Revision.objects.select_for_update(of=("self",), no_key=True).filter(
            pk=self.revision.pk, approved_go_live_at__lte=timezone.now()
        )
        revision = due.first()
        if revision is None:
            return False
        revision.publish(log_action="wagtail.publish.scheduled")
        return True


class UnpublishExpiredObject:
    """Unpublish a page or another object whose time is over, once."""

    def __init__(self, instance: DraftStateMixin):
        self.instance = instance

    def __str__(self) -> str:
        return f"End of {self.instance._meta.label} {self.instance.pk}"

    @transaction.atomic
    def execute(self) -> bool:
        """Return whether it was unpublished."""
        expired = (
            type(self.instance)
            .objects.select_for_update(of=("self",), no_key=True)
            .filter(pk=self.instance.pk, live=True, expire_at__lte=timezone.now())
        )
        instance = expired.first()
        if instance is None:
            return False
        instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        return True
