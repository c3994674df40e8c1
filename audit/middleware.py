from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters
from wagtail.log_actions import log

from core.localized_urls import is_in_admin


class ExportLogMiddleware:
    """Records each file that somebody downloads from a screen of the admin.

    It does not look at the account of a request for a public page, so that readers get no cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind, values = parse_header_parameters(response.headers.get("Content-Disposition", ""))
        is_admin = is_in_admin(request)
        if kind == "attachment" and is_admin and request.user.is_authenticated:
            data = {"name": values.get("filename", ""), "path": request.path}
            log(request.user, "audit.export", user=request.user, data=data)
        return response
