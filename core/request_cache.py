"""A cache that lives as long as one request, so that nothing is queried twice in it.

Nothing in it can be stale or be shared between requests. Outside a request nothing is cached.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_cache: ContextVar[dict[Hashable, Any] | None] = ContextVar("request_cache", default=None)


@contextmanager
def new_request_cache() -> Iterator[None]:
    """Start an empty cache for the duration of the block, normally one request."""
    token = _cache.set({})
    try:
        yield
    finally:
        _cache.reset(token)


def is_within_request() -> bool:
    return _cache.get() is not None


def cached_for_request(key: Hashable, compute: Callable[[], Any]) -> Any:
    """Return the cached value for ``key``, computing it the first time."""
    cache = _cache.get()
    if cache is None:
        return compute()
    if key not in cache:
        cache[key] = compute()
    return cache[key]
