"""Run a search: strictly first, then with corrections or with fewer words if nothing is found."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.languages import Language

from .corrections import corrected
from .expressions import All, Expression
from .hits import MOST_RESULTS, Group, Scored, Search, are_public, find
from .matching import EVERYWHERE, PAGE, Manner, exactly, matching
from .narrowing import Narrowing
from .questions import Question
from .tokens import Part


@dataclass(frozen=True)
class Answer:
    """The pages found for a query, and how the query was relaxed to find them.

    ``original_query`` is the query of the reader, ``query`` the one that was run: they differ if
    misspelled words were corrected. ``groups`` are in order. ``has_more``: more pages match than
    ``groups`` contains.
    """

    original_query: Question
    query: Question
    mode: Manner = Manner.ALL_WORDS
    groups: list[Group] = field(default_factory=list)
    has_more: bool = False

    @property
    def is_corrected(self) -> bool:
        return self.query is not self.original_query

    @property
    def is_any_word(self) -> bool:
        return self.mode is Manner.ANY_WORD


def answer(
    query: Question,
    language: Language,
    filters: Narrowing,
    *,
    by_date: bool = False,
    literally: bool = False,
) -> Answer:
    """Return the pages with all words, else with all corrected words, else with any of the words.

    ``literally`` leaves the correction out. A search with filters is relaxed only if the query
    finds nothing without the filters either: an empty facet is no sign of a misspelled word.
    """
    if query.is_empty:
        return Answer(query, query)
    for attempt, mode in _attempts(query, language, literally):
        groups, has_more = _find(attempt, mode, language, filters)
        if groups or (filters and any(are_public([matching(attempt, EVERYWHERE, mode)]))):
            return Answer(
                query,
                attempt,
                mode,
                _ordered(groups, language, by_date)[:MOST_RESULTS],
                has_more or len(groups) > MOST_RESULTS,
            )
    return Answer(query, query)


def _attempts(
    query: Question, language: Language, literally: bool
) -> Iterator[tuple[Question, Manner]]:
    yield query, Manner.ALL_WORDS
    if not literally:
        correction = corrected(query, language)
        if correction:
            yield correction, Manner.ALL_WORDS
    if len(query.terms) > 1:
        yield query, Manner.ANY_WORD


def _find(
    query: Question, mode: Manner, language: Language, filters: Narrowing
) -> tuple[list[Group], bool]:
    """Score matches in the title highest, then matches in the exact form of the query."""
    expression: Expression = matching(query, EVERYWHERE, mode)
    if filters:
        expression = All((expression, *filters.tokens()))
    search = Search(
        expression=expression,
        without_files=matching(query, PAGE, mode),
        scores=(
            Scored(16, matching(query, (Part.TITLE,))),
            Scored(8, matching(query, (Part.TITLE,), Manner.ANY_WORD)),
            Scored(4, exactly(query)),
            Scored(2, matching(query, (Part.SUMMARY,))),
        ),
    )
    return find(search, language)


def _ordered(groups: list[Group], language: Language, by_date: bool) -> list[Group]:
    """Sort by language (the reader's first, in either script) and score; ties by date and id.

    The order is total, so that pagination neither repeats nor skips a page.
    """
    own = {language.code, language.twin.code if language.twin else ""}

    def sort_key(group: Group) -> tuple:
        best = group.best
        relevance = (best.language not in own, -best.score)
        date = (-best.date_rank,)
        return (*date, *relevance, best.page_id) if by_date else (*relevance, *date, best.page_id)

    return sorted(groups, key=sort_key)
