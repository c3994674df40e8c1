"""When a session begins, and what ends the others of the same account."""

from allauth.mfa.signals import authenticator_added
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in

from .sessions import begin_session


def note_beginning_of_session(request, **kwargs) -> None:
    begin_session(request)


def end_other_sessions(request, user, **kwargs) -> None:
    """End the sessions that were begun without the factor that is now asked for."""
    sessions = UserSession.objects.filter(user=user).exclude(
        session_key=request.session.session_key
    )
    get_adapter().end_sessions(sessions)


def connect() -> None:
    user_logged_in.connect(note_beginning_of_session, dispatch_uid="note_beginning_of_session")
    authenticator_added.connect(end_other_sessions, dispatch_uid="end_other_sessions")
