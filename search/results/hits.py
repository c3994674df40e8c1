"""Find the public pages that match an expression, with one query."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, IntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from core.languages import Language, all_languages
from core.localization import private_paths
from core.request_cache import cached_for_request
from search.index.engines import get_engine
from search.index.expressions import SearchExpression
from search.index.privacy import restricted_document_ids
from search.models import IndexEntry, PageRecord

MAX_RESULTS = 1_000
# Language versions of a page. With so many rows for each result, the limit of results is reached
# even if every page matches in all languages.
MAX_VERSIONS = 12
# More than there are: the numbers by which hits of a page are compared have a place for each.
SCORES, ENTRIES = 10_000, 2**40

_ENTRY, _LANGUAGE, _DOCUMENTS = (
    f"{PageRecord._meta.db_table}.{column}" for column in ("entry_id", "language", "documents")
)


class SearchHit(NamedTuple):
    """One language version of a page that matches.

    ``score`` is comparable among the hits of one search. It is odd if the page matches without its
    files.
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
    score: int

    @property
    def matches_without_files(self) -> bool:
        return self.score % 2 == 1


class HitGroup(NamedTuple):
    """The hits of one page in all languages; ``best`` is the version to show."""

    best: SearchHit
    languages: frozenset[str]


@dataclass(frozen=True)
class ScoredExpression:
    """The score that a hit gets for matching this expression: an even number of points."""

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

    def score(self, language: Language) -> RawSQL:
        """Return the SQL of an entry's score, which is highest in this language.

        Expressions that occur several times are evaluated once.
        """
        points: Counter[SearchExpression] = Counter()
        for scored in self.scores:
            points[scored.expression] += scored.points
        highest = 1 + points.total()
        terms = [
            str(points.pop(self.expression, 0)),
            f"CASE WHEN {_LANGUAGE} = %s THEN {2 * highest} ELSE 0 END",
        ]
        values = [language.code]
        conditions = [("", expression, value) for expression, value in points.items()]
        if self.without_files == self.expression:
            terms.append("1")
        else:
            # A page without files needs no second search without them.
            conditions.append((f"{_DOCUMENTS} = '' OR ", self.without_files, 1))
        for unless, expression, value in conditions:
            found = get_engine().matching_ids(expression)
            terms.append(f"CASE WHEN {unless}{_ENTRY} IN ({found.sql}) THEN {value} ELSE 0 END")
            values += found.params
        return RawSQL(" + ".join(terms), values, output_field=IntegerField())


def public_records() -> QuerySet[PageRecord]:
    """Return the records of the pages that everybody may see now."""
    return cached_for_request("public records", _public_records).all()


def _public_records() -> QuerySet[PageRecord]:
    unexpired = Q(page__expire_at=None) | Q(page__expire_at__gt=timezone.now())
    records = PageRecord.objects.filter(unexpired, page__live=True, is_draft=False)
    for path in private_paths():
        records = records.exclude(page__path__startswith=path)
    return records


def find_hits(
    search: PageSearch, language: Language, limit: int, *, by_date: bool = False
) -> tuple[list[HitGroup], bool]:
    """Return at most ``limit`` matching pages, and whether there may be more of them.

    Sorted by language (the reader's first, in either script) and score; ties by date and id. The
    order is total, so that pagination neither repeats nor skips a page. ``by_date``: by date first.
    """
    query = GroupedQuery(search, language, limit, by_date)
    groups, has_matches_by_file = query.groups()
    # Restricting a file updates the index; this check is needed until that is done, and for
    # restrictions that were made without signals.
    if has_matches_by_file and (restricted := restricted_document_ids()):
        groups, _ = query.groups(restricted)
    return groups[:limit], len(groups) > limit


