"""What searches know of each public page, kept in memory until the content changes.

Thousands of pages may match a search, so that what each of them costs matters: to join and group as
many rows takes a database longer, and objects that lie scattered in memory are read slowly.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from core.content_cache import cached_for_content
from core.languages import all_languages
from core.localization import private_paths
from search.models import PageRecord


class PageVersion(NamedTuple):
    """A language version of a public page, as the index describes it.

    ``translation_number`` is the same for all versions of a page. ``territories`` and ``themes``
    are separated by spaces (:class:`PageRecord`).
    """

    translation_number: int
    entry_id: int
    page_id: int
    language: str
    kind: str
    year: int | None
    date_rank: int
    territories: str
    themes: str


@dataclass(frozen=True)
class PageVersions:
    """The versions of public pages by their entries.

    ``expire_at`` and ``documents`` have the entries of pages that will expire, and of those to
    which documents are attached, with their ids separated by spaces.
    """

    by_entry: dict[int, PageVersion]
    expire_at: dict[int, datetime]
    documents: dict[int, str]

    def visible_now(self, entries: Iterable[int]) -> list[PageVersion]:
        """Return the versions of those entries whose pages everybody may see now."""
        now = timezone.now()
        expired = {
            entry for entry in self.expire_at.keys() & entries if self.expire_at[entry] <= now
        }
        return [
            version
            for entry in entries
            if (version := self.by_entry.get(entry)) and entry not in expired
        ]


def page_versions() -> PageVersions:
    """Return the versions of public pages; they are read once after each change, in one query."""
    return cached_for_content("page versions", _read_page_versions)


def _read_page_versions() -> PageVersions:
    codes = [language.code for language in all_languages()]
    records = PageRecord.objects.filter(page__live=True, is_draft=False, language__in=codes)
    for path in private_paths():
        records = records.exclude(page__path__startswith=path)
    described = [name for name in PageVersion._fields if name != "translation_number"]
    rows = records.annotate(expires=F("page__expire_at")).values_list(
        "translation_key", "documents", "expires", *described
    )
    by_entry, expire_at, documents = {}, {}, {}
    numbers: dict[UUID, int] = {}
    # Versions have most values in common, which then take memory once.
    known: dict[Any, Any] = {}
    for key, attached, expires, *values in rows.iterator():
        number = numbers.setdefault(key, len(numbers))
        version = PageVersion(number, *(known.setdefault(value, value) for value in values))
        by_entry[version.entry_id] = version
        if expires:
            expire_at[version.entry_id] = expires
        if attached:
            documents[version.entry_id] = attached
    return PageVersions(by_entry, expire_at, documents)
