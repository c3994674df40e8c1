"""Middleware: readers learn that a page was removed, and nobody works on a deleted page."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from core.localized_urls import is_in_admin
from core.site_tree import IN_SITE_TREE
from recycle_bin.forms import MAX_ID_DIGITS
from recycle_bin.removed_pages import removed_page

# The arguments of Wagtail's addresses that are ids of pages.
PAGE_ARGUMENTS = ("page_id", "page_to_move_id", "parent_page_id", "destination_id")
API_NAMESPACE = "wagtailadmin_api:pages"
BULK_ACTION = "wagtail_bulk_action"
BULK_PARAMETERS = ("id", "childOf")


class RemovedPagesMiddleware:
    """Answer 410 in place of 404 at the address of a page that was removed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        page = removed_page(request)
        if page is None:
            return response
        gone = render(request, "410.html", {"page": page}, status=HTTPStatus.GONE)
        gone.headers["X-Robots-Tag"] = "noindex"
        # It may be restored at any time.
        add_never_cache_headers(gone)
        return gone


class RecycledPagesMiddleware:
    """Refuse every address of the admin that works on a page in the recycle bin.

    Permissions refuse most of them. This also covers those that need none, and says where the page
    is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        ids = _page_ids(request, kwargs)
        # In this order: reading the user of a public page would load the session.
        if not ids or not request.user.is_authenticated:
            return None
        page = Page.objects.exclude(IN_SITE_TREE).filter(pk__in=ids).first()
        if page is None:
            return None
        refusal = _("“%(title)s” was deleted. Restore it from the recycle bin to work on it.")
        refusal %= {"title": page.title}
        if request.resolver_match.view_name.startswith(API_NAMESPACE) or not request.accepts(
            "text/html"
        ):
            return JsonResponse({"detail": refusal, "success": False}, status=HTTPStatus.CONFLICT)
        messages.warning(request, refusal)
        return redirect("wagtailadmin_home")


def _page_ids(request: HttpRequest, arguments: dict) -> list[int]:
    """Return the ids of pages that an address of the admin contains."""
    match = request.resolver_match
    if not is_in_admin(request):
        return []
    found = [arguments[name] for name in PAGE_ARGUMENTS if name in arguments]
    if match.view_name.startswith(API_NAMESPACE):
        found.append(arguments.get("pk"))
    if match.url_name == BULK_ACTION and arguments["model_name"] == Page._meta.model_name:
        found += [pk for name in BULK_PARAMETERS for pk in request.GET.getlist(name)]
    return [int(pk) for pk in map(str, found) if pk.isdecimal() and len(pk) <= MAX_ID_DIGITS]
