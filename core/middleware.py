"""Middleware: language of the URL, privacy headers, invalid drafts, compression of public text."""

import re

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.handlers.exception import response_for_exception
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.users.models import UserProfile

from . import languages, request_cache
from .localized_urls import admin_home_url, is_in_admin

PUBLIC_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
# Wagtail's admin needs inline styles and scripts, and blob: images; no other host.
ADMIN_CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)


class LanguageMiddleware:
    """Activate the language of the URL, and start the request's cache.

    Django's ``LocaleMiddleware`` also redirects and reads cookies. Here a URL without a language
    belongs to the admin or to the page that offers the languages, and ``Accept-Language`` decides.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._language(request)
        with request_cache.new_request_cache(), translation.override(language.code):
            request.LANGUAGE_CODE = language.code
            response = self.get_response(request)
            # An uploaded file is in the language in which somebody wrote it.
            if not response.streaming:
                response.headers.setdefault("Content-Language", languages.active_language().tag)
        return response

    def _language(self, request: HttpRequest) -> languages.Language:
        first = request.path_info.split("/", 2)[1]
        try:
            return languages.site_language(first)
        except KeyError:
            header = request.headers.get("Accept-Language", "")
            return languages.accepted_language(header) or languages.source_language()


class NullCharacterMiddleware:
    """Find nothing at a path with a NUL, which PostgreSQL refuses in every text of a query.

    A cookie can contain one, too (in quotation marks, as ``\\000``), such as the key of a session.
    So can a parameter: our views check theirs, some of Wagtail's admin do not.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if "\0" not in value
        }
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DataError) and "%00" in request.META.get("QUERY_STRING", ""):
            return response_for_exception(request, Http404())
        return None


class PrivacyHeadersMiddleware:
    """Set what Django has no setting for: no other host may be asked, or show what is here.

    nginx sets the same for its own answers (``deploy/nginx/headers.conf``).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = is_in_admin(request)
        policy = (
            ADMIN_CONTENT_SECURITY_POLICY
            if is_admin or settings.DEBUG
            else PUBLIC_CONTENT_SECURITY_POLICY
        )
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        return response


class InvalidPageMiddleware:
    """Explain why a page was not published, where Wagtail publishes a draft without its form.

    A bulk action, a workflow or the API publishes the draft as it is; a draft may have errors.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_admin = is_in_admin(request)
        if not (is_admin and request.user.is_authenticated and isinstance(error, ValidationError)):
            return None
        with translation.override(UserProfile.get_for_user(request.user).get_preferred_language()):
            reasons = " ".join(map(str, error.messages))
            message = _("Nothing was published, because a draft has errors: %(reasons)s")
            message = message % {"reasons": reasons}
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"error": message}, status=400)
        messages.error(request, message)
        home = admin_home_url()
        return HttpResponseRedirect(get_valid_next_url_from_request(request) or home)


class CompressionMiddleware(GZipMiddleware):
    """Compress text responses of requests without cookies.

    The length of a compressed response can reveal a secret in it, such as a CSRF token (BREACH).
    A response is compressed only if the request has no cookie and the response sets none: then it
    contains no secret. Images and documents are compressed formats already.
    """

    TEXT = re.compile(r"text/|image/svg|application/(.+\+)?(json|xml)\b")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        has_cookies = request.COOKIES or response.cookies
        is_text = self.TEXT.match(response.headers.get("Content-Type", ""))
        if has_cookies or not is_text or response.streaming:
            return response
        return super().process_response(request, response)
