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


class ContentFreshness:
    """What a process knows of the state of the content."""

    def __init__(self):
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Know nothing of the content: the database was replaced by another one."""
        self._state, self._change, self._checked_at = ContentState(0, timezone.now()), None, 0.0

    def state(self) -> ContentState:
        """Return the state: what is read from the database afterwards is at least as new."""
        with self._lock:
            generation = self._generation()
            if generation != self._state.generation or timezone.now() >= self._state.ends_at:
                self._state = ContentState(generation, _next_moment())
            return self._state

    def _generation(self) -> int:
        change, now = latest_change(), time.monotonic()
        if change == self._change and now - self._checked_at < CHECK_AFTER:
            return self._state.generation
        try:
            generation = stored_generation()
        except Error:
            # Without the database nothing changes either: readers get what there is.
            return self._state.generation
        self._change, self._checked_at = change, now
        return generation


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
