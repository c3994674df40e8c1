"""The sizes of PDF files, cached when a file is rendered and shown beside the link to it.

A link to a file that was not rendered yet has no size: rendering it would take longer than the
page.
"""

from django.core.cache import cache

from core.addresses import address
from core.models import BasePage

from .printing import KEPT


def keep_size(page: BasePage, size: int) -> None:
    """Cache the size in bytes of the page's PDF in the active language."""
    cache.set(_key(page), size, KEPT)


def known_size(page: BasePage) -> int | None:
    """Return the cached size in bytes, or ``None`` if the page was published since."""
    return cache.get(_key(page))


def _key(page: BasePage) -> str:
    published = page.last_published_at
    return f"paper:{address(page)}:{published.timestamp() if published else ''}"
