"""Publication of pages that only tests have changed, without reading them again."""

from wagtail.models import Page

from translation.actions.publish_composed import create_revisions, publish_composed


def publish(page: Page) -> Page:
    """Publish a page as it is in memory, with the result of ``page.save_revision().publish()``.

    That reads the page again from its revision, which takes twice as long. It is only needed where
    something else than this has changed the page in the meantime.
    """
    stored = Page.objects.get(pk=page.pk)
    if page.go_live_at or stored.latest_revision_id != page.live_revision_id:
        page.save_revision().publish()
        page.refresh_from_db()
        return page
    page.stored_slug = stored.slug
    page.full_clean()
    return _publish_valid(page, stored.title if stored.live_revision_id else "")


def _publish_valid(page: Page, title_before: str = "") -> Page:
    create_revisions([page], [None])
    publish_composed(page, None, title_before)
    del page.stored_slug
    page.refresh_from_db()
    return page


def add(parent: Page, page: Page) -> Page:
    """Publish a new page below another one; it is validated when it is added."""
    parent.add_child(instance=page)
    if page.go_live_at or not page.live:
        return publish(page)
    page.stored_slug = page.slug
    return _publish_valid(page)
