"""Run a search: strictly first, then with corrections or with fewer words if nothing is found."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.languages import Language
from search.index.expressions import AndExpression, SearchExpression
from search.index.tokens import TextPart
from search.query.facet_filters import FacetFilters
from search.query.matching import (
    ALL_PARTS,
    PAGE_PARTS,
    MatchMode,
    exact_expression,
    query_expression,
)
from search.query.parsing import ParsedQuery

from .corrections import correct_query
from .page_search import (
    MAX_RESULTS,
    FoundPages,
    PageSearch,
    ScoredExpression,
    find_pages,
    have_public_matches,
)


@dataclass(frozen=True)
class SearchResponse:
    """The pages found for a query, and how the query was relaxed to find them.

    ``original_query`` is the query of the reader, ``query`` the one that was run: they differ if
    misspelled words were corrected.
    """

    original_query: ParsedQuery
    query: ParsedQuery
    mode: MatchMode = MatchMode.ALL_WORDS
    found: FoundPages = field(default_factory=FoundPages)

    @property
    def is_corrected(self) -> bool:
        return self.query is not self.original_query

    @property
    def is_any_word(self) -> bool:
        return self.mode is MatchMode.ANY_WORD

    @property
    def is_as_typed(self) -> bool:
        """Whether a page has all words as the reader typed them."""
        return bool(self.found.versions) and not self.is_corrected and not self.is_any_word


def search_pages(
    query: ParsedQuery,
    language: Language,
    filters: FacetFilters,
    *,
    by_date: bool = False,
    literally: bool = False,
) -> SearchResponse:
    """Return the pages with all words, else with all corrected words, else with any of the words.

    ``literally`` leaves the correction out. A search with filters is relaxed only if the query
    finds nothing without the filters either: an empty facet is no sign of a misspelled word.
    """
    if query.is_empty:
        return SearchResponse(query, query)
    for attempt, mode in _attempts(query, language, literally):
        found = _find(attempt, mode, language, filters, by_date)
        if found.versions or (
            filters and any(have_public_matches([query_expression(attempt, ALL_PARTS, mode)]))
        ):
            return SearchResponse(query, attempt, mode, found)
    return SearchResponse(query, query)


def _attempts(
    query: ParsedQuery, language: Language, literally: bool
) -> Iterator[tuple[ParsedQuery, MatchMode]]:
    yield query, MatchMode.ALL_WORDS
    if not literally:
        correction = correct_query(query, language)
        if correction:
            yield correction, MatchMode.ALL_WORDS
    if len(query.terms) > 1:
        yield query, MatchMode.ANY_WORD


def _find(
    query: ParsedQuery, mode: MatchMode, language: Language, filters: FacetFilters, by_date: bool
) -> FoundPages:
    """Score matches in the title highest, then matches in the exact form of the query."""
    expression: SearchExpression = query_expression(query, ALL_PARTS, mode)
    if filters:
        expression = AndExpression((expression, *filters.expressions()))
    search = PageSearch(
        expression=expression,
        without_files=query_expression(query, PAGE_PARTS, mode),
        scores=(
            ScoredExpression(16, query_expression(query, (TextPart.TITLE,))),
            ScoredExpression(8, query_expression(query, (TextPart.TITLE,), MatchMode.ANY_WORD)),
            ScoredExpression(4, exact_expression(query)),
            ScoredExpression(2, query_expression(query, (TextPart.SUMMARY,))),
        ),
    )
    return find_pages(search, language, MAX_RESULTS, by_date=by_date)
