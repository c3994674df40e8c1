"""Page permissions in Wagtail's admin; an app may register a stricter tester.

All views of the admin use it, from the buttons to the bulk actions, because ``BasePage`` returns it
from ``permissions_for_user``.
"""

from django.core.exceptions import ValidationError
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


_testers: list[type[SitePagePermissionTester]] = [SitePagePermissionTester]


def register_page_permission_tester(tester: type[SitePagePermissionTester]) -> None:
    """Use this class for every page of the site."""
    _testers[:] = [tester]


def page_permission_tester(user, page) -> PagePermissionTester:
    return _testers[0](user, page)
