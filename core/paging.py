"""One page of a long list, and a clear word when the address asks for one that does not exist."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.utils.translation import gettext as _


def requested_page(paginator: Paginator, number: str) -> tuple[Page, str]:
    """Return the requested page and no problem, or the first page and the problem in words."""
    try:
        return paginator.page(number or 1), ""
    except InvalidPage:
        problem = _("There is no page “%(number)s”. The first page is shown instead.")
        return paginator.page(1), problem % {"number": number[:20].replace("\x00", "")}
