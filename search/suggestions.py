"""Autocompletion: pages whose titles contain words that start with the typed text."""

from dataclasses import dataclass

from wagtail.models import Page

from core.addresses import address
from core.languages import Language
from core.page_types import listed

from .hits import Search, find
from .matching import beginnings
from .narrowing import kind_label, types_of
from .questions import Question
from .tokens import Part

MOST_SUGGESTIONS = 7
SHORTEST_QUESTION = 2  # characters


@dataclass(frozen=True)
class Suggestion:
    """A page, in the language of its title."""

    title: str
    language: Language
    url: str
    kind: str


def suggestions(query: Question, language: Language) -> list[Suggestion]:
    """Return pages with a matching title, those in the reader's language first."""
    if query.is_empty or len(query.text) < SHORTEST_QUESTION:
        return []
    expression = beginnings(query, Part.TITLE)
    groups, _has_more = find(Search(expression, expression), language, MOST_SUGGESTIONS)
    best = sorted(
        (group.best for group in groups),
        key=lambda hit: (hit.language != language.code, -hit.date_rank, hit.page_id),
    )
    best = best[:MOST_SUGGESTIONS]
    found = Page.objects.order_by().filter(pk__in=[hit.page_id for hit in best])
    pages = {page.pk: page for page in listed(found, types_of(hit.kind for hit in best))}
    shown = [pages[hit.page_id] for hit in best if hit.page_id in pages]
    return [
        Suggestion(
            page.listing_title,
            page.text_language,
            address(page, page.text_language),
            page.listing_kind or kind_label(page),
        )
        for page in shown
    ]
