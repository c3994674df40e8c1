"""Pagination that shows the first page, with a message, if the requested one does not exist."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.utils.translation import gettext as _


def requested_page(paginator: Paginator, number: str) -> tuple[Page, str]:
    """Return the requested page and an empty message, or the first page and a message."""
    try:
        return paginator.page(number or 1), ""
    except InvalidPage:
        problem = _("There is no page “%(number)s”. The first page is shown instead.")
        return paginator.page(1), problem % {"number": number[:20].replace("\x00", "")}
