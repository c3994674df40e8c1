"""E-mail of the site: every message as plain text, and as the same text in the site's look.

It owns how a message looks and is sent. It does not know what messages there are: each app writes
its own text.
"""

from .sending import send_mail, send_mail_of_wagtail

__all__ = ["send_mail", "send_mail_of_wagtail"]
