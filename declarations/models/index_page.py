from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import SectionPage

from .declaration_page import DeclarationPage


class DeclarationIndexPage(SectionPage):
    """All declarations, statements and strategies, the latest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["declarations.DeclarationPage"]

    class Meta:
        verbose_name = _("list of declarations")
        verbose_name_plural = _("lists of declarations")

    @cached_property
    def declarations(self) -> list[DeclarationPage]:
        return list(DeclarationPage.objects.for_listing().order_by("-date_rank", "title"))
