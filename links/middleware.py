"""Middleware for addresses that lead nowhere: a redirect, or else a count of them."""

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.cache import patch_cache_control, patch_vary_headers

from .addresses import split_language
from .not_found import count_not_found
from .redirects import find_redirect

SAFE_METHODS = ("GET", "HEAD")


class NotFoundAddressMiddleware:
    """Redirect from an old address, or else count it.

    As Wagtail's ``RedirectMiddleware``, but its redirects hold for every language. A live page, in
    any language of the fallback chain, comes before a redirect from its address.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in SAFE_METHODS:
            return response
        target = find_redirect(request.path, request.META.get("QUERY_STRING", ""))
        if target is None:
            count_not_found(request.path)
            return response
        kind = HttpResponsePermanentRedirect if target.is_permanent else HttpResponseRedirect
        redirect = kind(target.url)
        # A page may be moved back. Browsers that had kept the redirect would then go in a circle.
        patch_cache_control(redirect, no_cache=True)
        if split_language(request.path)[0] is None:
            patch_vary_headers(redirect, ["Accept-Language"])
        return redirect
