"""The policy as a page permission tester of Wagtail.

Wagtail's buttons, views and bulk actions thereby apply the policy, also to superusers.
"""

from core.page_permissions import SitePagePermissionTester
from translation.deleted_pages import deleted_translation_keys
from translation.policies import policy_for


class TranslatedPagePermissions(SitePagePermissionTester):
    """The permissions of the site, further limited by the policy of translations.

    The policy is asked first where it needs no query: Wagtail queries for each page of a list.
    """

    def _may(self, verb: str) -> bool:
        return policy_for(self.user).may(verb, self.page)

    def can_delete(self, ignore_bulk=False):
        return self._may("remove_page") and super().can_delete(ignore_bulk)

    def can_unpublish(self):
        return self._may("remove_page") and super().can_unpublish()

    def can_set_view_restrictions(self):
        return self._may("remove_page") and super().can_publish()

    def can_publish(self):
        return super().can_publish() and self._may("publish_directly")

    def can_publish_subpage(self):
        return super().can_publish_subpage() and self._may("publish_directly")

    def can_move(self):
        return self._may("change_tree") and super().can_move()

    def can_move_to(self, destination):
        if destination is None:
            return False
        keeps_locale = self.page.is_root() or destination.locale_id == self.page.locale_id
        return (
            self._may("change_tree")
            and keeps_locale
            and destination.translation_key not in deleted_translation_keys()
            and super().can_move_to(destination)
        )

    def can_copy(self):
        return self._may("change_tree") and super().can_copy()

    def can_reorder_children(self):
        return self._may("change_tree") and super().can_reorder_children()
