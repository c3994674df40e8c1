"""What the web server in front of the site may answer by itself (docs/decisions/page-cache.md)."""

import time
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.request import HttpHeaders

# A web server that keeps answers says so with this header, and sends no ``X-Accel-Expires`` on to
# readers (deploy/nginx/cache.conf).
CAPABILITY_HEADER = "Surrogate-Capability"
CAPABILITY = 'nginx="X-Accel-Expires"'
# Not ``request.headers``, for which Django would parse all headers of each request.
_CAPABILITY_KEY = HttpHeaders.to_wsgi_name(CAPABILITY_HEADER)


def let_web_server_keep(request: HttpRequest, response: HttpResponse) -> None:
    """Let the web server send an answer to other readers until the present second is over."""
    if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        for name, value in expiry_for_web_server(request.META):
            response.headers[name] = value


def expiry_for_web_server(meta: Mapping) -> list[tuple[str, str]]:
    """Return the header with the end of the present second, for a web server that asks for it.

    A duration would be longer than it says: nginx counts whole seconds, so that one second can
    take nearly two.
    """
    if meta.get(_CAPABILITY_KEY) != CAPABILITY:
        return []
    return [("X-Accel-Expires", f"@{int(time.time())}")]
