"""What Wagtail's admin lets people do with translated pages, in its own terms.

The policies decide; here their answers become those of Wagtail's permission tester, so that its
buttons, its views and its bulk actions agree with them. A superuser is asked, too.
"""

from core.page_permissions import SitePagePermissions
from translation.policies import policy_for


class TranslatedPagePermissions(SitePagePermissions):
    """The site's answers, unless the workshop's policies say no."""

    def _may(self, verb: str) -> bool:
        return policy_for(self.user).may(verb, self.page)

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and self._may("withdraw_page")

    def can_unpublish(self):
        return super().can_unpublish() and self._may("withdraw_page")

    def can_set_view_restrictions(self):
        return super().can_publish() and self._may("withdraw_page")

    def can_publish(self):
        return super().can_publish() and self._may("publish_by_hand")

    def can_publish_subpage(self):
        return super().can_publish_subpage() and self._may("publish_by_hand")

    def can_move(self):
        return super().can_move() and self._may("change_tree")

    def can_move_to(self, destination):
        stays = self.page.is_root() or destination.locale_id == self.page.locale_id
        return self._may("change_tree") and stays and super().can_move_to(destination)

    def can_copy(self):
        return super().can_copy() and self._may("change_tree")

    def can_reorder_children(self):
        return super().can_reorder_children() and self._may("change_tree")
