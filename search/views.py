"""The search page and its suggestions."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.frame import frame_of
from core.languages import current
from core.paging import requested_page

from .addresses import SearchAddress, typed_question
from .answers import answer
from .facets import chosen, facets
from .highlighting import Highlighter
from .hits import MOST_RESULTS
from .promotions import PromotedPage, promoted
from .questions import LONGEST, MOST_TERMS, parse
from .results import results
from .suggestions import suggestions
from .unanswered import count_unanswered

RESULTS_PER_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    """Show the results for the parameter ``q``, or an introduction if it is empty."""
    search_url, problems = SearchAddress.from_parameters(request.GET)
    context = {
        "search_url": search_url,
        "problems": problems,
        "limits": {"characters": LONGEST, "words": MOST_TERMS, "results": MOST_RESULTS},
    }
    if not search_url.query.is_empty:
        context |= _found(request, search_url, problems)
    return render(request, "search/search.html", context)


def _found(request: HttpRequest, search_url: SearchAddress, problems: list[str]) -> dict:
    response = answer(
        search_url.query,
        current(),
        search_url.filters,
        by_date=search_url.by_date,
        literally=search_url.literally,
    )
    number = request.GET.get("page", "")
    page, problem = requested_page(Paginator(response.groups, RESULTS_PER_PAGE), number)
    recommended: list[PromotedPage] = []
    if not search_url.filters and page.number == 1:
        recommended = promoted(word for term in response.query.terms for word in term.words)
    if not (response.groups or recommended or search_url.filters or number):
        count_unanswered(typed_question(request.GET), current())
    state_name = frame_of(request).marked_state_name
    above = {item.page.translation_key for item in recommended}
    shown = [group for group in page if group.best.translation_key not in above]
    return {
        "response": response,
        "page": page,
        "promoted": recommended,
        "results": results(shown, Highlighter(response.query)),
        "facets": facets(response.groups, search_url, state_name),
        "selected_values": chosen(search_url, state_name),
        "suggestions": [] if response.groups else suggestions(search_url.query, current()),
        "problems": [*problems, *([problem] if problem else [])],
    }


def suggest(request: HttpRequest) -> JsonResponse:
    """Return pages that match the text typed so far, as JSON."""
    found = suggestions(parse(typed_question(request.GET)), current())
    return JsonResponse(
        {
            "suggestions": [
                {
                    "text": item.title,
                    "address": item.url,
                    "language": item.language.tag,
                    "context": item.kind,
                }
                for item in found
            ]
        }
    )
