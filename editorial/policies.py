"""Who does editorial work: whoever may edit a page in the source language."""

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from core.editorial_tasks import editable_pages
from core.request_cache import cached_for_request


def is_editor(user) -> bool:
    """Whether the person may edit any page of the source language; the menu asks several times."""
    return cached_for_request(
        ("is editor", user.pk), lambda: editable_pages(user, Page.objects.all()).exists()
    )


def may_add_pages(user) -> bool:
    """Whether the person may write pages: also an author who has not written any yet."""
    return page_permission_policy.user_has_permission(user, "add")


def may_review(user, page) -> bool:
    """Whether the person may review this page: one in the source language that they may edit."""
    return page.text_language.is_source and page.permissions_for_user(user).can_edit()
