"""Page permissions in Wagtail's admin; a setting may name a stricter tester.

All views of the admin use it, from the buttons to the bulk actions, because ``BasePage`` returns it
from ``permissions_for_user``. Outside the tree of the site nobody has a permission.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from wagtail.models import PagePermissionTester
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


class OutsidePagePermissionTester(PagePermissionTester):
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

    def instances_with_direct_explore_permission(self, user):
        return [
            page
            for page in super().instances_with_direct_explore_permission(user)
            if is_in_site_tree(page)
        ]


def page_permission_tester(user, page) -> PagePermissionTester:
    """Return the permissions of a user for a page.

    The setting ``SITE_PAGE_PERMISSION_TESTER`` is the dotted path of a subclass of
    ``SitePagePermissionTester``. It is a setting and no hook, because only one class can be used.
    """
    if not is_in_site_tree(page):
        return OutsidePagePermissionTester(user, page)
    return import_string(settings.SITE_PAGE_PERMISSION_TESTER)(user, page)
