"""Who may import, and undo an import: administrators."""

from django.core.exceptions import PermissionDenied

PERMISSION = "plone_import.import_plone"


def may_import_plone(user) -> bool:
    return user.is_active and user.has_perm(PERMISSION)


def check_may_import_plone(user) -> None:
    """Raise ``PermissionDenied`` for everybody but administrators."""
    if not may_import_plone(user):
        raise PermissionDenied
