"""Find the public pages that match an expression.

The database finds the entries. What readers see of them, and in which order, is decided here, from
what is kept of each public page: to join, group and sort thousands of rows takes a database longer.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from core.content_cache import cached_for_content
from core.languages import Language, all_languages
from core.localization import private_paths
from search.index.engines import get_engine
from search.index.expressions import SearchExpression
from search.index.privacy import restricted_document_ids
from search.models import PageRecord

MAX_RESULTS = 1_000


class PageVersion(NamedTuple):
    """A language version of a public page, as the index describes it.

    ``territories``, ``themes`` and ``documents`` are separated by spaces (:class:`PageRecord`).
    """

    page_id: int
    translation_key: UUID
    language: str
    kind: str
    year: int | None
    date_rank: int
    territories: str
    themes: str
    documents: str
    expire_at: datetime | None


class SearchHit(NamedTuple):
    """A version that matches. ``score`` is comparable among the hits of one search."""

    version: PageVersion
    score: int
    matches_without_files: bool


class HitGroup(NamedTuple):
    """The versions of one page that match: the one to show, and the languages of all."""

    best: PageVersion
    languages: frozenset[str]
    matches_without_files: bool

    @classmethod
    def of(cls, hits: list[SearchHit]) -> Self:
        """Return the group of the hits of one page, the best first."""
        version, _score, is_in_text = hits[0]
        return cls(version, frozenset([hit.version.language for hit in hits]), is_in_text)


@dataclass(frozen=True)
class ScoredExpression:
    """The score that a hit gets for matching this expression."""

    points: int
    expression: SearchExpression


@dataclass(frozen=True)
class PageSearch:
    """A search for pages.

    ``without_files`` is the expression for the page's own text. ``scores`` determine the order.
    """

    expression: SearchExpression
    without_files: SearchExpression
    scores: tuple[ScoredExpression, ...] = ()

    def hits(self) -> list[SearchHit]:
        """Return the versions that everybody may see now.

        Matches only by a file that is restricted are left out: restricting a file updates the
        index, but this takes a moment, and there are restrictions that were made without signals.
        """
        scores = self._scores()
        public = _public(scores)
        by_file = self._entries_by_file_alone(public)
        restricted = set(map(str, restricted_document_ids())) if by_file else set()
        return [
            SearchHit(version, scores[entry], entry not in by_file)
            for entry, version in public.items()
            if entry not in by_file or restricted.isdisjoint(version.documents.split())
        ]

    def _scores(self) -> dict[int, int]:
        """Return the score of each entry that matches; an expression is evaluated once."""
        points: Counter[SearchExpression] = Counter()
        for scored in self.scores:
            points[scored.expression] += scored.points
        points.pop(self.expression, None)  # all hits have these points
        matching, *scored_entries = get_engine().find_ids([self.expression, *points])
        scores = dict.fromkeys(matching, 0)
        for entries, value in zip(scored_entries, points.values(), strict=True):
            for entry in scores.keys() & entries:
                scores[entry] += value
        return scores

    def _entries_by_file_alone(self, public: dict[int, PageVersion]) -> set[int]:
        """Return the entries that match only by their files; most pages have no files."""
        with_files = {entry for entry, version in public.items() if version.documents}
        if not with_files or self.without_files == self.expression:
            return set()
        [without_files] = get_engine().find_ids([self.without_files])
        return with_files.difference(without_files)


def _public(entries: Iterable[int]) -> dict[int, PageVersion]:
    """Return the versions of those entries whose pages everybody may see now."""
    versions, now = cached_for_content("public versions", _public_versions), timezone.now()
    return {
        entry: version
        for entry in entries
        if (version := versions.get(entry))
        and (version.expire_at is None or version.expire_at > now)
    }


def _public_versions() -> dict[int, PageVersion]:
    """Return the versions of public pages by the ids of their entries, with one query."""
    codes = [language.code for language in all_languages()]
    records = PageRecord.objects.filter(page__live=True, is_draft=False, language__in=codes)
    for path in private_paths():
        records = records.exclude(page__path__startswith=path)
    rows = records.annotate(expire_at=F("page__expire_at")).values_list(
        "entry_id", *PageVersion._fields
    )
    # Versions have most values in common, which then take memory once.
    known: dict[Any, Any] = {}
    return {
        entry: PageVersion._make(known.setdefault(value, value) for value in values)
        for entry, *values in rows.iterator()
    }


def find_hits(
    search: PageSearch, language: Language, limit: int, *, by_date: bool = False
) -> tuple[list[HitGroup], bool]:
    """Return at most ``limit`` matching pages, and whether there are more of them.

    Sorted by language (the reader's first, then its other script) and score; ties by date and id.
    The order is total, so that pagination neither repeats nor skips a page. ``by_date``: by date
    first.
    """
    pages: dict[UUID, list[SearchHit]] = {}
    for hit in search.hits():
        pages.setdefault(hit.version.translation_key, []).append(hit)
    ranks = _language_ranks(language)
    others = 2 if language.other_script else 1

    def rank(hit: SearchHit) -> int:
        return ranks[hit.version.language]

    def order(hits: list[SearchHit]) -> tuple[int, ...]:
        version, score, is_in_text = hits[0]
        date_first = -version.date_rank if by_date else 0
        own = min(ranks[version.language], others)
        return date_first, own, -score, -is_in_text, -version.date_rank, version.page_id

    for hits in pages.values():
        if len(hits) > 1:
            hits.sort(key=rank)
    found = sorted(pages.values(), key=order)
    groups = [HitGroup.of(hits) for hits in found[:limit]]
    return groups, len(found) > limit


def have_public_matches(expressions: list[SearchExpression]) -> list[bool]:
    """Return of each expression whether a public page matches it, with one query for all."""
    if not expressions:
        return []
    found = get_engine().find_ids(expressions)
    return [bool(_public(entries)) for entries in found]


def _language_ranks(language: Language) -> dict[str, int]:
    """Rank languages for the version to show: reader's, other script, fallbacks, any."""
    twin = [language.other_script] if language.other_script else []
    wanted = [language, *twin, *language.fallback_chain, *all_languages()]
    return {item.code: number for number, item in reversed(list(enumerate(wanted)))}
