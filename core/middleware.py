"""What every answer carries: the language of its address, and a promise of privacy to readers.

And how it travels: text for readers is compressed.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
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


class CompressionMiddleware(GZipMiddleware):
    """Compress the text that anybody may read.

    The length of a compressed answer can betray a secret in it, one guess at a time (BREACH). An
    answer that neither got a cookie nor sets one holds no secret; what people see who have logged
    in travels as it is. Files are compressed in themselves.
    """

    TEXT = re.compile(r"text/|image/svg|application/(.+\+)?(json|xml)\b")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_private = request.COOKIES or response.cookies
        is_text = self.TEXT.match(response.headers.get("Content-Type", ""))
        if is_private or not is_text or response.streaming:
            return response
        return super().process_response(request, response)
