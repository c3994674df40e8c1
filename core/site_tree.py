"""The tree of the site: every page below the first root.

An app may keep pages below a root of its own, outside this tree, such as pages that were deleted
and can be restored. Nobody reads, edits, translates or publishes them there. Queries for live pages
need no condition, since no page outside the tree is live.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from .treebeard_internals import page_path

# The path of the first root, which Wagtail's first migration creates.
SITE_ROOT_PATH = page_path("", depth=1, number=1)
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


def lock_page(pk: int) -> None:
    """Let others who lock the page wait until the end of the transaction.

    ``FOR NO KEY UPDATE`` lets others create rows that refer to the page.
    """
    list(_locked(pk).values_list("pk"))


def _locked(pk: int) -> QuerySet:
    return Page.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk)


def take_current_place(page: Page) -> None:
    """Lock a page that is about to be saved, and take its place in the tree from the database.

    It may have moved since it was loaded, or a page above it. Django saves every field: the page
    would return to where it was, and the tree would be corrupt. Raise ``PermissionDenied`` if the
    page has left the site meanwhile or come back: whoever saves it decided about something else.
    """
    place = _locked(page.pk).values("path", "depth", "numchild", "url_path").first()
    if place is None or all(getattr(page, name) == value for name, value in place.items()):
        return
    was_in_site_tree = is_in_site_tree(page)
    for name, value in place.items():
        setattr(page, name, value)
    if is_in_site_tree(page) != was_in_site_tree:
        raise PermissionDenied(_("Somebody else has restored or deleted this page meanwhile."))
    page.get_parent(update=True)
