"""Components of the search page."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.frame import Frame
from core.languages import all_languages, current
from search.addresses import SearchAddress
from search.answers import Answer
from search.facets import Choice, Facet, chosen
from search.hits import Group, Hit
from search.narrowing import kind_label
from search.promotions import PromotedPage
from search.questions import LONGEST, MOST_TERMS, parse
from search.results import Result, Version
from search.suggestions import Suggestion

from . import records
from .samples import Sample


def search_samples(frame: Frame) -> list[Sample]:
    """Return the forms, results with all optional parts, and the advice if nothing was found."""
    search_url, _problems = SearchAddress.from_parameters(QueryDict("q=Brdo&kind=meeting&state=SI"))
    form = {"id": "sample", "label": _("Words to look for"), "value": "Brdo", "is_large": True}
    suggestion = Suggestion(_("Meeting"), current(), reverse("search"), _("Meeting"))
    advice = {"search_url": search_url, "suggestions": [suggestion]}
    return [
        Sample("search/components/form.html", form),
        Sample("search/components/answer.html", _results_context(search_url, frame)),
        Sample("search/components/advice.html", advice),
        Sample("search/components/start.html"),
    ]


def _results_context(search_url: SearchAddress, frame: Frame) -> dict:
    meeting = records.meeting()
    query = parse("Brdo")
    hit = Hit(1, 1, UUID(int=1), current().code, "meeting", 2010, 0, "SI", "", "", 1)
    groups = [Group(hit, frozenset([current().code]))] * 2
    versions = [Version(item, reverse("search")) for item in all_languages()[:6]]
    marked = format_html("{} <mark>Brdo</mark>", meeting.title)
    results = [
        Result(meeting, reverse("search"), marked, marked, current(), True, versions[0], others)
        for others in (versions, versions[:2])
    ]
    return {
        "search_url": search_url,
        "response": Answer(parse("Brdoo"), query, groups=groups),
        "limits": {"characters": LONGEST, "words": MOST_TERMS},
        "selected_values": chosen(search_url, frame.marked_state_name),
        "facets": [Facet("kind", [Choice("kind", kind_label(meeting), current(), "q=Brdo", 2)])],
        "promoted": [PromotedPage(meeting, "")],
        "results": results,
        "page": Paginator(range(30), 10).page(2),
    }
