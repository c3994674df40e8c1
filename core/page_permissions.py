"""Page permissions in Wagtail's admin; a setting may name a stricter tester.

All views of the admin use it, from the buttons to the bulk actions, because ``BasePage`` returns it
from ``permissions_for_user``.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from wagtail.models import PagePermissionTester

from .non_page_routes import validate_slug_not_reserved


class SitePagePermissionTester(PagePermissionTester):
    """Wagtail's permissions, without moves to a parent below which the slug is reserved."""

    def can_move_to(self, destination):
        try:
            validate_slug_not_reserved(self.page.slug, destination)
        except ValidationError:
            return False
        return super().can_move_to(destination)


def page_permission_tester(user, page) -> PagePermissionTester:
    """Return the permissions of a user for a page.

    The setting ``SITE_PAGE_PERMISSION_TESTER`` is the dotted path of a subclass of
    ``SitePagePermissionTester``. It is a setting and no hook, because only one class can be used.
    """
    return import_string(settings.SITE_PAGE_PERMISSION_TESTER)(user, page)
