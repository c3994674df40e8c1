"""One transaction around each request that may change something."""

from functools import wraps
from http import HTTPStatus

from django.db import transaction

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}  # RFC 9110, 9.2.1


def atomic_unless_safe(view):
    """Let a view do all it does in one transaction, unless the method of the request is safe.

    A publication is several statements of Wagtail, each with a transaction of its own: a process
    that is killed in between leaves a page live without an entry in the history. Django's setting
    ``ATOMIC_REQUESTS`` would also hold for readers, who would wait for writers on SQLite. Its
    decorator ``non_atomic_requests`` exempts a view here, too: one that waits for another server,
    or that is a single transaction already.
    """

    @wraps(view)
    def decorated(request, *args, **kwargs):
        if request.method in SAFE_METHODS or getattr(view, "_non_atomic_requests", None):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            # Wagtail turns exceptions into answers, among them the redirect that denies permission.
            is_denial = getattr(response, "denies_permission", False)
            if response.status_code >= HTTPStatus.BAD_REQUEST or is_denial:
                transaction.set_rollback(True)
            return response

    return decorated
