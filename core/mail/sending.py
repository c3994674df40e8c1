"""Sends an e-mail as plain text with an alternative in HTML."""

from email.mime.image import MIMEImage
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override
from wagtail.users.models import UserProfile

from core.languages import active_language
from core.models.layout import layout_settings

from .text_parts import parts_of_text

# Mail programs show no SVG.
EMBLEM_FILE = Path(__file__).parent / "emblem.png"
EMBLEM_ID = "emblem"


def send_mail(subject: str, text: str, recipients: list[str], connection=None) -> int:
    """Send a text in the active language; return the number of messages sent.

    The alternative in HTML is made of the text, so that both say the same. It needs nothing from
    any server: the emblem is in the message.
    """
    message = EmailMultiAlternatives(
        subject, text, to=recipients, connection=connection, headers=_HEADERS
    )
    message.attach_alternative(_html(subject, text), "text/html")
    # All parts belong together: programs do not list the emblem as an attachment.
    message.mixed_subtype = "related"
    message.attach(_emblem())
    return message.send()


# No program answers such a message that somebody is away (RFC 3834).
_HEADERS = {"Auto-Submitted": "auto-generated"}


def send_mail_of_wagtail(subject: str, message: str, recipient_list: list[str], **options) -> int:
    """Send what Wagtail has written, in place of its function of the same name.

    Wagtail has left the language of the recipient before it calls it.
    """
    profile = UserProfile.objects.filter(user__email=recipient_list[0]).first() or UserProfile()
    with override(profile.get_preferred_language()):
        return send_mail(subject, message, recipient_list, options.get("connection"))


def _html(subject: str, text: str) -> str:
    body, _, closing = text.partition("\n-- \n")
    language = active_language()
    short_name = layout_settings().short_name(language)
    parts = parts_of_text(body)
    if parts and parts[-1].paragraph == f"{short_name}\n{settings.SITE_ADDRESS}":
        parts.pop()  # the template has both
    context = {
        "subject": subject,
        "parts": parts,
        "closing": parts_of_text(closing),
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "emblem": EMBLEM_ID,
        "short_name": short_name,
        "name": layout_settings().name(language),
        "address": settings.SITE_ADDRESS,
    }
    return render_to_string("core/mail.html", context)


def _emblem() -> MIMEImage:
    image = MIMEImage(_emblem_bytes(), "png")
    image.add_header("Content-ID", f"<{EMBLEM_ID}>")
    image.add_header("Content-Disposition", "inline", filename=EMBLEM_FILE.name)
    return image


@cache
def _emblem_bytes() -> bytes:
    return EMBLEM_FILE.read_bytes()
