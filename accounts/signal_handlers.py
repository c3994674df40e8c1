"""When a session begins, what ends the others of the same account, and what is logged of both."""

from allauth.account.signals import user_logged_in as user_signed_in
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out

from . import sign_in_log
from .sessions import begin_session


def end_other_sessions(request, user, **kwargs) -> None:
    """End the sessions that were begun without the factor that is now asked for."""
    sessions = UserSession.objects.filter(user=user).exclude(
        session_key=request.session.session_key
    )
    get_adapter().end_sessions(sessions)


def register() -> None:
    user_logged_in.connect(begin_session, dispatch_uid="begin_session")
    authenticator_added.connect(end_other_sessions, dispatch_uid="end_other_sessions")
    user_signed_in.connect(sign_in_log.log_sign_in, dispatch_uid="log_sign_in")
    user_logged_out.connect(sign_in_log.log_sign_out, dispatch_uid="log_sign_out")
    authentication_failed.connect(sign_in_log.log_wrong_code, dispatch_uid="log_wrong_code")
    authenticator_added.connect(sign_in_log.log_added_factor, dispatch_uid="log_added_factor")
    authenticator_reset.connect(sign_in_log.log_added_factor, dispatch_uid="log_replaced_codes")
    authenticator_removed.connect(sign_in_log.log_removed_factor, dispatch_uid="log_removed_factor")
