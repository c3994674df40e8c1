"""Who may import, and undo an import: administrators."""

PERMISSION = "plone_import.import_plone"


def may_import_plone(user) -> bool:
    return user.is_active and user.has_perm(PERMISSION)
