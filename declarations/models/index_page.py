from django.utils.translation import gettext_lazy as _

from core.models import SectionPage
from core.paging import ListingPaginator, ids_for_reader, requested_page

from .declaration_page import DeclarationPage

DECLARATIONS_PER_PAGE = 20


class DeclarationIndexPage(SectionPage):
    """The list of declarations, statements and strategies, the latest first."""

    query_parameters = ("page",)
    parent_page_types = ["home.HomePage"]
    subpage_types = ["declarations.DeclarationPage"]

    class Meta:
        verbose_name = _("list of declarations")
        verbose_name_plural = _("lists of declarations")

    def get_context(self, request, *args, **kwargs):
        ids = ids_for_reader(DeclarationPage, "-date_rank", "title")
        page, problem = requested_page(
            ListingPaginator(ids, DECLARATIONS_PER_PAGE, DeclarationPage),
            request.GET.get("page", ""),
        )
        context = super().get_context(request, *args, **kwargs)
        return context | {"declarations": page, "problems": [problem] if problem else []}
