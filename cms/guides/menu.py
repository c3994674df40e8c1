"""The menu “Help”: the section on the current screen, the guides of the role, and all guides."""

from functools import cache

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from core.request_cache import cached_for_request

from .catalogue import GUIDES, SECTIONS_BY_SCREEN, GuideFile, guides_for

# Of Wagtail's own items, those that lead to other sites.
STOCK_ITEMS = ("whats-new-in-wagtail", "editor-guide")


class GuideMenuItem(MenuItem):
    """A guide, if it is about the work of the person."""

    def __init__(self, guide: GuideFile, order: int):
        super().__init__(
            guide.title,
            reverse("guides:guide", args=[guide.slug]),
            name=f"guide-{guide.slug}",
            icon_name=guide.icon,
            order=order,
        )
        self.guide = guide

    def is_shown(self, request):
        own, _others = guides_for(request.user)
        return self.guide in own


class ScreenHelpMenuItem(MenuItem):
    """The section of a guide that explains the screen of the request."""

    def __init__(self):
        super().__init__(
            _("Help with this screen"), "", name="screen-help", icon_name="help", order=0
        )

    def is_shown(self, request):
        return section_for(request) is not None

    def render_component(self, request):
        component = super().render_component(request)
        slug, anchor = section_for(request)
        component.url = f"{reverse('guides:guide', args=[slug])}#{anchor}"
        return component


def section_for(request) -> tuple[str, str] | None:
    """Return slug and anchor of the section on the current screen, if there is one."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return None
    models = [match.kwargs.get(key) for key in ("model_name", "content_type_model_name")]
    if match.view_name == "wagtailadmin_pages:edit":
        models.append(_page_model(match.kwargs["page_id"]))
    name = " ".join(filter(None, [match.view_name, *models]))
    return SECTIONS_BY_SCREEN.get(name) or SECTIONS_BY_SCREEN.get(match.view_name)


def _page_model(pk: int) -> str | None:
    """Return the name of the model of a page: the address of its form does not have it."""
    return cached_for_request(
        f"model of page {pk}",
        lambda: Page.objects.filter(pk=pk).values_list("content_type__model", flat=True).first(),
    )


@cache
def menu_items() -> list[MenuItem]:
    """Return all items, made once: their titles are read from the files."""
    guides = [GuideMenuItem(guide, order) for order, guide in enumerate(GUIDES, start=10)]
    every = MenuItem(
        _("All guides"), reverse("guides:guides"), name="guides", icon_name="list-ul", order=100
    )
    return [ScreenHelpMenuItem(), *guides, every]


def is_stock(item: MenuItem) -> bool:
    return item.name.startswith(STOCK_ITEMS)
