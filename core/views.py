from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from wagtail import views as wagtail_views

from .addresses import absolute
from .fixed_addresses import FixedAddress
from .languages import current
from .models import AccessibilitySettings, BasePage
from .models.accessibility import accessibility_text
from .paper import draw_card, keep_size, print_page
from .routing import reading

SAFETY = FixedAddress("safety")
ACCESSIBILITY = FixedAddress("accessibility")
# The day on which what the statement says of the software was last compared with the software.
STATEMENT_PREPARED_ON = date(2026, 11, 26)
# Names of files at the address of their page.
PAPER = "document.pdf"
CARD = "card.png"


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path`` in the reader's language, or its marked fallback.

    Wagtail keeps the route it found on the request; finding it ourselves leaves its hooks
    (restrictions, previews) in charge of everything else.
    """
    try:
        request._wagtail_route_for_request = reading().route(request, path)
    except Http404:
        request._wagtail_route_for_request = None
    return wagtail_views.serve(request, path)


@conditional_page
def serve_paper(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path`` as a file for paper, made from the page that readers see.

    What they may not see, and pages that are not meant for paper, are not there.
    """
    page, response = _served(request, path)
    if not page.offers_paper:
        raise Http404
    html = response.render().content.decode()
    paper = print_page(html, absolute(request.path.removesuffix(PAPER)))
    if not request.GET:
        keep_size(page, len(paper))
    name = f"{page.slug}-{current().code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', **_storing(response)}
    if page.is_fallback:
        headers["X-Robots-Tag"] = "noindex"
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


@conditional_page
def serve_card(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the picture that stands for the page at ``path`` where its address is shared."""
    page, response = _served(request, path)
    date = page.listing_date.format(page.text_language.babel) if page.listing_date else ""
    with translation.override(page.text_language.code):
        facts = " · ".join(filter(None, (str(page.listing_kind), date)))
        card = draw_card(page.listing_title, page.text_language.tag, facts)
    return HttpResponse(card, content_type="image/png", headers=_storing(response))


def _served(request: HttpRequest, path: str) -> tuple[BasePage, HttpResponse]:
    """Return the page at ``path`` with its answer to this reader, or raise ``Http404``."""
    response = serve_page(request, path)
    page = getattr(request, "shown_page", None)
    if not page or response.status_code != HTTPStatus.OK:
        raise Http404
    return page, response


def _storing(response: HttpResponse) -> dict[str, str]:
    """What a page says of being stored holds for the files that are made of it."""
    names = ("Cache-Control", "Expires")
    return {name: response.headers[name] for name in names if name in response.headers}


@cache_control(no_store=True)
def safety(request: HttpRequest) -> HttpResponse:
    """Say what a visit leaves behind, and what "Leave this site" can and cannot do."""
    request.fixed_address = SAFETY
    return render(request, "core/safety.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is: what is true of the software, and the operator's words."""
    request.fixed_address = ACCESSIBILITY
    stated = AccessibilitySettings.objects.first() or AccessibilitySettings()
    context = {
        "prepared_on": STATEMENT_PREPARED_ON,
        "reviewed_on": stated.reviewed_on,
        "contact_email": stated.contact_email,
        "text": accessibility_text(current()),
    }
    return render(request, "core/accessibility.html", context)
