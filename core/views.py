from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from wagtail import views as wagtail_views

from .languages import active_language
from .localized_urls import absolute_url
from .models import AccessibilitySettings, BasePage
from .models.accessibility import accessibility_text
from .models.layout import layout_settings
from .non_page_routes import NonPageRoute
from .printable import SiteNames, cache_pdf_size, render_pdf, render_sharing_card
from .routing import page_resolver

SAFETY_ROUTE = NonPageRoute("safety")
ACCESSIBILITY_ROUTE = NonPageRoute("accessibility")
# The day on which the statement's claims were last compared with the software.
STATEMENT_PREPARED_ON = date(2026, 11, 26)
# File names below the URL of their page.
PDF_FILE_NAME = "document.pdf"
SHARING_CARD_FILE_NAME = "card.png"


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path`` in the reader's language, or its marked fallback.

    Wagtail stores the resolved route on the request. Setting it here replaces the routing alone:
    Wagtail's hooks, such as the check of view restrictions, still run.
    """
    try:
        request._wagtail_route_for_request = page_resolver().route(request, path)
    except Http404:
        request._wagtail_route_for_request = None
    return wagtail_views.serve(request, path)


@conditional_page
def serve_pdf(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path`` as a PDF, made from the HTML of its response to this request.

    Raises ``Http404`` if the reader may not see the page, or if its type offers no PDF.
    """
    page, response = _page_response(request, path)
    if not page.offers_pdf:
        raise Http404
    html = response.render().content.decode()
    url = absolute_url(request.path.removesuffix(PDF_FILE_NAME))
    pdf = render_pdf(html, url, _site_names())
    if not request.META.get("QUERY_STRING"):
        cache_pdf_size(page, len(pdf))
    name = f"{page.slug}-{active_language().code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', **_cache_headers(response)}
    if page.is_fallback:
        headers["X-Robots-Tag"] = "noindex"
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@conditional_page
def serve_sharing_card(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the image for link previews (``og:image``) of the page at ``path``."""
    page, response = _page_response(request, path)
    date = page.listing_date.format(page.text_language.babel) if page.listing_date else ""
    with translation.override(page.text_language.code):
        details = " · ".join(filter(None, (str(page.listing_kind), date)))
        title, tag = page.listing_title, page.text_language.tag
        card = render_sharing_card(title, tag, details, _site_names())
    return HttpResponse(card, content_type="image/png", headers=_cache_headers(response))


def _page_response(request: HttpRequest, path: str) -> tuple[BasePage, HttpResponse]:
    """Return the page at ``path`` with its response to this request, or raise ``Http404``."""
    response = serve_page(request, path)
    page = getattr(request, "shown_page", None)
    if not page or response.status_code != HTTPStatus.OK:
        raise Http404
    return page, response


def _site_names() -> SiteNames:
    layout, language = layout_settings(), active_language()
    return SiteNames(str(layout.short_name(language)), str(layout.name(language)))


def _cache_headers(response: HttpResponse) -> dict[str, str]:
    """Return the page's cache headers, which apply to the files made from it, too."""
    names = ("Cache-Control", "Expires")
    return {name: response.headers[name] for name in names if name in response.headers}


@cache_control(no_store=True)
def safety(request: HttpRequest) -> HttpResponse:
    """Explain what traces a visit leaves, and what "Leave this site" can and cannot do."""
    request.non_page_route = SAFETY_ROUTE
    return render(request, "core/safety.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement: claims about the software, and the operator's texts."""
    request.non_page_route = ACCESSIBILITY_ROUTE
    statement = AccessibilitySettings.objects.first() or AccessibilitySettings()
    context = {
        "prepared_on": STATEMENT_PREPARED_ON,
        "reviewed_on": statement.reviewed_on,
        "contact_email": statement.contact_email,
        "text": accessibility_text(active_language()),
    }
    return render(request, "core/accessibility.html", context)
