"""The tasks that concern pages of every type."""

from datetime import timedelta
from functools import reduce
from operator import or_

from babel.dates import format_date
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, get_page_models

from core.dates import format_datetime
from core.editorial_tasks import EditorialTask, editable_pages, page_task
from core.languages import active_language
from core.models import SourcesMixin
from editorial.models import PageReview

# ``publish_scheduled`` runs every few minutes. What waits for longer than this is overdue.
GRACE_PERIOD = timedelta(minutes=15)


def editorial_tasks(user) -> list[EditorialTask]:
    return [_drafts(user), _unchecked_records(user), _due_reviews(user), _schedule(user)]


def _drafts(user) -> EditorialTask:
    """Return the pages whose newest changes are not published and are by this person."""
    drafts = editable_pages(user, Page.objects.all()).filter(
        has_unpublished_changes=True, latest_revision__user=user
    )
    newest_first = drafts.order_by("-latest_revision_created_at", "pk")
    return page_task("drafts", _("My drafts"), newest_first, _edited, order=10)


def _edited(page) -> str:
    moment = timezone.localtime(page.latest_revision_created_at)
    return _("changed %(date)s") % {"date": format_datetime(moment, active_language().babel)}


def unchecked_records(user) -> QuerySet:
    """Return the records without a source or with an old check, the longest unchanged first."""
    today = timezone.localdate()
    kinds = [model for model in get_page_models() if issubclass(model, SourcesMixin)]
    waiting = [Q(pk__in=kind.needing_check(today).order_by().values("pk")) for kind in kinds]
    pages = editable_pages(user, Page.objects.filter(reduce(or_, waiting)))
    return pages.order_by("last_published_at", "pk")


def _unchecked_records(user) -> EditorialTask:
    label = _("Records without a source, or not checked for a year")
    url = reverse("unchecked_record_report")
    return page_task("records", label, unchecked_records(user), url=url, order=40)


def due_reviews(user) -> QuerySet:
    """Return the pages to review: one’s own first, then those without an owner and of others."""
    due = PageReview.objects.due(timezone.localdate()).order_by()
    own = due.filter(translation_key=OuterRef("translation_key"))
    return (
        editable_pages(user, Page.objects.all())
        .filter(translation_key__in=due.values("translation_key"))
        .annotate(
            review_on=Subquery(own.values("review_on")[:1]),
            is_own=Subquery(own.filter(owner=user).values("pk")[:1]),
        )
        .order_by(F("is_own").desc(nulls_last=True), "review_on", "pk")
    )


def _due_reviews(user) -> EditorialTask:
    url = reverse("due_review_report")
    pages = due_reviews(user)
    return page_task("reviews", _("Pages to review"), pages, _review_day, url, order=50)


def _review_day(page) -> str:
    return format_date(page.review_on, "long", locale=active_language().babel)


def _schedule(user) -> EditorialTask:
    """Return the pages that go live or expire at a set time, the next one first."""
    of_page = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id=Cast(OuterRef("pk"), CharField())
    )
    pages = (
        editable_pages(user, Page.objects.all())
        .annotate(
            approved_for=Subquery(of_page.values("approved_go_live_at")[:1]),
            expires_at=Case(When(live=True, then=F("expire_at"))),
        )
        .filter(Q(approved_for__isnull=False) | Q(expires_at__isnull=False))
        .annotate(next_change=Coalesce("approved_for", "expires_at"))
        .order_by("next_change", "pk")
    )
    return page_task("schedule", _("Scheduled"), pages, _next_change, order=60)


def _next_change(page) -> str:
    moment = timezone.localtime(page.next_change)
    shown = {"date": format_datetime(moment, active_language().babel)}
    if moment < timezone.now() - GRACE_PERIOD:
        return _("overdue since %(date)s") % shown
    return _("goes live %(date)s") % shown if page.approved_for else _("expires %(date)s") % shown
