"""The search page: every page once, in the reader's language, found by words of any language."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from core.localization import for_reader, with_their_types
from core.paging import requested_page

LONGEST_QUERY = 200  # characters; the rest is cut
MOST_RESULTS = 200
RESULTS_PER_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    """Show the results for ``q``; an empty question shows the form."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    # A quotation mark alone makes a query that SQLite refuses.
    words = query.replace('"', " ").strip()
    paginator = Paginator(_found(words) if words else [], RESULTS_PER_PAGE)
    page, problem = requested_page(paginator, request.GET.get("page", ""))
    return render(
        request,
        "search/search.html",
        {
            "query": query,
            "address_query": urlencode({"q": query}),
            "results": page,
            "entries": with_their_types(page),
            "problems": [problem] if problem else [],
        },
    )


def _found(words: str) -> list[Page]:
    """Pages that match in any language, as the reader should see them, the best match first."""
    matches = list(Page.objects.live().public().search(words)[:MOST_RESULTS])
    rank = {page.translation_key: number for number, page in reversed(list(enumerate(matches)))}
    pages = for_reader(Page.objects.filter(translation_key__in=list(rank)))
    return sorted(pages, key=lambda page: rank[page.translation_key])
