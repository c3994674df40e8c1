"""The tree of the recycle bin: a root of its own, with one container for each deleted subtree.

A container makes room for pages with the same slug, and keeps the slugs as they are.
"""

from wagtail.models import Locale, Page

from core.languages import source_language
from core.site_tree import IN_SITE_TREE

ROOT_SLUG = "recycle-bin"


def lock_bin() -> None:
    """Lock the recycle bin until the end of the transaction.

    The lock is on the root of the site.
    """
    Page.objects.select_for_update(no_key=True).get(path=Page.get_first_root_node().path)


def lock_bin_root() -> Page:
    """Lock the recycle bin until the end of the transaction, and return its root.

    The lock is on the root of the site. The root of the bin is created when it is needed first.
    """
    lock_bin()
    root = Page.objects.exclude(IN_SITE_TREE).filter(depth=1, slug=ROOT_SLUG).first()
    return root or Page.add_root(
        instance=Page(
            title="Recycle bin",
            slug=ROOT_SLUG,
            locale=Locale.objects.get(language_code=source_language().code),
            live=False,
        )
    )


def add_container(root: Page, page: Page) -> Page:
    """Create the container for a page that is about to be deleted."""
    root.refresh_from_db()
    container = Page(
        title=root.title, slug=f"{ROOT_SLUG}-{page.pk}", locale=page.locale, live=False
    )
    return root.add_child(instance=container)


def remove_container(page_id: int) -> None:
    """Delete the container of a page that is no longer in it, without an entry in the log."""
    Page.objects.exclude(IN_SITE_TREE).filter(depth=2, slug=f"{ROOT_SLUG}-{page_id}").delete()
