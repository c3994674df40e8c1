"""Answers to readers, kept in the process as they travel, until anything changes."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from core.whole_files import WholeFileResponse

from .files import FileFolder, digest_of
from .freshness import ContentState, content_freshness
from .keys import (
    AddressKey,
    AnswerKey,
    address_key,
    header_values,
    used_parameters,
    varying_headers,
)
from .parameters import ObservedQuery
from .store import AnswerStore, StoredAnswer
from .web_server import let_web_server_keep

# Answers with parameters are without number, such as those of searches: they have a part of the
# room, and never take that of the pages.
SHARE_WITH_PARAMETERS = 0.25
# Another thread that makes the same page may fail: nobody waits for it longer than this.
MAX_WAIT = 10  # seconds
# A whole file is read in blocks, where the web server does not send it by itself.
BLOCK_SIZE = 65_536  # bytes
# Conditions of a request (RFC 9110, 13.1), without the header of ranges: answers have none.
CONDITIONAL_HEADERS = {
    *("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"),
    *("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"),
}


class GenerationStore:
    """What the answers of one generation of the content have in common."""

    def __init__(self, state: ContentState):
        self.state = state
        room = settings.PAGE_CACHE_BYTES
        self.pages = AnswerStore(int(room * (1 - SHARE_WITH_PARAMETERS)))
        self.with_parameters = AnswerStore(int(room * SHARE_WITH_PARAMETERS))
        # What the answers of an address depend on: names of parameters, or all, and of headers.
        self.uses: dict[AddressKey, tuple[frozenset[str] | None, tuple[str, ...]]] = {}

    def note_use(self, address: AddressKey, query: ObservedQuery, headers: tuple[str, ...]) -> None:
        """Note what an answer depends on, besides what others of the same address do.

        An answer that has not read a parameter is right for each value of it: entries with fewer
        parameters in their keys stay right when the names become more.
        """
        names, known_headers = self.uses.get(address, (frozenset(), ()))
        if names is None or query.is_read_entirely:
            names = None
        else:
            names |= query.read_names
        self.uses[address] = names, tuple(sorted({*known_headers, *headers}))

    def store_for(self, key: AnswerKey) -> AnswerStore:
        return self.with_parameters if key.parameters else self.pages


class PageCacheMiddleware:
    """Answers requests of readers from the store, or makes the answer and stores it.

    Stored is only what everybody gets: the answer to a request without a cookie, which sets none,
    and which its view does not call private.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self._generation: GenerationStore | None = None
        self._making: dict[Hashable, threading.Lock] = {}
        self._making_lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = address_key(request) if settings.PAGE_CACHE_BYTES else None
        if address is None:
            return self.get_response(request)
        generation = self._current_generation()
        if response := self._stored(generation, address, request):
            return response
        with self._alone((address, request.META.get("QUERY_STRING", ""))):
            # Another thread may have made it meanwhile.
            return self._stored(generation, address, request) or self._make(
                generation, address, request
            )

    def _current_generation(self) -> GenerationStore:
        state, generation = content_freshness.state(), self._generation
        if generation is None or generation.state != state:
            generation = self._generation = GenerationStore(state)
        return generation

    def _stored(
        self, generation: GenerationStore, address: AddressKey, request: HttpRequest
    ) -> HttpResponse | None:
        key = _answer_key(generation, address, request)
        answer = key and generation.store_for(key).get(key)
        return _conditional(request, answer.response()) if answer else None

    def _make(
        self, generation: GenerationStore, address: AddressKey, request: HttpRequest
    ) -> HttpResponse:
        request.GET = ObservedQuery(request.META.get("QUERY_STRING", ""))
        response = self.get_response(request)
        headers = varying_headers(response)
        if request.method != "GET" or headers is None or not _is_for_everybody(response):
            return response
        response.headers.setdefault("ETag", f'"{sha256(response.content).hexdigest()[:32]}"')
        generation.note_use(address, request.GET, headers)
        if key := _answer_key(generation, address, request):
            generation.store_for(key).put(key, StoredAnswer.of(response))
        return _conditional(request, response)

    @contextmanager
    def _alone(self, what: Hashable) -> Iterator[None]:
        """Let one thread at a time make the answers to the same request."""
        with self._making_lock:
            lock = self._making.setdefault(what, threading.Lock())
        is_acquired = lock.acquire(timeout=MAX_WAIT)
        try:
            yield
        finally:
            if is_acquired:
                lock.release()
            with self._making_lock:
                if not lock.locked():
                    self._making.pop(what, None)


def _answer_key(
    generation: GenerationStore, address: AddressKey, request: HttpRequest
) -> AnswerKey | None:
    if address not in generation.uses:
        return None
    names, headers = generation.uses[address]
    parameters = used_parameters(request, names)
    if parameters is None:
        return None
    return AnswerKey(address, parameters, header_values(request, headers))


def _is_for_everybody(response: HttpResponse) -> bool:
    if response.status_code != HTTPStatus.OK or response.streaming or response.cookies:
        return False
    return "private" not in response.get("Cache-Control", "")


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer, or 304 if the reader has it already (RFC 9110, 13)."""
    answer = response
    if not CONDITIONAL_HEADERS.isdisjoint(request.META):
        answer = get_conditional_response(request, etag=response.get("ETag"), response=response)
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
        return _answered(request, response, digest_of(response.content), modified)


def _stored_file(
    request: HttpRequest, response: WholeFileResponse, state: ContentState
) -> HttpResponse:
    path = FileFolder(state, is_filtered=response.is_filtered).path_of(response)
    packed = path.with_suffix(".gz")
    is_text, accepts_gzip = packed.exists(), header_values(request, ("accept-encoding",))[0]
    file = FileResponse((packed if is_text and accepts_gzip else path).open("rb"))
    file.block_size = BLOCK_SIZE
    length, file.headers = file.headers["Content-Length"], response.headers
    file.headers["Content-Length"] = length
    if is_text:
        patch_vary_headers(file, ["Accept-Encoding"])
        if accepts_gzip:
            file.headers["Content-Encoding"] = "gzip"
    answer = _answered(request, file, path.name, int(path.stat().st_mtime))
    let_web_server_keep(request, answer)
    if answer is not file:
        file.close()
    return answer


def _answered(
    request: HttpRequest, response: HttpResponse, digest: str, modified: int
) -> HttpResponse:
    """Return the answer with validators, or that the reader has it already."""
    # Compressed, it is another form of the same, as in Django's GZipMiddleware.
    etag = f'W/"{digest}"' if "Content-Encoding" in response.headers else f'"{digest}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag, modified, response)
