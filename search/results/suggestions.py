"""Autocompletion: pages whose titles contain words that start with the typed text."""

from dataclasses import dataclass

from core.languages import Language
from core.localized_urls import localized_url
from core.page_types import found_pages
from search.index.expressions import AndExpression, SearchExpression, TermExpression
from search.index.tokens import TextPart, attribute_token
from search.query.facet_filters import kind_label, page_types_of
from search.query.matching import autocomplete_expression
from search.query.parsing import ParsedQuery

from .page_search import PageSearch, find_pages
from .page_versions import PageVersion

MAX_SUGGESTIONS = 7
MIN_QUERY_LENGTH = 2  # characters


@dataclass(frozen=True)
class PageSuggestion:
    """A page, in the language of its title."""

    title: str
    language: Language
    url: str
    kind: str

    def context(self, language: Language) -> str:
        """What follows the title while somebody types: its kind, and its language if another."""
        return self.kind if self.language == language else f"{self.kind} · {self.language.name}"


def suggest_pages(query: ParsedQuery, language: Language) -> list[PageSuggestion]:
    """Return pages with a matching title, those in the reader's language first."""
    if query.is_empty or len(query.text) < MIN_QUERY_LENGTH:
        return []
    expression = autocomplete_expression(query, TextPart.TITLE)
    best = sorted(
        _versions(expression, language),
        key=lambda found: (found.language != language.code, -found.date_rank, found.page_id),
    )
    best = best[:MAX_SUGGESTIONS]
    ids, kinds = [version.page_id for version in best], [version.kind for version in best]
    pages = {page.pk: page for page in found_pages(ids, page_types_of(kinds))}
    return [
        PageSuggestion(
            page.listing_title,
            page.text_language,
            localized_url(page, page.text_language),
            page.listing_kind or kind_label(page),
        )
        for page_id in ids
        if (page := pages.get(page_id))
    ]


def _versions(expression: SearchExpression, language: Language) -> list[PageVersion]:
    """Search in the reader's language first: on a large site it has enough of many matches."""
    in_language = TermExpression(attribute_token("language", language.code))
    for searched in (AndExpression((expression, in_language)), expression):
        found = find_pages(PageSearch(searched, searched), language, MAX_SUGGESTIONS)
        if len(found.versions) >= MAX_SUGGESTIONS:
            break
    return found.versions
