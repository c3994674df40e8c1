"""Whether what was made before still holds: the generation, and the moments that time changes."""

import threading
import time
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import Error
from django.utils import timezone
from wagtail.models import Page

from core.models import Theme
from core.request_cache import cached_for_request

from .changes import has_written, latest_change, writes
from .models import stored_generation

# A process that is killed after its commit tells nobody. The database is asked this often anyway.
CHECK_AFTER = 1.0  # second


class ContentState(NamedTuple):
    """What is made in one state stays right: until the next state, which is never equal to it."""

    generation: int
    ends_at: datetime


class KnownState(NamedTuple):
    """A state, and what was announced and when it was before the database was asked for it."""

    state: ContentState
    change: tuple | None
    checked_at: float  # seconds of the monotonic clock


class ContentFreshness:
    """What a process knows of the state of the content."""

    def __init__(self):
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Know nothing of the content: the database was replaced by another one."""
        self._known = KnownState(ContentState(0, timezone.now()), None, 0.0)

    def known_state(self) -> ContentState | None:
        """Return the state if nobody has to be asked for it but the clock, and else ``None``."""
        known = self._known  # which another thread may replace
        is_recent = time.monotonic() - known.checked_at < CHECK_AFTER
        is_right = is_recent and latest_change() == known.change
        return known.state if is_right and timezone.now() < known.state.ends_at else None

    def state(self) -> ContentState:
        """Return the state: what is read from the database afterwards is at least as new."""
        if state := self.known_state():
            return state
        with self._lock:
            # Another thread may have asked meanwhile.
            return self.known_state() or self._ask()

    def _ask(self) -> ContentState:
        change, checked_at = latest_change(), time.monotonic()
        known = self._known.state
        try:
            generation = stored_generation()
        except Error:
            # Without the database nothing changes either: readers get what there is.
            generation, change = known.generation, None
        if generation != known.generation or timezone.now() >= known.ends_at:
            known = ContentState(generation, _next_moment())
        self._known = KnownState(known, change, checked_at)
        return known


content_freshness = ContentFreshness()


def state_of_request() -> ContentState | None:
    """Return the state for what a request makes; ``None`` in a transaction that has written.

    It is asked for once in a request, and again after each statement that writes.
    """
    if has_written():
        return None
    return cached_for_request(("content state", writes()), content_freshness.state)


def _next_moment() -> datetime:
    """Return when a page may look different although nothing was changed.

    At midnight dates become past: meetings, help lines, notices. A page may expire before, or a
    theme.
    """
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    expiring = [
        model.objects.filter(live=True, expire_at__gt=now).order_by("expire_at")
        for model in (Page, Theme)
    ]
    try:
        firsts = [objects.values_list("expire_at", flat=True).first() for objects in expiring]
    except Error:
        return now + timedelta(seconds=CHECK_AFTER)
    return min(filter(None, (midnight, *firsts)))
