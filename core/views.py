from datetime import date
from http import HTTPStatus
from mimetypes import guess_type

from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail import views as wagtail_views
from wagtail.documents.views import serve as wagtail_documents

from .file_access import FileAccess, file_access
from .languages import active_language
from .localized_urls import absolute_url
from .models import AccessibilitySettings, BasePage, SiteImage
from .models.accessibility import accessibility_text
from .non_page_routes import NonPageRoute
from .printable import SiteNames, cache_pdf_size, render_pdf, render_sharing_card
from .routing import page_resolver
from .sendfile import sendfile
from .wagtail_internals import set_route

SAFETY_ROUTE = NonPageRoute(
    "safety",
    title=gettext_lazy("Using this site safely"),
    search_words=pgettext_lazy(
        "words of a search, separated by commas", "safety, safe, traces, private window"
    ),
    has_quick_exit=True,
    may_be_easy=True,
)
ACCESSIBILITY_ROUTE = NonPageRoute(
    "accessibility",
    title=gettext_lazy("Accessibility statement"),
    search_words=pgettext_lazy(
        "words of a search, separated by commas", "accessible, disability, screen reader"
    ),
    may_be_easy=True,
)
# The day on which the statement's claims were last compared with the software.
STATEMENT_PREPARED_ON = date(2026, 11, 26)
# File names below the URL of their page.
PDF_FILE_NAME = "document.pdf"
SHARING_CARD_FILE_NAME = "card.png"
PUBLIC_FILE_AGE = 5 * 60  # seconds


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path`` in the reader's language, or its marked fallback.

    Setting the route replaces the routing alone: Wagtail's hooks, such as the check of view
    restrictions, still run.
    """
    try:
        route = page_resolver().route(request, path)
    except Http404:
        route = None
    set_route(request, route)
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
    pdf = render_pdf(html, url, SiteNames.for_reader())
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
        card = render_sharing_card(title, tag, details, SiteNames.for_reader())
    return HttpResponse(card, content_type="image/png", headers=_cache_headers(response))


def _page_response(request: HttpRequest, path: str) -> tuple[BasePage, HttpResponse]:
    """Return the page at ``path`` with its response to this request, or raise ``Http404``.

    The response to a reader who does not have the page's password is a form for it.
    """
    response = serve_page(request, path)
    page = getattr(request, "shown_page", None)
    if (
        not page
        or response.status_code != HTTPStatus.OK
        or not all(one.accept_request(request) for one in page.get_view_restrictions())
    ):
        raise Http404
    return page, response


def _cache_headers(response: HttpResponse) -> dict[str, str]:
    """Return the page's cache headers, which apply to the files made from it, too."""
    names = ("Cache-Control", "Expires")
    return {name: response.headers[name] for name in names if name in response.headers}


@require_safe
def serve_document(request: HttpRequest, document_id: str, filename: str) -> HttpResponse:
    """Serve a document as Wagtail does, with the cache headers of who may see it."""
    response = wagtail_documents.serve(request, document_id, filename)
    del response["Content-Encoding"]  # "None", for a file without one
    if "X-Accel-Redirect" in response:
        del response["Content-Length"]  # of the file, which the web server sends
    return _with_file_headers(response, getattr(request, "file_access", FileAccess.REFUSED))


@require_safe
def serve_picture(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a picture, a rendition of one, or the portrait of an account, by its stored name.

    Nobody is told whether a picture exists that they may not see.
    """
    by_file = Q(file=path) if path.startswith("original_images/") else Q(renditions__file=path)
    if path.startswith("avatar_images/"):
        may_see = request.user.has_perm("wagtailadmin.access_admin")
        access = FileAccess.PERSONAL if may_see else FileAccess.REFUSED
    elif image := SiteImage.objects.filter(by_file).select_related("collection").first():
        access = file_access(image, request)
    else:
        access = FileAccess.REFUSED
    try:
        if access is FileAccess.REFUSED:
            raise FileNotFoundError
        media_type = guess_type(path)[0] or "application/octet-stream"
        try:
            response = sendfile(request, default_storage.path(path), media_type)
        except NotImplementedError:  # the files are in a bucket
            response = FileResponse(default_storage.open(path), content_type=media_type)
    except OSError:
        response, access = HttpResponseNotFound(), FileAccess.REFUSED
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return _with_file_headers(response, access)


def _with_file_headers(response: HttpResponse, access: FileAccess) -> HttpResponse:
    """Let browsers keep a public file for some minutes, and caches for many readers not at all.

    A cache that asks again learns that a page was restricted or unpublished.
    """
    if access is FileAccess.PUBLIC:
        patch_cache_control(response, max_age=PUBLIC_FILE_AGE, s_maxage=0, must_revalidate=True)
    else:
        add_never_cache_headers(response)
    return response


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
