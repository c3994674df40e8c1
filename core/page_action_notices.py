"""What apps have to say before an editor removes, moves or renames pages."""

from enum import StrEnum

from wagtail import hooks
from wagtail.admin.ui.components import Component


class PageActionKind(StrEnum):
    DELETE = "delete"
    UNPUBLISH = "unpublish"
    MOVE = "move"
    RENAME = "rename"


class PageActionNotice(Component):
    """A component shown before the action; a blocking one says why it cannot be done yet."""

    is_blocking = False


def page_action_notices(kind: PageActionKind, pages, user) -> list[PageActionNotice]:
    """Return the notices that the hook ``register_page_action_notices`` collects for pages."""
    found = [hook(kind, pages, user) for hook in hooks.get_hooks("register_page_action_notices")]
    return [notice for notices in found for notice in notices]
