"""The search page, and what it suggests while somebody is typing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import cached_property

from core.frame import frame_of
from core.languages import current
from core.paging import requested_page

from .answers import Answer, answer
from .highlighting import Highlighter
from .narrowing import FACETS, Narrowing, chosen, facets
from .promotions import promoted
from .questions import LONGEST, parse
from .results import results
from .suggestions import suggestions
from .unanswered import count_unanswered

RESULTS_PER_PAGE = 10
# Characters of a question that are looked at; a reader types fewer, a machine gets an answer.
MOST_READ = 10 * LONGEST


class Address:
    """The address of a search, and those of its neighbours: what a reader has chosen is kept."""

    def __init__(self, parameters: QueryDict):
        self.typed = parameters.get("q", "")[:MOST_READ]
        self.narrowing, self.problems = Narrowing.of(parameters)
        self.by_date = parameters.get("order") == "date"
        self.literally = "literally" in parameters

    @cached_property
    def question(self):
        return parse(self.typed)

    def query(self, **changes) -> str:
        """The query string of this search, with these things changed; without its page."""
        values = {
            "q": self.question.text,
            **self.narrowing.chosen,
            "order": "date" if self.by_date else "",
            "literally": "1" if self.literally else "",
        }
        narrowing = changes.pop("narrowing", None)
        if narrowing is not None:
            values = {name: value for name, value in values.items() if name not in FACETS}
            values |= narrowing.chosen
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in (values | changes).items() if value})
        return query.urlencode()


def search(request: HttpRequest) -> HttpResponse:
    """Show what is found for ``q``; an empty question shows the form."""
    address = Address(request.GET)
    found = answer(
        address.question,
        current(),
        address.narrowing,
        by_date=address.by_date,
        literally=address.literally,
    )
    context = {"address": address, "answer": found, "problems": list(address.problems)}
    if not address.question.is_empty:
        context |= _found(request, address, found)
    return render(request, "search/search.html", context)


def _found(request: HttpRequest, address: Address, found: Answer) -> dict:
    state_name = frame_of(request).marked_state_name
    page, problem = requested_page(
        Paginator(found.groups, RESULTS_PER_PAGE), request.GET.get("page", "")
    )
    if not found.groups and not address.narrowing:
        count_unanswered(address.typed, current())
    words = [word for term in found.question.terms for word in term.words]
    return {
        "page": page,
        "results": results(page, Highlighter(found.question)),
        "promoted": promoted(words) if page.number == 1 else [],
        "facets": facets(found.groups, address.narrowing, state_name),
        "chosen": chosen(address.narrowing, state_name),
        "suggestions": [] if found.groups else suggestions(address.question, current()),
        "problems": [*address.problems, *([problem] if problem else [])],
    }


def suggest(request: HttpRequest) -> JsonResponse:
    """Answer with pages to go to at once, for the words typed so far."""
    found = suggestions(Address(request.GET).question, current())
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
