"""Who may do what with a page in Wagtail's admin: its own answers, which a workshop may narrow.

Every door of the admin asks the same tester, from the buttons that it shows to the bulk actions.
"""

from wagtail.admin.forms.pages import CopyForm
from wagtail.models import PagePermissionTester

_testers: list[type[PagePermissionTester]] = [PagePermissionTester]


def register_page_permissions(tester: type[PagePermissionTester]) -> None:
    """Let this tester answer for every page of the site."""
    _testers[:] = [tester]


def page_permissions(user, page) -> PagePermissionTester:
    return _testers[0](user, page)


class WithoutAliasForm(CopyForm):
    """Copying a page makes a page of its own: the site knows no aliases, which double the words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
