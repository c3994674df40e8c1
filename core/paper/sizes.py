"""How large the files for paper are: known of those that have been made, and told beside the link.

Nobody knows the size of a file before it is made, and to make it for each reader of the page would
take longer than the page itself.
"""

from django.core.cache import cache

from core.addresses import address
from core.models import BasePage

from .printing import KEPT


def keep_size(page: BasePage, size: int) -> None:
    """Remember how large, in bytes, the reader's version of the page became on paper."""
    cache.set(_key(page), size, KEPT)


def known_size(page: BasePage) -> int | None:
    """Return the size in bytes, unless the page has been published since it was measured."""
    return cache.get(_key(page))


def _key(page: BasePage) -> str:
    published = page.last_published_at
    return f"paper:{address(page)}:{published.timestamp() if published else ''}"
