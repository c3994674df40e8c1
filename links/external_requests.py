"""Requests to other sites that ask whether an address still answers.

Editors enter the addresses, so that they could name servers of the private network. A connection
is only made to a public network address, and to that which was examined: the name is resolved once.
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import contextmanager
from threading import Timer
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from .choices import LinkOutcome

TIMEOUT = 10  # seconds without a byte
MAX_DURATION = 30  # seconds for one answer, however slowly it arrives
MAX_REDIRECTS = 5
REDIRECT_STATUSES = {301, 302, 303, 307, 308}
# Sites that refuse programs, or too many requests, do answer readers.
REFUSALS = {401, 403, 405, 406, 429}
# Networks inside IPv6 addresses that lead to any IPv4 address.
_TRANSLATED_NETWORKS = [
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
]


class NotPublicError(OSError):
    """The host has a network address that is not on the public internet."""


class LinkAnswer(NamedTuple):
    """How an address answered, with the HTTP status if there was one."""

    outcome: LinkOutcome
    status: int | None = None


def ask(url: str) -> LinkAnswer:
    """Request an address and those that it redirects to; no content is read."""
    try:
        for _step in range(MAX_REDIRECTS + 1):
            status, target = _request("HEAD", url)
            # Some servers answer HEAD with an error, and GET correctly.
            if status >= 400:
                status, target = _request("GET", url)
            if status not in REDIRECT_STATUSES or not target:
                return LinkAnswer(_outcome(status), status)
            url = urljoin(url, target)
    except NotPublicError:
        return LinkAnswer(LinkOutcome.NOT_PUBLIC)
    except ssl.SSLCertVerificationError:
        return LinkAnswer(LinkOutcome.INSECURE)
    except (http.client.InvalidURL, ValueError):
        return LinkAnswer(LinkOutcome.INVALID)
    except (OSError, http.client.HTTPException):
        return LinkAnswer(LinkOutcome.NO_ANSWER)
    # A browser gives up at a circle, too.
    return LinkAnswer(LinkOutcome.SERVER_ERROR, status)


def _outcome(status: int) -> LinkOutcome:
    if status < 400 or status in REFUSALS:
        return LinkOutcome.ANSWERS
    return LinkOutcome.NOT_FOUND if status < 500 else LinkOutcome.SERVER_ERROR


def _request(method: str, url: str) -> tuple[int, str]:
    """Return the status of the answer and the address that it redirects to, if any."""
    parts = urlsplit(iri_to_uri(url))
    kinds = {"http": _PublicHTTPConnection, "https": _PublicHTTPSConnection}
    if parts.scheme not in kinds or not parts.hostname:
        raise ValueError(url)
    host = parts.hostname.encode("idna").decode()
    connection = kinds[parts.scheme](host, parts.port, timeout=TIMEOUT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
        with _limited_duration(connection.sock):
            connection.request(method, path, headers={"User-Agent": user_agent(), "Accept": "*/*"})
            response = connection.getresponse()
            return response.status, response.headers.get("Location", "")
    finally:
        connection.close()


def user_agent() -> str:
    """Return the name under which the site asks, with its address for questions."""
    return f"{settings.WAGTAIL_SITE_NAME} link check (+{settings.SITE_ADDRESS})"


@contextmanager
def _limited_duration(connected: socket.socket):
    """Disconnect after ``MAX_DURATION``, which a server could exceed byte by byte."""
    timer = Timer(MAX_DURATION, connected.shutdown, [socket.SHUT_RDWR])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _PublicHTTPConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = connect_publicly(self.host, self.port)


class _PublicHTTPSConnection(http.client.HTTPSConnection):
    def connect(self):
        plain = connect_publicly(self.host, self.port)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


def connect_publicly(host: str, port: int) -> socket.socket:
    """Connect to a host, unless any of its network addresses is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [item[4][0] for item in found]
    if not addresses or not all(map(is_public_address, addresses)):
        raise NotPublicError(host)
    error: OSError | None = None
    for address in dict.fromkeys(addresses):
        try:
            return socket.create_connection((address, port), TIMEOUT)
        except OSError as problem:
            error = problem
    raise error


def is_public_address(address: str) -> bool:
    """Return whether a network address is on the public internet, and belongs to one host."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        is_translated = any(ip in network for network in _TRANSLATED_NETWORKS)
        if ip.ipv4_mapped or ip.sixtofour or ip.teredo or is_translated:
            return False
    return ip.is_global and not ip.is_multicast
