"""What one request has already looked up, so that it is not asked for twice.

The memory begins with each request and ends with it: nothing stale, nothing shared between
readers. Outside a request nothing is remembered.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_remembered: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def fresh() -> Iterator[None]:
    """Remember within this block; used once around each request."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def remember(key: Hashable, compute: Callable[[], Any]) -> Any:
    """Return the remembered value for ``key``, computing it the first time."""
    remembered = _remembered.get()
    if remembered is None:
        return compute()
    if key not in remembered:
        remembered[key] = compute()
    return remembered[key]
