"""The addresses that a load balancer and a monitoring system ask (docs/operators.md)."""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from .checks import ALL_CHECKS, READY_CHECKS, HealthCheck, HealthStatus

logger = logging.getLogger(__name__)

# ``/live`` has no check: the process answers.
CHECKS_BY_PATH = {"/live": {}, "/ready": READY_CHECKS, "/health": ALL_CHECKS}


class HealthMiddleware:
    """Answers before the host is checked.

    A load balancer asks each process by its own address and without TLS, which
    ``SECURE_REDIRECT_EXEMPT`` allows.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in CHECKS_BY_PATH and request.method in ("GET", "HEAD"):
            return _answer(CHECKS_BY_PATH[request.path_info])
        return self.get_response(request)


def _answer(checks: Mapping[str, Callable[[], HealthCheck]]) -> JsonResponse:
    results = {name: _result(name, check) for name, check in checks.items()}
    found = {result.status for result in results.values()}
    worst = next((status for status in reversed(HealthStatus) if status in found), HealthStatus.OK)
    return JsonResponse(
        {
            "status": worst,
            "checks": {
                name: {"status": result.status, "detail": result.detail}
                for name, result in results.items()
            },
        },
        status=HTTPStatus.SERVICE_UNAVAILABLE if worst == HealthStatus.ERROR else HTTPStatus.OK,
        headers={"Cache-Control": "no-store"},
    )


def _result(name: str, check: Callable[[], HealthCheck]) -> HealthCheck:
    try:
        return check()
    except Exception as error:
        # The text of an error may contain an address or a password, and anybody may ask.
        logger.exception("The check of %s failed", name)
        return HealthCheck(HealthStatus.ERROR, type(error).__name__)
