"""Whether what was made before still holds: the generation, and the moments that time changes."""

import threading
import time
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import Error
from django.db.models import Min
from django.utils import timezone
from wagtail.models import Page

from .changes import latest_change
from .models import stored_generation

# A process that is killed after its commit tells nobody. The database is asked this often anyway.
CHECK_AFTER = 1.0  # second


class ContentState(NamedTuple):
    """The generation of the content, and when time changes what readers see of it."""

    number: int
    ends_at: datetime


class ContentFreshness:
    """What one process knows of the generation of the content."""

    def __init__(self):
        self._lock = threading.Lock()
        self._generation, self._change, self._checked_at = 0, None, 0.0
        self._state: ContentState | None = None

    def state(self) -> ContentState:
        """Return the state: what is read from the database afterwards is at least as new."""
        number, known = self.generation(), self._state
        if known is None or known.number != number or known.ends_at <= timezone.now():
            known = self._state = ContentState(number, next_moment())
        return known

    def generation(self) -> int:
        with self._lock:
            change, now = latest_change(), time.monotonic()
            if change != self._change or now - self._checked_at >= CHECK_AFTER:
                try:
                    self._generation = stored_generation()
                except Error:
                    # Without the database nothing changes either: readers get what there is.
                    return self._generation
                self._change, self._checked_at = change, now
            return self._generation


def next_moment() -> datetime:
    """Return when a page may look different although nothing was changed.

    At midnight dates become past: meetings, help lines, notices. A page may expire before.
    """
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    expiring = Page.objects.filter(live=True, expire_at__gt=now)
    try:
        first = expiring.aggregate(first=Min("expire_at"))["first"]
    except Error:
        return now + timedelta(seconds=CHECK_AFTER)
    return min(midnight, first) if first else midnight
