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

from .hits import HitGroup, PageSearch, find_hits

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
    groups = _hits(expression, language)
    best = sorted(
        (group.best for group in groups),
        key=lambda hit: (hit.language != language.code, -hit.date_rank, hit.page_id),
    )
    best = best[:MAX_SUGGESTIONS]
    found = found_pages([hit.page_id for hit in best], page_types_of(hit.kind for hit in best))
    pages = {page.pk: page for page in found}
    shown = [pages[hit.page_id] for hit in best if hit.page_id in pages]
    return [
        PageSuggestion(
            page.listing_title,
            page.text_language,
            localized_url(page, page.text_language),
            page.listing_kind or kind_label(page),
        )
        for page in shown
    ]


def _hits(expression: SearchExpression, language: Language) -> list[HitGroup]:
    """Search in the reader's language first: on a large site it has enough of many matches."""
    in_language = TermExpression(attribute_token("language", language.code))
    for searched in (AndExpression((expression, in_language)), expression):
        groups, _has_more = find_hits(PageSearch(searched, searched), language, MAX_SUGGESTIONS)
        if len(groups) >= MAX_SUGGESTIONS:
            break
    return groups
