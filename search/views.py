"""The search page, and what it suggests while somebody is typing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.frame import frame_of
from core.languages import current
from core.paging import requested_page

from .addresses import SearchAddress, typed_question
from .answers import Answer, answer
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
    """Show what is found for ``q``; an empty question shows the form."""
    address, problems = SearchAddress.of(request.GET)
    context = {
        "address": address,
        "problems": problems,
        "most": {"characters": LONGEST, "words": MOST_TERMS, "results": MOST_RESULTS},
    }
    if not address.question.is_empty:
        context |= _found(request, address, problems)
    return render(request, "search/search.html", context)


def _found(request: HttpRequest, address: SearchAddress, problems: list[str]) -> dict:
    found = answer(
        address.question,
        current(),
        address.narrowing,
        by_date=address.by_date,
        literally=address.literally,
    )
    number = request.GET.get("page", "")
    page, problem = requested_page(Paginator(found.groups, RESULTS_PER_PAGE), number)
    recommended = [] if address.narrowing or page.number > 1 else _recommended(found)
    if not (found.groups or recommended or address.narrowing or number):
        count_unanswered(typed_question(request.GET), current())
    state_name = frame_of(request).marked_state_name
    return {
        "answer": found,
        "page": page,
        "promoted": recommended,
        "results": results(_without(recommended, page), Highlighter(found.question)),
        "facets": facets(found.groups, address, state_name),
        "chosen": chosen(address, state_name),
        "suggestions": [] if found.groups else suggestions(address.question, current()),
        "problems": [*problems, *([problem] if problem else [])],
    }


def _recommended(found: Answer) -> list[PromotedPage]:
    return promoted([word for term in found.question.terms for word in term.words])


def _without(recommended: list[PromotedPage], groups) -> list:
    """The results that are not recommended right above them."""
    above = {item.page.translation_key for item in recommended}
    return [group for group in groups if group.best.translation_key not in above]


def suggest(request: HttpRequest) -> JsonResponse:
    """Answer with pages to go to at once, for the words typed so far."""
    found = suggestions(parse(typed_question(request.GET)), current())
    return JsonResponse(
        {
            "suggestions": [
                {
                    "text": item.title,
                    "address": item.address,
                    "language": item.language.tag,
                    "context": item.kind,
                }
                for item in found
            ]
        }
    )
