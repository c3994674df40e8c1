"""Middleware of the admin: the ages of sessions, and the second factor.

Neither looks at the session of a request for a public page, so that readers get no cookie and the
same page.
"""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

from core.localized_urls import is_in_admin

from .policies import needs_second_factor
from .sessions import prolong_session

# Browsers send this by themselves while a form is open: it does not show that somebody is there.
SENT_UNASKED = {"wagtailadmin_editing_sessions:ping"}
# What somebody without a second factor needs to set one up, or to leave.
BEFORE_SECOND_FACTOR = {
    *("account_login", "account_logout", "account_reauthenticate", "mfa_index"),
    *("mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_login_webauthn"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("wagtailadmin_javascript_catalog", "wagtailadmin_sprite"),
}


class AccountViewMiddleware:
    """Calls ``check_account`` before each view of the admin that somebody opens."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        is_admin = is_in_admin(request)
        if is_admin and request.user.is_authenticated:
            return self.check_account(request, request.resolver_match.view_name)
        return None


class SessionAgeMiddleware(AccountViewMiddleware):
    """End sessions that are too old; let others go on with each request of their person."""

    def check_account(self, request: HttpRequest, view_name: str) -> HttpResponse | None:
        if view_name in SENT_UNASKED or prolong_session(request):
            return None
        logout(request)
        return redirect_to_login(request.get_full_path())


class SecondFactorMiddleware(AccountViewMiddleware):
    """Admit people who need a second factor only after they have set one up.

    allauth asks for it at each sign-in from then on.
    """

    def check_account(self, request: HttpRequest, view_name: str) -> HttpResponse | None:
        if (
            not settings.SECOND_FACTOR_REQUIRED
            or view_name in BEFORE_SECOND_FACTOR
            or is_mfa_enabled(request.user)
            or not needs_second_factor(request.user)
        ):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        with override(UserProfile.get_for_user(request.user).get_preferred_language()):
            message = _(
                "Your role needs a second factor. Add a passkey or an authenticator app first."
            )
        messages.warning(request, message)
        return redirect("mfa_index")