class GroupedQuery:
    """The query for pages: their hits in all languages, of which each page shows one.

    The database chooses it, since a common word has up to twelve thousand hits. No more of them are
    looked at: the best pages are among these. Language, score and entry are compared as one number,
    which takes a third of the time of a window function.
    """

    def __init__(self, search: PageSearch, language: Language, limit: int, by_date: bool):
        self.hits = (
            public_records()
            .filter(pk__in=get_engine().matching_ids(search.expression))
            .annotate(score=search.score(language))
            .order_by("-score", "-date_rank", "pk")
        )
        self.ranks, self.limit = _language_ranks(language), limit
        own = 2 if language.other_script else 1
        order = [f"CASE WHEN language_rank < {own} THEN 0 ELSE 1 END, score DESC"]
        order.insert(0 if by_date else 1, "record.date_rank DESC")
        self.order = ", ".join((*order, "record.page_id"))

    def groups(self, restricted: Iterable[int] = ()) -> tuple[list[HitGroup], bool]:
        """Return one page more than the limit, if there is, and whether files alone have matched.

        Matches only by a file that is restricted are left out.
        """
        with connection.cursor() as cursor:
            cursor.execute(*self._sql(list(map(str, restricted))))
            rows = cursor.fetchall()
        key = PageRecord._meta.get_field("translation_key")
        place = SearchHit._fields.index(key.name)
        groups = []
        for *values, languages, _ in rows:
            values[place] = key.to_python(values[place])
            groups.append(HitGroup(SearchHit._make(values), frozenset(languages.split())))
        return groups, any(row[-1] == 0 for row in rows)

    def _sql(self, restricted: list[str]) -> tuple[str, list]:
        engine = get_engine()
        columns = ("entry_id", "translation_key", "language", "documents", "date_rank", "score")
        rows = self.hits.values_list(*columns)[: (self.limit + 1) * MAX_VERSIONS]
        hits, parameters = rows.query.sql_with_params()
        ranks = " ".join("WHEN %s THEN %s" for _ in self.ranks)
        parameters = [value for rank in self.ranks.items() for value in rank] + [*parameters]
        shown = ""
        if restricted:
            ids = engine.as_rows(restricted)
            shown = (
                f"WHERE score %% 2 = 1 OR NOT EXISTS (SELECT 1 FROM ({ids.sql}) AS restricted "
                "WHERE ' ' || documents || ' ' LIKE '%% ' || restricted.value || ' %%')"
            )
            parameters += ids.params
        fields = ", ".join(f"record.{name}" for name in SearchHit._fields[:-1])
        sql = f"""
            SELECT {fields}, score, languages, least_remainder FROM (
                SELECT best %% {ENTRIES} AS entry_id, best / {ENTRIES} / {SCORES} AS language_rank,
                    {SCORES - 1} - best / {ENTRIES} %% {SCORES} AS score,
                    languages, least_remainder
                FROM (
                    SELECT MIN(((CASE language {ranks} END) * {SCORES} + {SCORES - 1} - score)
                            * {ENTRIES} + entry_id) AS best,
                        {engine.joining_function}(language, ' ') AS languages,
                        MIN(score %% 2) AS least_remainder
                    FROM ({hits}) AS hits {shown}
                    GROUP BY translation_key
                ) AS grouped
            ) AS pages
            JOIN {PageRecord._meta.db_table} AS record ON record.entry_id = pages.entry_id
            ORDER BY {self.order} LIMIT %s
        """
        return sql, [*parameters, self.limit + 1]


def have_public_matches(expressions: list[SearchExpression]) -> list[bool]:
    """Return of each expression whether a public page matches it, with one query for all."""
    database = get_engine()
    found = {
        f"match_{number}": Exists(public_records().filter(pk__in=database.matching_ids(expression)))
        for number, expression in enumerate(expressions)
    }
    row = IndexEntry.objects.annotate(**found).values_list(*found).first() if found else None
    return [bool(item) for item in row] if row else [False] * len(expressions)


def _language_ranks(language: Language) -> dict[str, int]:
    """Rank languages for the version to show: reader's, other script, fallbacks, any."""
    twin = [language.other_script] if language.other_script else []
    wanted = [language, *twin, *language.fallback_chain, *all_languages()]
    return {item.code: number for number, item in reversed(list(enumerate(wanted)))}
