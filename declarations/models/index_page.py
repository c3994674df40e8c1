from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from core.blocks.text import INLINE_FEATURES
from core.models import BasePage

from .declaration_page import DeclarationPage


class DeclarationIndexPage(BasePage):
    """All declarations, statements and strategies, the latest first."""

    introduction = RichTextField(_("introduction"), features=INLINE_FEATURES, blank=True)

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    subpage_types = ["declarations.DeclarationPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("list of declarations")
        verbose_name_plural = _("lists of declarations")

    @cached_property
    def declarations(self) -> list[DeclarationPage]:
        return list(DeclarationPage.objects.for_reader().order_by("-date_rank", "title"))
