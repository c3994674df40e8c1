"""Find the public pages that match an expression.

The database finds the entries. What readers see of them, and in which order, is decided here, from
what is kept of each public page: to join, group and sort thousands of rows takes a database longer.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
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
# Points for a version in the reader's language, more than all others together.
OWN_LANGUAGE = 1_000


class PageVersion(NamedTuple):
    """A language version of a public page, as the index describes it.

    ``territories``, ``themes`` and ``documents`` are separated by spaces (:class:`PageRecord`).
    """

    entry_id: int
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


@dataclass(frozen=True)
class FoundPages:
    """The pages that match.

    ``versions`` are those to show, one of each page that is listed, in order. Of all pages:
    ``total`` is their number, and ``languages`` says how many match in each language.
    ``by_file_alone``: the entries in which nothing but the text of a file matches.
    """

    versions: list[PageVersion] = field(default_factory=list)
    total: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    by_file_alone: Set[int] = frozenset()

    @property
    def has_more(self) -> bool:
        return self.total > len(self.versions)


@dataclass(frozen=True)
class ScoredExpression:
    """The score that a version gets for matching this expression."""

    points: int
    expression: SearchExpression


@dataclass(frozen=True)
class PageSearch:
    """A search for pages.

    ``without_files`` is the expression for the page's own text. ``scores`` determine the order:
    points from 2 on, as what matches in the page's own text gets one more.
    """

    expression: SearchExpression
    without_files: SearchExpression
    scores: tuple[ScoredExpression, ...] = ()

    def entry_scores(self) -> dict[int, int]:
        """Return the score of each entry that matches; an expression is evaluated once."""
        points: Counter[SearchExpression] = Counter()
        for scored in self.scores:
            points[scored.expression] += scored.points
        points.pop(self.expression, None)  # all entries have these points
        matching, *scored_entries = get_engine().find_ids([self.expression, *points])
        scores = dict.fromkeys(matching, 1)
        for entries, value in zip(scored_entries, points.values(), strict=True):
            for entry in scores.keys() & entries:
                scores[entry] += value
        return scores

    def entries_by_file_alone(self, versions: Iterable[PageVersion]) -> set[int]:
        """Return the entries that match only by their files; most pages have no files."""
        with_files = {version.entry_id for version in versions if version.documents}
        if not with_files or self.without_files == self.expression:
            return set()
        [without_files] = get_engine().find_ids([self.without_files])
        return with_files.difference(without_files)


def find_pages(
    search: PageSearch, language: Language, limit: int, *, by_date: bool = False
) -> FoundPages:
    """Return at most ``limit`` pages of those that match and that everybody may see now.

    Sorted by language (the reader's in either script first) and score; ties by date and id. The
    order is total, so that pagination neither repeats nor skips a page. ``by_date``: by date first.
    """
    scores = search.entry_scores()
    versions = _public(scores)
    by_file_alone = search.entries_by_file_alone(versions)
    for entry in by_file_alone:
        scores[entry] -= 1
    versions = _without_restricted_files(versions, by_file_alone)
    own = {language, language.other_script}
    points = {item.code: OWN_LANGUAGE * (item in own) for item in all_languages()}
    order = [
        (scores[item.entry_id] + points[item.language], item.date_rank, -item.page_id, item)
        for item in _versions_to_show(versions, language)
    ]
    if by_date:
        order = [(date, score, page_id, version) for score, date, page_id, version in order]
    order.sort(reverse=True)
    return FoundPages(
        versions=[version for *_numbers, version in order[:limit]],
        total=len(order),
        languages=Counter([version.language for version in versions]),
        by_file_alone=by_file_alone,
    )


def have_public_matches(expressions: list[SearchExpression]) -> list[bool]:
    """Return of each expression whether a public page matches it, with one query for all."""
    if not expressions:
        return []
    found = get_engine().find_ids(expressions)
    return [bool(_public(entries)) for entries in found]


def _public(entries: Iterable[int]) -> list[PageVersion]:
    """Return the versions of those entries whose pages everybody may see now."""
    known, now = cached_for_content("public versions", _public_versions), timezone.now()
    return [
        version
        for entry in entries
        if (version := known.get(entry)) and (version.expire_at is None or version.expire_at > now)
    ]


def _public_versions() -> dict[int, PageVersion]:
    """Return the versions of public pages by the ids of their entries, with one query."""
    codes = [language.code for language in all_languages()]
    records = PageRecord.objects.filter(page__live=True, is_draft=False, language__in=codes)
    for path in private_paths():
        records = records.exclude(page__path__startswith=path)
    rows = records.annotate(expire_at=F("page__expire_at")).values_list(*PageVersion._fields)
    # Versions have most values in common, which then take memory once.
    known: dict[Any, Any] = {}
    versions = (
        PageVersion._make(known.setdefault(value, value) for value in row)
        for row in rows.iterator()
    )
    return {version.entry_id: version for version in versions}


def _without_restricted_files(
    versions: list[PageVersion], by_file_alone: set[int]
) -> list[PageVersion]:
    """Leave out what matches only by a file that is restricted.

    Restricting a file updates the index, but this takes a moment, and there are restrictions that
    were made without signals.
    """
    if not by_file_alone:
        return versions
    restricted = set(map(str, restricted_document_ids()))
    return [
        version
        for version in versions
        if version.entry_id not in by_file_alone or restricted.isdisjoint(version.documents.split())
    ]


def _versions_to_show(versions: list[PageVersion], language: Language) -> Iterable[PageVersion]:
    """Return the version to show of each page: reader's, other script, fallbacks, any."""
    twin = [language.other_script] if language.other_script else []
    wanted = [language, *twin, *language.fallback_chain, *all_languages()]
    ranks = {item.code: number for number, item in reversed(list(enumerate(wanted)))}
    best: dict[UUID, PageVersion] = {}
    for version in versions:
        known = best.setdefault(version.translation_key, version)
        if ranks[version.language] < ranks[known.language]:
            best[version.translation_key] = version
    return best.values()
