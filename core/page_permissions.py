"""Page permissions in Wagtail's admin; an app may register a stricter tester.

All views of the admin use it, from the buttons to the bulk actions, because ``BasePage`` returns it
from ``permissions_for_user``.
"""

from django.core.exceptions import ValidationError
from wagtail.models import PagePermissionTester

from .fixed_addresses import refuse_hidden_page


class SitePagePermissions(PagePermissionTester):
    """Wagtail's permissions, without moves to a parent below which the slug is reserved."""

    def can_move_to(self, destination):
        try:
            refuse_hidden_page(self.page.slug, destination)
        except ValidationError:
            return False
        return super().can_move_to(destination)


_testers: list[type[SitePagePermissions]] = [SitePagePermissions]


def register_page_permissions(tester: type[SitePagePermissions]) -> None:
    """Use this class for every page of the site."""
    _testers[:] = [tester]


def page_permissions(user, page) -> PagePermissionTester:
    return _testers[0](user, page)
