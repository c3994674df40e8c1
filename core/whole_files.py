"""Files with everything of a kind, such as calendars, data and sitemaps, for every reader alike."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone

from .feeds import last_public_change
from .languages import active_language


class WholeFileResponse(HttpResponse):
    """A file that is made only if nobody has asked for it since the content changed.

    A middleware fills it in, with what was made before or with what it makes.

    ``name``: what tells the file from all others; its path and, with a question mark, a filter.
    ``make``: returns the parts of the content.
    ``changes_daily``: it may differ from one day to the next without a publication.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[], Iterable[bytes]],
        *,
        content_type: str,
        changes_daily: bool = False,
        headers: dict[str, str] | None = None,
    ):
        super().__init__(content_type=content_type, headers=headers)
        self.name, self.make, self.changes_daily = name, make, changes_daily
        # As ``always_revalidated``: who has the file asks whether it is the latest one.
        self.headers.setdefault("Cache-Control", "no-cache")
        self.headers["Content-Language"] = active_language().tag

    @property
    def is_filtered(self) -> bool:
        return "?" in self.name

    def modified_at(self) -> datetime:
        changed = last_public_change()
        if not self.changes_daily:
            return changed
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return max(changed, today)
