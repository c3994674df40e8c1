import sys
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core import languages
from core.full_disk import is_disk_full
from core.localized_urls import language_url
from core.models.layout import layout_settings


def language_selection(request: HttpRequest) -> HttpResponse:
    """Redirect the root URL to the home page in the reader's language, or offer all languages.

    Besides the short URLs of declarations, this is the only URL that redirects by
    ``Accept-Language``, so it sets ``Vary``.
    """
    language = languages.accepted_language(request.headers.get("Accept-Language", ""))
    if language:
        response = HttpResponseRedirect(language_url("", language))
    else:
        with translation.override(languages.source_language().code):
            response = render(request, "cms/language_selection.html", {"entries": _home_links()})
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _home_links() -> list[dict]:
    """Return each language with the URL of its home page and the network's name in it."""
    return [
        {
            "language": language,
            "url": language_url("", language),
            "network": layout_settings().name(language),
        }
        for language in languages.all_languages()
    ]


def robots(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "robots.txt",
        {"site_address": settings.SITE_ADDRESS},
        content_type="text/plain; charset=utf-8",
    )


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Render the 404 page in the reader's language, with links to the home page and the search."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Render the 500 page without a query, because the database may be what failed.

    Django calls it while it handles the exception.
    """
    is_full = is_disk_full(sys.exc_info()[1])
    context = {"site_name": settings.WAGTAIL_SITE_NAME, "is_disk_full": is_full}
    status = HTTPStatus.INSUFFICIENT_STORAGE if is_full else HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "500.html", context, status=status)
