"""What links to an object, in the templates of Wagtail that ask to confirm an action."""

from django import template
from django.db.models import Model

from core.page_action_notices import PageActionKind, PageActionNotice
from links.notices import notices_for

register = template.Library()

# The names that Wagtail's templates of bulk actions give to the entries of their lists.
BULK_ENTRIES = ("page", "snippet", "image", "document", "user")


@register.simple_tag(takes_context=True)
def usage_notices(context, kind: str = "", target: Model | None = None) -> list[PageActionNotice]:
    """Return the notices for an action on the object that the template is about.

    Wagtail includes its summary of the usage in the views of single objects and in the lists of
    bulk actions. Both are found here, so that one template serves all of them.
    """
    target = target or _target(context)
    if target is None:
        return []
    is_unpublished = "unpublish_url" in context
    kind = kind or (PageActionKind.UNPUBLISH if is_unpublished else PageActionKind.DELETE)
    return notices_for(PageActionKind(kind), target, context["request"].user)


def _target(context) -> Model | None:
    entries = [context.get(name) for name in BULK_ENTRIES]
    entries += (context.get("items") or [])[:1]
    for entry in entries:
        if isinstance(entry, dict):
            return entry["item"]
    found = getattr(context.get("view"), "object", None) or context.get("page")
    return found if isinstance(found, Model) else None
