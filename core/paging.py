"""Pagination; the first page is shown, with a message, if the requested one does not exist."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.utils.translation import gettext as _


class KeyPaginator(Paginator):
    """Finds the rows of all pages but the first by their keys.

    Otherwise the database sorts and skips all rows before them with their texts.
    """

    def page(self, number) -> Page:
        page = super().page(number)
        if not page.has_previous():
            return page
        keys = list(page.object_list.values_list("pk", flat=True))
        page.object_list = self.object_list.filter(pk__in=keys)
        return page


def requested_page(paginator: Paginator, number: str) -> tuple[Page, str]:
    """Return the requested page and an empty message, or the first page and a message."""
    try:
        return paginator.page(number or 1), ""
    except InvalidPage:
        problem = _("There is no page “%(number)s”. The first page is shown instead.")
        return paginator.page(1), problem % {"number": number[:20].replace("\x00", "")}
