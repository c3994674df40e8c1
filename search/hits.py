"""The public pages that match an expression: found in one query, each page once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, IntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from core.languages import Language, all_languages
from core.localization import private_paths
from core.memory import remember

from .engines import engine
from .expressions import Expression
from .models import Entry, PageRecord
from .privacy import restricted_document_ids

MOST_RESULTS = 1_000
MOST_VERSIONS = 12  # of a page; so many rows for each result hold the most results in any case

_ENTRY, _LANGUAGE, _DOCUMENTS = (
    f"{PageRecord._meta.db_table}.{column}" for column in ("entry_id", "language", "documents")
)


class Hit(NamedTuple):
    """One language version of a page that matches.

    ``score`` compares hits of one question. It is odd if the page matches without its files.
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
    def in_page(self) -> bool:
        return self.score % 2 == 1


@dataclass(frozen=True)
class Group:
    """One page in all languages in which it matches; ``best`` is the version to show."""

    best: Hit
    languages: frozenset[str]


@dataclass(frozen=True)
class Scored:
    """What a hit is worth if it matches this expression, too: an even number of points."""

    points: int
    expression: Expression


@dataclass(frozen=True)
class Search:
    """What is looked for: ``scores`` make the order; ``in_page`` is matched without files."""

    expression: Expression
    in_page: Expression
    scores: tuple[Scored, ...] = ()

    def score(self, language: Language) -> RawSQL:
        """The points of an entry: most if it is in this language.

        Each expression is evaluated once, however often it counts.
        """
        points: Counter[Expression] = Counter()
        for scored in self.scores:
            points[scored.expression] += scored.points
        most = 1 + points.total()
        terms = [
            str(points.pop(self.expression, 0)),
            f"CASE WHEN {_LANGUAGE} = %s THEN {2 * most} ELSE 0 END",
        ]
        values = [language.code]
        # Whether a page without files matches without them is not even looked up.
        conditions = [(f"{_DOCUMENTS} = '' OR ", self.in_page, 1)]
        conditions += [("", expression, worth) for expression, worth in points.items()]
        for unless, expression, worth in conditions:
            found = engine().matching(expression)
            terms.append(f"CASE WHEN {unless}{_ENTRY} IN ({found.sql}) THEN {worth} ELSE 0 END")
            values += found.params
        return RawSQL(" + ".join(terms), values, output_field=IntegerField())


def public_records() -> QuerySet[PageRecord]:
    """The records of the pages that everybody may see at this moment."""
    return remember("public records", _public_records).all()


def _public_records() -> QuerySet[PageRecord]:
    unexpired = Q(page__expire_at=None) | Q(page__expire_at__gt=timezone.now())
    records = PageRecord.objects.filter(unexpired, page__live=True, of_draft=False)
    for path in private_paths():
        records = records.exclude(page__path__startswith=path)
    return records


def find(search: Search, language: Language, most: int = MOST_RESULTS) -> tuple[list[Group], bool]:
    """Return the pages found, in no particular order, and whether there may be more of them.

    The ``most`` best are among them.
    """
    most_rows = (most + 1) * MOST_VERSIONS
    rows = (
        public_records()
        .filter(pk__in=engine().matching(search.expression))
        .annotate(score=search.score(language))
        .order_by("-score", "-date_rank", "pk")
        .values_list(*Hit._fields)[:most_rows]
    )
    hits = [Hit._make(row) for row in rows]
    return _grouped(_allowed(hits), language), len(hits) == most_rows


def are_public(expressions: list[Expression]) -> list[bool]:
    """Tell of each expression whether a public page matches it: one query for all."""
    database = engine()
    found = {
        f"match_{number}": Exists(public_records().filter(pk__in=database.matching(expression)))
        for number, expression in enumerate(expressions)
    }
    row = Entry.objects.annotate(**found).values_list(*found).first() if found else None
    return [bool(item) for item in row] if row else [False] * len(expressions)


def _allowed(hits: list[Hit]) -> list[Hit]:
    """Without the hits that only a file may explain that has since been restricted.

    The index is renewed when a file is restricted; this holds in the meantime, and for whatever
    happened behind its back.
    """
    by_file = [hit for hit in hits if not hit.in_page]
    restricted = set(map(str, restricted_document_ids())) if by_file else set()
    if not restricted:
        return hits
    refused = {hit.entry_id for hit in by_file if restricted & set(hit.documents.split())}
    return [hit for hit in hits if hit.entry_id not in refused]


def _grouped(hits: Iterable[Hit], language: Language) -> list[Group]:
    rank = _preference(language)
    groups: dict[UUID, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.translation_key, []).append(hit)
    return [
        Group(
            min(versions, key=lambda hit: (rank[hit.language], -hit.score)),
            frozenset(hit.language for hit in versions),
        )
        for versions in groups.values()
    ]


def _preference(language: Language) -> dict[str, int]:
    """In which language to show a page: the reader's, its other script, its fallbacks, any."""
    twin = [language.twin] if language.twin else []
    wanted = [language, *twin, *language.chain, *all_languages()]
    return {item.code: number for number, item in reversed(list(enumerate(wanted)))}
