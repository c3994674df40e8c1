"""Locks that people put on pages in Wagtail: nobody else and no job changes such a page."""

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name


def page_lock_reason(instance, user=None) -> str:
    """Return that a page is locked and by whom; empty if ``user`` may change it all the same.

    The person who locked it may. A job has no ``user``: every lock counts for it. A snippet without
    locks is never locked.
    """
    if not getattr(instance, "locked", False) or (user and instance.locked_by_id == user.pk):
        return ""
    if instance.locked_by is None:
        return _("This page is locked.")
    name = get_user_display_name(instance.locked_by)
    return _("This page is locked by %(name)s.") % {"name": name}
