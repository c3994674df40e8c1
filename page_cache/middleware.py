"""Answers to readers, kept in the process as they travel, until anything changes."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from core.whole_files import WholeFileResponse

from .answers import ContentStateAnswers, PageAnswers
from .files import FileFolder, digest_of
from .freshness import ContentState, content_freshness
from .keys import (
    CONDITIONAL_HEADERS,
    AddressKey,
    address_key,
    header_values,
    varying_headers,
)
from .parameters import ObservedQuery
from .store import StoredAnswer
from .web_server import let_web_server_keep
from .wsgi import ANSWERS

# Another thread that makes the same page may fail: nobody waits for it longer than this.
MAX_WAIT = 10  # seconds
# A whole file is read in blocks, where the web server does not send it by itself.
BLOCK_SIZE = 65_536  # bytes
# What an answer says of its content, which one without content does not (RFC 9110, 15.4.5).
CONTENT_HEADERS = {"Content-Type", "Content-Length", "Content-Encoding", "Content-Language"}


class PageCacheMiddleware:
    """Answers requests of readers from the store, or makes the answer and stores it.

    Stored is only what everybody gets: the answer to a request without a cookie, which sets none,
    and which its view does not call private.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self._own_answers = PageAnswers()
        self._making: dict[Hashable, threading.Lock] = {}
        self._making_lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = address_key(request.META) if settings.PAGE_CACHE_BYTES else None
        if address is None:
            return self.get_response(request)
        answers = request.META.get(ANSWERS, self._own_answers).current()
        if response := self._stored(answers, address, request):
            return response
        with self._lock_for((address, request.META.get("QUERY_STRING", ""))):
            # Another thread may have made it meanwhile.
            return self._stored(answers, address, request) or self._make(answers, address, request)

    def _stored(
        self, answers: ContentStateAnswers, address: AddressKey, request: HttpRequest
    ) -> HttpResponse | None:
        answer = answers.find(address, request.META)
        return _conditional(request, answer.response()) if answer else None

    def _make(
        self, answers: ContentStateAnswers, address: AddressKey, request: HttpRequest
    ) -> HttpResponse:
        request.GET = ObservedQuery(request.META.get("QUERY_STRING", ""))
        response = self.get_response(request)
        headers = varying_headers(response)
        if request.method != "GET" or headers is None or not _is_for_everybody(response):
            return response
        response.headers.setdefault("ETag", f'"{digest_of(response.content)}"')
        answer = StoredAnswer.of(response)
        answers.put(address, request.META, request.GET, headers, answer)
        return _conditional(request, response)

    @contextmanager
    def _lock_for(self, key: Hashable) -> Iterator[None]:
        """Let one thread at a time make the answers to the same request."""
        with self._making_lock:
            lock = self._making.setdefault(key, threading.Lock())
        is_acquired = lock.acquire(timeout=MAX_WAIT)
        try:
            yield
        finally:
            if is_acquired:
                lock.release()
            with self._making_lock:
                if not lock.locked():
                    self._making.pop(key, None)


def _is_for_everybody(response: HttpResponse) -> bool:
    if response.status_code != HTTPStatus.OK or response.streaming or response.cookies:
        return False
    return "private" not in response.get("Cache-Control", "")


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer, or 304 if the reader has it already (RFC 9110, 13)."""
    answer = response
    if not CONDITIONAL_HEADERS.isdisjoint(request.META):
        answer = get_conditional_response(request, etag=response.get("ETag"), response=response)
    if answer is not response:
        for name, value in response.headers.items():
            if name not in CONTENT_HEADERS:
                answer.headers.setdefault(name, value)
    let_web_server_keep(request, answer)
    return answer


class WholeFileMiddleware:
    """Sends whole files, which one process of the machine makes for all others.

    It is the innermost, so that files are made in the language of their request.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Known before the view reads anything: a file is at least as new as its folder says.
        state = content_freshness.state() if settings.PAGE_CACHE_FILES else None
        response = self.get_response(request)
        if not isinstance(response, WholeFileResponse):
            return response
        if state:
            # A disk may be full, or read-only.
            with suppress(OSError):
                return _stored_file(request, response, state)
        response.content = b"".join(response.make())
        modified = int(response.modified_at().timestamp())
        return _with_validators(request, response, digest_of(response.content), modified)


def _stored_file(
    request: HttpRequest, response: WholeFileResponse, state: ContentState
) -> HttpResponse:
    path = FileFolder(state, is_filtered=response.is_filtered).path_of(response)
    compressed = path.with_suffix(".gz")
    is_text = compressed.exists()
    [accepts_gzip] = header_values(request.META, ("accept-encoding",))
    file = FileResponse((compressed if is_text and accepts_gzip else path).open("rb"))
    file.block_size = BLOCK_SIZE
    length, file.headers = file.headers["Content-Length"], response.headers
    file.headers["Content-Length"] = length
    if is_text:
        patch_vary_headers(file, ["Accept-Encoding"])
        if accepts_gzip:
            file.headers["Content-Encoding"] = "gzip"
    answer = _with_validators(request, file, path.name, int(path.stat().st_mtime))
    let_web_server_keep(request, answer)
    if answer is not file:
        file.close()
    return answer


def _with_validators(
    request: HttpRequest, response: HttpResponse, digest: str, modified: int
) -> HttpResponse:
    """Return the answer with validators, or that the reader has it already."""
    # Compressed, it is another form of the same, as in Django's GZipMiddleware.
    etag = f'W/"{digest}"' if "Content-Encoding" in response.headers else f'"{digest}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag, modified, response)
