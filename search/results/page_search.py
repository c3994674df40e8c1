"""Find the public pages that match an expression.

The database finds the entries. What readers see of them, and in which order, is decided here, from
what is kept of each public page.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from core.languages import Language, all_languages
from search.index.engines import get_engine
from search.index.expressions import SearchExpression
from search.index.privacy import restricted_document_ids

from .page_versions import PageVersion, page_versions

MAX_RESULTS = 1_000
# Points for a version in the reader's language, more than all others together.
OWN_LANGUAGE = 1_000


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

    def entries_by_file_alone(self, with_files: Set[int]) -> Set[int]:
        """Return those of the entries with files that match only by their files."""
        if not with_files or self.without_files == self.expression:
            return set()
        [without_files] = get_engine().find_ids([self.without_files])
        return with_files.difference(without_files)


def find_pages(
    search: PageSearch, language: Language, limit: int, *, by_date: bool = False
) -> FoundPages:
    """Return at most ``limit`` pages of those that match and that everybody may see now.

    Matches only by a file that is restricted are left out: restricting a file updates the index,
    but this takes a moment, and there are restrictions that were made without signals.

    Sorted by language (the reader's in either script first) and score; ties by date and id. The
    order is total, so that pagination neither repeats nor skips a page. ``by_date``: by date first.
    """
    known, scores = page_versions(), search.entry_scores()
    by_file_alone = search.entries_by_file_alone(known.documents.keys() & scores.keys())
    if by_file_alone:
        restricted = set(map(str, restricted_document_ids()))
        for entry in by_file_alone:
            scores[entry] -= 1
            if not restricted.isdisjoint(known.documents[entry].split()):
                del scores[entry]
    versions = known.visible_now(scores.keys())
    own = {language, language.other_script}
    points = {item.code: OWN_LANGUAGE * (item in own) for item in all_languages()}
    order = [
        (scores[item.entry_id] + points[item.language], item.date_rank, -item.page_id, item)
        for item in _versions_to_show(versions, language)
    ]
    if by_date:
        order = [(date, score, page_id, item) for score, date, page_id, item in order]
    order.sort(reverse=True)
    return FoundPages(
        versions=[item for *_numbers, item in order[:limit]],
        total=len(order),
        languages=Counter([item.language for item in versions]),
        by_file_alone=by_file_alone,
    )


def have_public_matches(expressions: list[SearchExpression]) -> list[bool]:
    """Return of each expression whether a public page matches it, with one query for all."""
    if not expressions:
        return []
    known = page_versions()
    return [bool(known.visible_now(entries)) for entries in get_engine().find_ids(expressions)]


def _versions_to_show(versions: list[PageVersion], language: Language) -> Iterable[PageVersion]:
    """Return the version to show of each page: reader's, other script, fallbacks, any."""
    twin = [language.other_script] if language.other_script else []
    wanted = [language, *twin, *language.fallback_chain, *all_languages()]
    ranks = {item.code: number for number, item in reversed(list(enumerate(wanted)))}
    best: dict[int, PageVersion] = {}
    for version in versions:
        known = best.setdefault(version.translation_number, version)
        if ranks[version.language] < ranks[known.language]:
            best[version.translation_number] = version
    return best.values()
