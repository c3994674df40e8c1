"""What the web server in front of the site may answer by itself (docs/decisions/page-cache.md)."""

import time
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
    """Let the web server send an answer to other readers until the present second is over.

    A duration would be longer than it says: nginx counts whole seconds, so that one second can
    take nearly two.
    """
    is_kept = request.META.get(_CAPABILITY_KEY) == CAPABILITY
    if is_kept and response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        response.headers["X-Accel-Expires"] = f"@{int(time.time())}"
