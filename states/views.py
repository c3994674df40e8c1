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

from core.fixed_addresses import FixedAddress
from core.frame import frame_of
from core.languages import all_languages, current

from .models import StatePage, states_in_order
from .policies import EMERGENCY_NUMBER

CONTACTS = FixedAddress("contacts")


@cache_control(no_store=True)
def contacts(request: HttpRequest) -> HttpResponse:
    """Show the help lines of the chosen state, or else its office and the emergency number."""
    states = states_in_order()
    wanted = request.GET.get("state", "")
    chosen = next((state for state in states if state.territory == wanted), None)
    if "language" in request.GET:
        return HttpResponseRedirect(_localized_url(request.GET["language"], chosen))
    if not wanted:
        request.fixed_address = CONTACTS
    state_name = frame_of(request).marked_state_name
    context = {
        "choices": [(state.territory, state_name(state.territory)) for state in states],
        "chosen": chosen,
        "emergency_number": EMERGENCY_NUMBER,
        "problems": [gettext("Choose a country from the list.")] if wanted and not chosen else [],
    }
    return render(request, "states/contacts.html", context)


def _localized_url(code: str, chosen: StatePage | None) -> str:
    """Return the URL of the view in a language; for an unknown code, in the current language."""
    codes = {language.code for language in all_languages()}
    with translation.override(code if code in codes else current().code):
        query = f"?{urlencode({'state': chosen.territory})}" if chosen else ""
        return reverse("contacts") + query
