"""What the site uses of the private API of treebeard, which keeps the tree of Wagtail's pages.

``tests/core/test_treebeard_internals.py`` fails when an upgrade changes it.
"""

from wagtail.models import Page


def page_path(parent_path: str, depth: int, number: int) -> str:
    """Return the path of the page with this number, from 1, among those below a path."""
    return Page._get_path(parent_path, depth, number)


def next_path(parent: Page, last_child: str | None) -> str:
    """Return the path of the page that follows ``last_child``, a path, below a page."""
    if last_child is None:
        return page_path(parent.path, parent.depth + 1, 1)
    return Page(path=last_child)._inc_path()


def set_parent(page: Page, parent: Page | None) -> None:
    """Have ``get_parent()`` of a page return this one without a query."""
    page._cached_parent_obj = parent
