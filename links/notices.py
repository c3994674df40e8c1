"""The notice that names what links to something, before an editor deletes, moves or unpublishes."""

from collections.abc import Iterable

from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page

from core.page_action_notices import PageActionKind, PageActionNotice, page_action_notices

from .forms import REPLACEMENT_CHOOSERS
from .usage import LinkingObject, linking_objects

MAX_SHOWN = 100


class LinkedFromNotice(PageActionNotice):
    """Names each page that links to something, once, with its languages and what to do."""

    template_name = "links/linked_from_notice.html"

    def __init__(self, kind: PageActionKind, found: list[LinkingObject], replace_url: str = ""):
        self.kind = kind
        self.found = found
        self.replace_url = replace_url

    @property
    def is_blocking(self) -> bool:
        return self.kind == PageActionKind.DELETE and any(item.is_required for item in self.found)

    def get_context_data(self, parent_context):
        return {
            "kind": self.kind,
            "replace_url": self.replace_url,
            "next": self.replace_url and parent_context["request"].get_full_path(),
            "found": self.found[:MAX_SHOWN],
            "count": len(self.found),
            "more": max(len(self.found) - MAX_SHOWN, 0),
            "is_blocking": self.is_blocking,
        }


def linked_from_notices(
    kind: PageActionKind, targets: Iterable[Model], user
) -> list[LinkedFromNotice]:
    """Return a notice for these objects, or none if nothing links to them."""
    targets = list(targets)
    found = linking_objects(targets, user)
    is_one = len(targets) == 1 and kind == PageActionKind.DELETE
    url = replace_links_url(targets[0]) if is_one else ""
    return [LinkedFromNotice(kind, found, url)] if found else []


def replace_links_url(target: Model) -> str:
    """Return the address of the screen that replaces the links to an object, if there is one."""
    model = Page if isinstance(target, Page) else type(target)
    if model not in REPLACEMENT_CHOOSERS:
        return ""
    return reverse("replace_links", args=[model._meta.label_lower, target.pk])


def notices_for(kind: PageActionKind, target: Model, user) -> list[PageActionNotice]:
    """Return what has to be said before an action on a page or another object."""
    if isinstance(target, Page):
        return page_action_notices(kind, [target], user)
    return linked_from_notices(kind, [target], user)
