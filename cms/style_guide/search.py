"""Components of the search page and of the glossary."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.languages import active_language, all_languages
from core.layout import LayoutContext
from search.query.facet_filters import kind_label
from search.query.parsing import MAX_QUERY_LENGTH, MAX_TERMS, parse_query
from search.query.search_url import SearchURL
from search.results.facets import FacetValue, SearchFacet, selected_values
from search.results.listing import ResultVersion, SearchResult
from search.results.page_search import FoundPages
from search.results.page_versions import PageVersion
from search.results.promotions import PromotedPage
from search.results.responses import SearchResponse
from search.results.site_views import FoundSiteView
from search.results.suggestions import PageSuggestion

from . import sample_objects
from .samples import ComponentSample


def search_samples(layout: LayoutContext) -> list[ComponentSample]:
    """Return the forms, results with all optional parts, and the advice if nothing was found."""
    search_url, _problems = SearchURL.from_parameters(QueryDict("q=Brdo&kind=meeting&state=SI"))
    form = {"id": "sample", "label": _("Words to look for"), "value": "Brdo", "is_large": True}
    suggestion = PageSuggestion(_("Meeting"), active_language(), reverse("search"), _("Meeting"))
    advice = {"search_url": search_url, "suggestions": [suggestion]}
    return [
        ComponentSample("search/components/form.html", form),
        ComponentSample("search/components/results.html", _results_context(search_url, layout)),
        ComponentSample("search/components/advice.html", advice),
        ComponentSample("search/components/introduction.html"),
        ComponentSample(
            "translation/components/glossary_breadcrumbs.html", {"term": sample_objects.term()}
        ),
    ]


def _results_context(search_url: SearchURL, layout: LayoutContext) -> dict:
    meeting = sample_objects.meeting()
    query = parse_query("Brdo")
    code = active_language().code
    version = PageVersion(1, 1, 1, code, "meeting", 2010, 0, "SI", "")
    found = FoundPages([version] * 2, 2, Counter([code] * 2))
    versions = [ResultVersion(item, reverse("search")) for item in all_languages()[:6]]
    marked = format_html("{} <mark>Brdo</mark>", meeting.title)
    results = [
        SearchResult(
            meeting, reverse("search"), marked, marked, active_language(), True, versions[0], others
        )
        for others in (versions, versions[:2])
    ]
    return {
        "search_url": search_url,
        "response": SearchResponse(parse_query("Brdoo"), query, found=found),
        "limits": {"characters": MAX_QUERY_LENGTH, "words": MAX_TERMS},
        "selected_values": selected_values(search_url, layout.marked_state_name),
        "facets": [
            SearchFacet(
                "kind", [FacetValue("kind", kind_label(meeting), active_language(), "q=Brdo", 2)]
            )
        ],
        "help_views": [FoundSiteView(_("Help"), reverse("contacts"), True)],
        "site_views": [FoundSiteView(_("Open data"), reverse("data"), False)],
        "promoted": [PromotedPage(meeting, "")],
        "results": results,
        "page": Paginator(range(30), 10).page(2),
    }
