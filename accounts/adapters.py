"""What allauth does in another way here: its e-mails are sent by a job."""

from allauth.account.adapter import DefaultAccountAdapter

from .tasks import send_notice


class AdminAccountAdapter(DefaultAccountAdapter):
    """Tells people of changes to how they sign in."""

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        send_notice.enqueue(
            user.pk,
            template_prefix,
            self.get_client_ip(self.request),
            self.get_http_user_agent(self.request),
        )
