"""Count addresses at which readers found nothing: the address and the day, nothing of the reader.

Nothing is counted until an administrator enables it (``LinkSettings``).
"""

import re

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from core.content_cache import cached_for_content
from core.localized_urls import admin_home_url
from core.reports import first_day

from .addresses import normalised_path, split_language
from .models import LinkSettings, NotFoundAddress
from .models.not_found_address import MAX_COUNTED_LENGTH

RETENTION_DAYS = 90
# Different addresses: readers do not miss more on one day, further ones are made up by programs.
MAX_ADDRESSES_PER_DAY = 500

# Mail addresses and phone numbers are personal data.
_PERSONAL = re.compile(r"@|%40|\d[\d\s.-]{6,}\d")
# What programs that look for weak sites ask for, and no reader.
_PROBE = re.compile(r"/\.|\.(?:php\d?|aspx?|jsp|cgi|env|sql|bak|ya?ml|ini|git)\b|/wp-|/cgi-bin/")


def count_not_found(path: str) -> None:
    """Count a path of a request, as it was asked for."""
    path = countable_path(path)
    if not path or not cached_for_content("counts not found", _is_counting):
        return
    today = NotFoundAddress.objects.filter(day=timezone.localdate())
    if today.filter(path=path).update(count=F("count") + 1):
        return
    if today.count() < MAX_ADDRESSES_PER_DAY:
        row = NotFoundAddress(day=timezone.localdate(), path=path)
        # Concurrent requests may have the same address: one of them creates the row, all count.
        NotFoundAddress.objects.bulk_create([row], ignore_conflicts=True)
        today.filter(path=path).update(count=F("count") + 1)


def _is_counting() -> bool:
    return LinkSettings.objects.filter(counts_not_found=True).exists()


def countable_path(path: str) -> str:
    """Return a path without its language, as redirects have it; "" if it is not counted."""
    own = (admin_home_url(), settings.STATIC_URL, settings.MEDIA_URL)
    if path.startswith(own) or not path.isprintable() or len(path) > MAX_COUNTED_LENGTH:
        return ""
    path = normalised_path(split_language(path)[1])
    if path == "/" or len(path) > MAX_COUNTED_LENGTH:
        return ""
    is_refused = _PERSONAL.search(path) or _PROBE.search(path.lower())
    return "" if is_refused else path


def delete_old_counts() -> int:
    """Delete the rows that are older than ``RETENTION_DAYS`` days; return their number."""
    return NotFoundAddress.objects.filter(day__lt=first_day(RETENTION_DAYS)).delete()[0]
