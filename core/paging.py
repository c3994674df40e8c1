"""Pagination; the first page is shown, with a message, if the requested one does not exist."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.utils.translation import gettext as _

from .content_cache import cached_for_content
from .languages import active_language
from .page_types import pages_for_listing


class ListingPaginator(Paginator):
    """Pages with the ids of pages of one type; only those of the requested page are fetched.

    Otherwise the database counts, sorts and skips all others for each request.
    """

    def __init__(self, ids, per_page, model):
        super().__init__(ids, per_page)
        self._model = model

    def page(self, number) -> Page:
        page = super().page(number)
        page.object_list = pages_for_listing(page.object_list, self._model)
        return page


def ids_for_reader(model, *ordering: str) -> list[int]:
    """Return the ids of all pages of a type that readers find, in this order.

    It is the same list until the content changes.
    """
    return cached_for_content(
        ("ids for readers", model, ordering, active_language().code),
        lambda: list(model.objects.for_reader().order_by(*ordering).values_list("pk", flat=True)),
    )


def requested_page(paginator: Paginator, number: str) -> tuple[Page, str]:
    """Return the requested page and an empty message, or the first page and a message."""
    try:
        return paginator.page(number or 1), ""
    except InvalidPage:
        problem = _("There is no page “%(number)s”. The first page is shown instead.")
        return paginator.page(1), problem % {"number": number[:20].replace("\x00", "")}
