from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core import languages
from core.addresses import language_address


def entrance(request: HttpRequest) -> HttpResponse:
    """Lead from the bare address to the reader's language, or let the reader choose.

    Besides the short addresses of declarations the only one of the site that redirects by language;
    ``Vary`` keeps caches honest.
    """
    language = languages.accepted(request.headers.get("Accept-Language", ""))
    if language:
        response = HttpResponseRedirect(language_address("", language))
    else:
        with translation.override(languages.source().code):
            response = render(request, "cms/entrance.html", {"entries": _entries()})
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _entries() -> list[dict]:
    """Each language with its address and the network's name in its own words."""
    entries = []
    for language in languages.all_languages():
        with translation.override(language.code):
            network = translation.gettext(
                "Network of National Anti-Trafficking Coordinators of South-East Europe"
            )
        address = language_address("", language)
        entries.append({"language": language, "address": address, "network": network})
    return entries


def robots(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "robots.txt",
        {"site_address": settings.SITE_ADDRESS},
        content_type="text/plain; charset=utf-8",
    )


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Say in the reader's language that the page does not exist, with ways on."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed; touches no database, which may be what failed."""
    return render(request, "500.html", status=500)
