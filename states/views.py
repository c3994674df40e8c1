"""Help by country: telephone numbers for readers whose screen may be watched by others.

The view is not a page of the tree: it exists in every language from the start and is small. Its
title and its URL do not reveal its purpose.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.views.decorators.cache import cache_control

from core.languages import active_language
from core.layout import layout_context_for
from core.non_page_routes import NonPageRoute
from core.sorting import alphabetical
from core.territories import designations

from .models import StatePage

CONTACTS_ROUTE = NonPageRoute(
    "contacts",
    title=gettext_lazy("Help"),
    search_words=pgettext_lazy(
        "words of people in need, separated by commas",
        "help, hotline, helpline, SOS, emergency, 112, police, phone, lawyer, passport, "
        "trafficked, forced, exploited, threatened, violence, danger, escape, shelter, safe house",
    ),
    leads_to_help=True,
    window_title=gettext_lazy("By country"),
    has_quick_exit=True,
    may_be_easy=True,
)


@cache_control(no_store=True)
def contacts(request: HttpRequest) -> HttpResponse:
    """Show what is confirmed of the help in the chosen state, and the list of states."""
    layout, wanted = layout_context_for(request), request.GET.get("state", "")
    codes = alphabetical(designations(), active_language(), name=layout.state_name)
    states = StatePage.objects.for_reader().filter(territory=wanted)
    chosen = states.first() if wanted in codes else None
    request.query_parameters = ("state",)
    if not wanted:
        request.non_page_route = CONTACTS_ROUTE
    context = {
        "choices": [(code, layout.marked_state_name(code)) for code in codes],
        "chosen": chosen,
        "problems": [gettext("Choose a country from the list.")] if wanted and not chosen else [],
    }
    return render(request, "states/contacts.html", context)
