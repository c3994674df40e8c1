"""Who does editorial work: whoever may edit a page in the source language."""

from django.conf import settings
from wagtail.permission_policies.pages import PagePermissionPolicy


def is_editor(user) -> bool:
    """Whether the person may edit any page of the source language."""
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    pages = editable.filter(depth__gt=1, locale__language_code=settings.LANGUAGE_CODE)
    return pages.exists()
