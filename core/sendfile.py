"""Sends an uploaded file after the decision who may see it: a backend of ``SENDFILE_BACKEND``.

With ``MEDIA_ACCEL_REDIRECT`` the web server in front does it, from a location that it serves to
nobody by itself. Otherwise this process does.
"""

import os
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

PROTECTED_LOCATION = "/protected-media/"


def sendfile(request: HttpRequest, filename: str, mimetype: str, **kwargs) -> HttpResponse:
    """Return the response for a file in ``MEDIA_ROOT``; raise ``FileNotFoundError`` without it."""
    if settings.MEDIA_ACCEL_REDIRECT:
        path = quote(str(Path(filename).relative_to(settings.MEDIA_ROOT)))
        headers = {"X-Accel-Redirect": f"{PROTECTED_LOCATION}{path}"}
        return HttpResponse(content_type=mimetype, headers=headers)
    state = os.stat(filename)
    etag = f'"{state.st_mtime_ns:x}-{state.st_size:x}"'
    response = get_conditional_response(request, etag, int(state.st_mtime))
    if response is None:
        file = open(filename, "rb")  # noqa: SIM115 - the response closes it
        response = FileResponse(file, content_type=mimetype)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(state.st_mtime)
    return response
