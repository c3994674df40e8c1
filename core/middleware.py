"""What every answer carries: the language of its address, and a promise of privacy to readers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from . import languages, memory

READER_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
# Wagtail's admin needs inline styles and scripts, and pictures from memory; no other host.
EDITOR_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)


class LanguageMiddleware:
    """Activate the language that the address names.

    Django's own middleware also redirects addresses and reads cookies; here an address that has
    a language keeps it, and one that has none belongs to the admin or to the entrance.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._language(request)
        with memory.fresh(), translation.override(language.code):
            request.LANGUAGE_CODE = language.code
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", languages.current().tag)
        return response

    def _language(self, request: HttpRequest) -> languages.Language:
        first = request.path_info.split("/", 2)[1]
        try:
            return languages.get(first)
        except KeyError:
            header = request.headers.get("Accept-Language", "")
            return languages.accepted(header) or languages.source()


class ReaderPrivacyMiddleware:
    """Tell the browser to ask nobody else for anything, and to tell nobody else of the visit."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path.startswith(reverse("wagtailadmin_home"))
        policy = EDITOR_POLICY if is_admin or settings.DEBUG else READER_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        return response
