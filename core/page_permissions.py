"""Page permissions in Wagtail's admin; a setting may name a stricter tester.

All views of the admin use it, from the buttons to the bulk actions, because ``BasePage`` returns it
from ``permissions_for_user``. Outside the tree of the site nobody has a permission.
"""

import posixpath
from operator import attrgetter

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.module_loading import import_string
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from .non_page_routes import validate_slug_not_reserved
from .site_tree import IN_SITE_TREE, SITE_ROOT_PATH, is_in_site_tree


class SitePagePermissionTester(PagePermissionTester):
    """Wagtail's permissions, without moves to a parent below which the slug is reserved."""

    def can_move_to(self, destination):
        # Wagtail asks for the parent of a destination without a position, which a root has not.
        if destination is None or not is_in_site_tree(destination):
            return False
        try:
            validate_slug_not_reserved(self.page.slug, destination)
        except ValidationError:
            return False
        return super().can_move_to(destination)


class OutsideSiteTreePagePermissionTester(PagePermissionTester):
    """The permissions for a page outside the tree of the site: none, whoever asks."""

    def __init__(self, user, page):
        super().__init__(AnonymousUser(), page)
        self.permissions = set()

    def can_unlock(self):
        return False

    def can_view_revisions(self):
        return False


class SitePagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's policy for lists and choosers, limited to the tree of the site.

    That concerns superusers, and groups with permissions on a page that has left the tree.
    """

    def get_all_permissions_for_user(self, user):
        permissions = super().get_all_permissions_for_user(user)
        return permissions.filter(page__path__startswith=SITE_ROOT_PATH)

    def _base_queryset_for_user(self, user):
        pages = super()._base_queryset_for_user(user)
        return pages if pages is None else pages.filter(IN_SITE_TREE)

    def explorable_instances(self, user):
        """Return the same pages as Wagtail, with one condition for each part of the tree.

        Wagtail has one for each permission of each group, and lists contain them several times.
        """
        pages = self._base_queryset_for_user(user)
        if pages is not None:
            return pages
        granted = {permission.page for permission in self.get_cached_permissions_for_user(user)}
        above = {path for page in granted for path in _paths_above(page)}
        condition = Q(path__in=above)
        parts: list[str] = []
        for page in sorted(
            self.instances_with_direct_explore_permission(user), key=attrgetter("path")
        ):
            if not page.path.startswith(tuple(parts)):
                parts.append(page.path)
                condition |= Q(path__startswith=page.path)
        parents = [page.path[: -page.steplen] or page.path for page in granted]
        common = posixpath.commonprefix(parents)  # of any texts, in spite of its name
        common = common[: len(common) // Page.steplen * Page.steplen] or SITE_ROOT_PATH
        return Page.objects.filter(condition, path__startswith=common)

    def instances_with_direct_explore_permission(self, user):
        return [
            page
            for page in super().instances_with_direct_explore_permission(user)
            if is_in_site_tree(page)
        ]


def _paths_above(page: Page) -> list[str]:
    return [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]


def page_permission_tester(user, page) -> PagePermissionTester:
    """Return the permissions of a user for a page.

    The setting ``SITE_PAGE_PERMISSION_TESTER`` is the dotted path of a subclass of
    ``SitePagePermissionTester``. It is a setting and no hook, because only one class can be used.
    """
    if not is_in_site_tree(page):
        return OutsideSiteTreePagePermissionTester(user, page)
    return import_string(settings.SITE_PAGE_PERMISSION_TESTER)(user, page)
