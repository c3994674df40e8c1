from django.http import Http404, HttpRequest, HttpResponse
from wagtail import views as wagtail_views

from .routing import reading


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
