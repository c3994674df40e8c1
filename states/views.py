"""Contacts by country: telephone numbers for readers whose screen may be watched by others.

The view is not a page of the tree: it exists in every language from the start and is small. Its
title and its URL do not reveal its purpose.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from core.languages import active_language, all_languages
from core.layout import layout_context_for
from core.non_page_routes import NonPageRoute
from core.sorting import alphabetical
from core.territories import designations

from .models import StatePage
from .policies import EMERGENCY_NUMBER

CONTACTS_ROUTE = NonPageRoute("contacts")


@cache_control(no_store=True)
def contacts(request: HttpRequest) -> HttpResponse:
    """Show the help lines of the chosen state, or else its office and the emergency number."""
    layout, wanted = layout_context_for(request), request.GET.get("state", "")
    codes = alphabetical(designations(), active_language(), name=layout.state_name)
    states = StatePage.objects.for_reader().filter(territory=wanted)
    chosen = states.first() if wanted in codes else None
    if "language" in request.GET:
        return HttpResponseRedirect(_localized_url(request.GET["language"], chosen))
    request.query_parameters = ("state",)
    if not wanted:
        request.non_page_route = CONTACTS_ROUTE
    context = {
        "choices": [(code, layout.marked_state_name(code)) for code in codes],
        "chosen": chosen,
        "emergency_number": EMERGENCY_NUMBER,
        "problems": [gettext("Choose a country from the list.")] if wanted and not chosen else [],
    }
    return render(request, "states/contacts.html", context)


def _localized_url(code: str, chosen: StatePage | None) -> str:
    """Return the URL of the view in a language; for an unknown code, in the current language."""
    codes = {language.code for language in all_languages()}
    with translation.override(code if code in codes else active_language().code):
        query = f"?{urlencode({'state': chosen.territory})}" if chosen else ""
        return reverse("contacts") + query
