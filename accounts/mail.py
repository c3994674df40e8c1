"""E-mail about an account, in the language of its person."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from core.languages import active_language
from core.mail import send_mail
from core.models.layout import layout_settings


def mail_account(user, template_prefix: str, **context) -> None:
    """Send the text of a pair of templates, as allauth names them."""
    profile = UserProfile.get_for_user(user)
    with override(profile.get_preferred_language()):
        context |= {
            "user": user,
            "username": user.get_username(),
            "site_name": layout_settings().short_name(active_language()),
            "site_address": settings.SITE_ADDRESS,
        }
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        text = render_to_string(f"{template_prefix}_message.txt", context)
        send_mail(" ".join(subject.split()), text.strip(), [user.email])


def mail_password_link(user, template_prefix: str) -> None:
    """Send the link with which a person chooses a password.

    It expires after ``PASSWORD_RESET_TIMEOUT``, and when the password or the address changes.
    """
    path = reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(user), default_token_generator.make_token(user)],
    )
    mail_account(user, template_prefix, password_reset_url=settings.WAGTAILADMIN_BASE_URL + path)
