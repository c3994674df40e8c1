"""What two requests must have in common to get the same answer."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpResponse
from django.http.request import validate_host
from django.utils.cache import cc_delim_re

from core.languages import accepted_language
from core.localized_urls import admin_home_url

SAFE_METHODS = ("GET", "HEAD")
SCHEMES = ("http", "https")
ACCEPTS_GZIP = re.compile(r"\bgzip\b")  # as Django's GZipMiddleware
MAX_QUERY_LENGTH = 500  # characters
# Conditions of a request (RFC 9110, 13.1), without the header of ranges: answers have none.
CONDITIONAL_HEADERS = {
    *("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"),
    *("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"),
}


class AddressKey(NamedTuple):
    """The address of a request without its query."""

    scheme: str
    host: str
    path: str


class AnswerKey(NamedTuple):
    """The address, the parameters that its view uses, and the headers that its answer varies on."""

    address: AddressKey
    parameters: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]


def address_key(meta: Mapping) -> AddressKey | None:
    """Return the key of a public address, or ``None``: then nothing is stored or looked up.

    ``meta`` is what ``HttpRequest.META`` has. A request with a cookie or a password may get an
    answer of its own. A host or a scheme in another spelling is valid, and would have an entry of
    its own for each spelling.
    """
    if meta["REQUEST_METHOD"] not in SAFE_METHODS:
        return None
    if meta.get("HTTP_COOKIE") or meta.get("HTTP_AUTHORIZATION"):
        return None
    path, host = meta["PATH_INFO"], meta.get("HTTP_HOST", "")
    if path in settings.PAGE_CACHE_EXEMPT_PATHS or path.startswith(admin_home_url()):
        return None
    # As in ``HttpRequest.scheme``.
    schemes = meta.get(settings.SECURE_PROXY_SSL_HEADER[0], meta["wsgi.url_scheme"])
    scheme = schemes.partition(",")[0].strip()
    is_known = validate_host(host.partition(":")[0], settings.ALLOWED_HOSTS)
    if scheme not in SCHEMES or not is_known or host != host.lower():
        return None
    return AddressKey(scheme, host, path)


def used_parameters(meta: Mapping, names: frozenset[str] | None) -> tuple | None:
    """Return the parameters with these names, or all for ``None``; ``None`` if there is too much.

    What a view does not use is no part of the key, so that made-up parameters change nothing.
    """
    query = meta.get("QUERY_STRING", "")
    if not query:
        return ()
    return None if len(query) > MAX_QUERY_LENGTH else _parameters(query, names)


@lru_cache(maxsize=1_000)  # reading a query takes longer than finding the answer
def _parameters(query: str, names: frozenset[str] | None) -> tuple[tuple[str, str], ...]:
    pairs = parse_qsl(query, keep_blank_values=True)
    used = [pair for pair in pairs if names is None or pair[0] in names]
    return tuple(sorted(used, key=lambda pair: pair[0]))


def varying_headers(response: HttpResponse) -> tuple[str, ...] | None:
    """Return the names of the headers that an answer varies on; ``None`` if one is not known."""
    found = {name.lower() for name in cc_delim_re.split(response.get("Vary", "")) if name}
    # No request with a cookie is answered from the store.
    found.discard("cookie")
    return tuple(sorted(found)) if found <= NORMALISED.keys() else None


def header_values(meta: Mapping, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return what these headers mean to the site: their spellings are unbounded."""
    return tuple(NORMALISED[name](meta) for name in names)


def _encoding(meta: Mapping) -> str:
    return "gzip" if ACCEPTS_GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", "")) else ""


def _language(meta: Mapping) -> str:
    language = accepted_language(meta.get("HTTP_ACCEPT_LANGUAGE", ""))
    return language.code if language else ""


NORMALISED = {"accept-encoding": _encoding, "accept-language": _language}
