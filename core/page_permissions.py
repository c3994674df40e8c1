"""Who may do what with a page in Wagtail's admin: its own answers, which a workshop may narrow.

Every door of the admin asks the same tester, from the buttons that it shows to the bulk actions.
"""

from django.core.exceptions import ValidationError
from wagtail.models import PagePermissionTester

from .fixed_addresses import refuse_hidden_page


class SitePagePermissions(PagePermissionTester):
    """Wagtail's answers, but no page moves to where nobody would find it."""

    def can_move_to(self, destination):
        try:
            refuse_hidden_page(self.page.slug, destination)
        except ValidationError:
            return False
        return super().can_move_to(destination)


_testers: list[type[SitePagePermissions]] = [SitePagePermissions]


def register_page_permissions(tester: type[SitePagePermissions]) -> None:
    """Let this tester answer for every page of the site."""
    _testers[:] = [tester]


def page_permissions(user, page) -> PagePermissionTester:
    return _testers[0](user, page)
