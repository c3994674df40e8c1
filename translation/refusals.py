"""Responses to requests that the translation policies refuse: they give the reason."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from wagtail.admin.utils import get_valid_next_url_from_request

from core.localized_urls import admin_home_url
from translation.policies import TranslationPermissionDenied


def permission_denied_response(request, reason):
    """Show the reason as a message and redirect to ``next`` or the dashboard.

    A request by a script gets the reason as JSON, with status 403.
    """
    is_by_browser = request.method in ("GET", "HEAD", "POST")
    if not is_by_browser or request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"error": str(reason)}, status=403)
    messages.error(request, str(reason))
    home = admin_home_url()
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or home)


def explain_permission_denied(view):
    """Decorate a view to respond to a ``TranslationPermissionDenied`` with its reason.

    Wagtail shows one general sentence for every ``PermissionDenied``.
    """

    @wraps(view)
    def explained(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except TranslationPermissionDenied as refusal:
            return permission_denied_response(request, refusal)

    return explained
