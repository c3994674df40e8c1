"""The ages of sessions: how long one is kept without a request, and at most."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

BEGUN_AT, SEEN_AT = "accounts_begun_at", "accounts_seen_at"
# A session is not saved more often, since each request would write into the database otherwise.
SAVE_INTERVAL = 5 * 60  # seconds


def begin_session(request: HttpRequest, **kwargs) -> None:
    """Store when the session begins; it can be connected to the signal ``user_logged_in``."""
    request.session[BEGUN_AT] = request.session[SEEN_AT] = int(time.time())
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)


def prolong_session(request: HttpRequest) -> bool:
    """Let the session go on because of a request; return whether its greatest age allows that.

    Its expiry is stored in the database and in the cookie, so that it holds for every view.
    """
    now = int(time.time())
    left = request.session.setdefault(BEGUN_AT, now) + settings.SESSION_MAX_AGE - now
    if left > 0 and now - request.session.get(SEEN_AT, 0) >= SAVE_INTERVAL:
        request.session[SEEN_AT] = now
        request.session.set_expiry(min(settings.SESSION_COOKIE_AGE, left))
        UserSession.objects.create_from_request(request)
    return left > 0
