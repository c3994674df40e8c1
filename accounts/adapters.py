"""What allauth does in another way here: it sends e-mails by a job, logs and encrypts."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.core.exceptions import ValidationError
from wagtail.log_actions import log

from . import encryption
from .sign_in_log import log_refused_sign_in, log_wrong_password
from .tasks import send_notice


class AdminAccountAdapter(DefaultAccountAdapter):
    """Tells people of changes to how they sign in, and logs who could not sign in."""

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        send_notice.enqueue(
            user.pk,
            template_prefix,
            self.get_client_ip(self.request),
            self.get_http_user_agent(self.request),
        )

    def pre_authenticate(self, request, **credentials) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:  # too many attempts
            log_refused_sign_in(credentials, self.get_client_ip(request))
            raise

    def authentication_failed(self, request, **credentials) -> None:
        log_wrong_password(credentials)


class EncryptingMFAAdapter(DefaultMFAAdapter):
    """Stores no secret of a second factor in the clear."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)


class AdminUserSessionsAdapter(DefaultUserSessionsAdapter):
    """Logs that sessions of an account are ended."""

    def end_sessions(self, sessions) -> None:
        sessions = list(sessions)
        super().end_sessions(sessions)
        for user in {session.user for session in sessions}:
            log(user, "accounts.end_sessions")
