"""Values that many pages have in common, kept in the process as long as the content is the same.

What surrounds every page changes a few times a month, and readers ask for it with every page. The
app that knows of each change registers the hook ``register_content_state``: a function that returns
a value which differs from all earlier ones as soon as readers may see something else, or ``None``
in a transaction that has written, whose changes nobody else sees. Without it nothing is kept.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from wagtail import hooks

from .request_cache import cached_for_request, is_within_request, new_request_cache

_UNSAVED = "unsaved content"
# The state of the content, and the values of this state.
_kept: tuple[Hashable, dict[Hashable, Any]] = None, {}


def cached_for_content(key: Hashable, compute: Callable[[], Any]) -> Any:
    """Return the value for ``key``, computed once for each state of the content.

    Requests and threads share the value: nothing may change it. Where values cannot be kept, it is
    cached for the request.
    """
    values = _values()
    if values is None:
        return cached_for_request(key, compute)
    if key not in values:
        # Not from what this request has read before, which may be of an earlier state.
        with new_request_cache():
            values[key] = compute()
    return values[key]


@contextmanager
def unsaved_content(values: dict[Hashable, Any]) -> Iterator[None]:
    """Use these values in place of what is stored, and keep nothing that is made of them."""
    with new_request_cache():
        for key, value in {_UNSAVED: True, **values}.items():
            cached_for_request(key, lambda value=value: value)
        yield


def forget_content() -> None:
    """Keep nothing of what was read before: the database was replaced by another one."""
    global _kept
    _kept = None, {}


def _values() -> dict[Hashable, Any] | None:
    global _kept
    if not is_within_request() or cached_for_request(_UNSAVED, lambda: False):
        return None
    state = None
    for hook in hooks.get_hooks("register_content_state"):
        state = hook()
    if state is None:
        return None
    known, values = _kept
    if known != state:
        values = {}
        _kept = state, values
    return values
