"""Pages that wait for their release: no other door publishes them, and no date of their own."""

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from translation.models.releases import ReleaseSet


def set_that_keeps(instance) -> ReleaseSet | None:
    """The open release set that a source page waits for; there is at most one."""
    if not isinstance(instance, Page):
        return None
    return ReleaseSet.objects.filter(page_id=instance.pk, released_at=None).first()


def reason_to_wait(page: Page) -> str:
    """Why the page is not published here, in words for whoever tried."""
    title = page.get_admin_display_title()
    return _("“%(title)s” waits for its release and goes live together with its translations.") % {
        "title": title
    }


def take_dates_away(release_set: ReleaseSet, user) -> bool:
    """Cancel the dates on which the page or a language of its set would go live alone.

    Those of translations stay in the work, from where they return when nothing holds them any more.
    Return whether the page itself had a date.
    """
    page = release_set.page
    chosen = release_set.items.filter(waived=False).values("locale")
    kept = {
        page.pk,
        *page.get_translations().filter(locale__in=chosen).values_list("pk", flat=True),
    }
    dated = list(
        Revision.page_revisions.filter(
            object_id__in=map(str, kept), approved_go_live_at__isnull=False
        )
    )
    for revision in dated:
        revision.approved_go_live_at = None
        revision.save(user=user, update_fields=["approved_go_live_at"])
    return str(page.pk) in {revision.object_id for revision in dated}
