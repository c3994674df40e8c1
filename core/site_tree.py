"""The tree of the site: every page below the first root.

An app may keep pages below a root of its own, outside this tree, such as pages that were deleted
and can be restored. Nobody reads, edits, translates or publishes them there. Queries for live pages
need no condition, since no page outside the tree is live.
"""

from django.db.models import Q
from wagtail.models import Page

# The path of the first root, which Wagtail's first migration creates.
SITE_ROOT_PATH = Page._get_path("", 1, 1)
IN_SITE_TREE = Q(path__startswith=SITE_ROOT_PATH)


def is_in_site_tree(page: Page) -> bool:
    """Return whether the page belongs to the site. An unsaved page, without a path, does."""
    return not page.path or page.path.startswith(SITE_ROOT_PATH)


def objects_of_site(model):
    """Return a query set of the objects of a model: of pages, those in the tree of the site."""
    return model.objects.filter(IN_SITE_TREE) if issubclass(model, Page) else model.objects.all()


def is_object_of_site(instance) -> bool:
    """Return whether an object is a page in the tree of the site, or no page at all."""
    return not isinstance(instance, Page) or is_in_site_tree(instance)
