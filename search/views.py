"""The search page and its suggestions."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from core.languages import active_language
from core.layout import layout_context_for
from core.paging import requested_page
from search.query.parsing import MAX_QUERY_LENGTH, MAX_TERMS, parse_query
from search.query.search_url import SEARCH_PARAMETERS, SearchURL, raw_query
from search.results.facets import build_facets, selected_values
from search.results.highlighting import Highlighter
from search.results.listing import list_results
from search.results.page_search import MAX_RESULTS
from search.results.promotions import PromotedPage, promoted_pages
from search.results.responses import search_pages
from search.results.site_views import find_mistyped_help, find_site_views
from search.results.suggestions import MAX_SUGGESTIONS, suggest_pages
from search.upkeep.unanswered import count_unanswered

RESULTS_PER_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    """Show the results for the parameter ``q``, or an introduction if it is empty."""
    request.query_parameters = SEARCH_PARAMETERS
    search_url, problems = SearchURL.from_parameters(request.GET)
    context = {
        "search_url": search_url,
        "problems": problems,
        "limits": {"characters": MAX_QUERY_LENGTH, "words": MAX_TERMS, "results": MAX_RESULTS},
    }
    if not search_url.query.is_empty:
        context |= _found(request, search_url, problems)
    response = render(request, "search/search.html", context)
    if context.get("help_views"):
        patch_cache_control(response, no_store=True)
    return response


def _found(request: HttpRequest, search_url: SearchURL, problems: list[str]) -> dict:
    number = request.GET.get("page", "")
    is_first_page = not search_url.filters and number in ("", "1")
    named_views = find_site_views(search_url.query, active_language())
    response = search_pages(
        search_url.query,
        active_language(),
        search_url.filters,
        by_date=search_url.by_date,
        # What names a part of the site is not misspelt.
        literally=search_url.literally or bool(named_views),
    )
    site_views = named_views if is_first_page else []
    if is_first_page and not (site_views or response.is_as_typed):
        site_views = find_mistyped_help(search_url.query, active_language())
    found = response.found
    page, problem = requested_page(Paginator(found.versions, RESULTS_PER_PAGE), number)
    recommended: list[PromotedPage] = []
    if not search_url.filters and page.number == 1:
        recommended = promoted_pages(word for term in response.query.terms for word in term.words)
    if not (found.versions or recommended or site_views or search_url.filters or number):
        count_unanswered(raw_query(request.GET), active_language())
    state_name = layout_context_for(request).marked_state_name
    above = {item.page.translation_key for item in recommended}
    results = list_results(list(page), found.by_file_alone, Highlighter(response.query))
    return {
        "response": response,
        "page": page,
        "promoted": recommended,
        "help_views": [view for view in site_views if view.leads_to_help],
        "site_views": [view for view in site_views if not view.leads_to_help],
        "results": [item for item in results if item.page.translation_key not in above],
        "facets": build_facets(found, search_url, state_name),
        "selected_values": selected_values(search_url, state_name),
        "suggestions": [] if found.versions else suggest_pages(search_url.query, active_language()),
        "problems": [*problems, *([problem] if problem else [])],
    }


def suggest(request: HttpRequest) -> JsonResponse:
    """Return what matches the text typed so far as JSON, the way to help first."""
    query = parse_query(raw_query(request.GET))
    language = active_language()
    suggestions = [
        {"text": view.title, "address": view.url, "language": language.tag, "context": ""}
        for view in find_site_views(query, language, is_typing=True)
    ]
    suggestions += [
        {
            "text": item.title,
            "address": item.url,
            "language": item.language.tag,
            "context": item.context(language),
        }
        for item in suggest_pages(query, language)
    ]
    return JsonResponse({"suggestions": suggestions[:MAX_SUGGESTIONS]})
