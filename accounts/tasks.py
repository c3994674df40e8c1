"""Background tasks: e-mail. A response must not show, by its time, whether there is an account."""

from django.contrib.auth import get_user_model
from django.utils import timezone
from django_tasks import task

from .mail import mail_account, mail_password_link


@task()
def send_password_links(email: str) -> None:
    """Send a link to each active account with this address; there may be none."""
    for user in get_user_model().objects.filter(email__iexact=email, is_active=True):
        mail_password_link(user, "account/email/password_reset_key")


@task()
def send_invitation(user_id: int) -> None:
    mail_password_link(get_user_model().objects.get(pk=user_id), "account/email/invitation")


@task()
def send_notice(user_id: int, template_prefix: str, ip: str, user_agent: str) -> None:
    """Tell a person of a change of how they sign in, and from where it was made."""
    mail_account(
        get_user_model().objects.get(pk=user_id),
        template_prefix,
        ip=ip,
        user_agent=user_agent,
        timestamp=timezone.now(),
    )
