"""The sizes of PDF files, cached when a file is rendered and shown beside the link to it.

A link to a file that was not rendered yet has no size: rendering it would take longer than the
page.
"""

from django.core.cache import cache

from core.localized_urls import localized_url
from core.models import BasePage

from .rendering import CACHE_SECONDS


def cache_pdf_size(page: BasePage, size: int) -> None:
    """Cache the size in bytes of the page's PDF in the active language."""
    cache.set(_key(page), size, CACHE_SECONDS)


def cached_pdf_size(page: BasePage) -> int | None:
    """Return the cached size in bytes, or ``None`` if the page was published since."""
    return cache.get(_key(page))


def cache_file_size(path: str, size: int) -> None:
    """Cache the size of a file that is no page's, by its path. A later one may differ a little."""
    cache.set(f"file-size:{path}", size, CACHE_SECONDS)


def cached_file_size(path: str) -> int | None:
    return cache.get(f"file-size:{path}")


def _key(page: BasePage) -> str:
    published = page.last_published_at
    return f"pdf-size:{localized_url(page)}:{published.timestamp() if published else ''}"
