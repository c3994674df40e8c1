"""Promoted pages in the settings menu of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from core.localization import is_private
from search.models import Promotion


def what_readers_see(promotion: Promotion) -> str:
    """Return whether readers see the promotion, and if not, the reason."""
    if not promotion.active:
        return _("Not active")
    if not promotion.page.live:
        return _("The page is not published")
    return _("The page is not open to everybody") if is_private(promotion.page) else _("Active")


class PromotionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("page")


class PromotionCreateView(CreateView):
    """Accepts initial values for language and words, from the report of unanswered searches."""

    def get_initial(self):
        values = {name: self.request.GET.get(name) for name in ("language", "words")}
        return {name: value for name, value in values.items() if value}


class PromotionViewSet(ModelViewSet):
    model = Promotion
    icon = "pick"
    add_to_settings_menu = True
    menu_order = 900
    index_view_class = PromotionIndexView
    add_view_class = PromotionCreateView
    copy_view_enabled = False
    list_display = (
        "questions",
        "language",
        Column("page", label=_("Page"), accessor="page.get_admin_display_title"),
        Column("readers", label=_("What readers see"), accessor=what_readers_see),
    )
    list_filter = ("language", "active")
    search_fields = ("words", "note")
    search_backend_name = None
    list_per_page = 50


@hooks.register("register_admin_viewset")
def register_promotions():
    return PromotionViewSet()
