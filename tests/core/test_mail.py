"""E-mail in the look of the site."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils.translation import override
from wagtail.admin import mail as wagtail_mail
from wagtail.users.models import UserProfile

from core.mail import send_mail
from core.mail.text_parts import MailTextPart, parts_of_text

pytestmark = pytest.mark.django_db

TEXT = """Hello Mira,

* “About <us>” is waiting
  https://example.org/admin/1/

* Another one
  By: Eva

What is missing:
- Slovenščina: 2
- Shqip: 1
Until then.

-- 
Choose what is mailed to you:
https://example.org/admin/2/
"""


def html_of(message) -> BeautifulSoup:
    return BeautifulSoup(message.alternatives[0].content, "html.parser")


def test_a_text_is_divided_into_paragraphs_and_lists():
    assert parts_of_text(TEXT.partition("\n-- ")[0]) == [
        MailTextPart("Hello Mira,"),
        MailTextPart(
            items=["“About <us>” is waiting\nhttps://example.org/admin/1/", "Another one\nBy: Eva"]
        ),
        MailTextPart("What is missing:"),
        MailTextPart(items=["Slovenščina: 2", "Shqip: 1"]),
        MailTextPart("Until then."),
    ]


def test_the_alternative_says_the_same_as_the_plain_text():
    with override("mk"):
        send_mail("Подсетување", TEXT, ["mira@example.org"])
    [message] = mail.outbox
    page = html_of(message)
    assert message.body == TEXT
    assert page.html["lang"] == "mk"
    assert page.li.get_text(" ").startswith("“About <us>” is")
    assert [link["href"] for link in page.select("a")][:2] == [
        "https://example.org/admin/1/",
        "https://example.org/admin/2/",
    ]
    assert "\n-- " not in page.get_text()


def test_the_mails_of_wagtail_are_in_the_language_of_the_recipient():
    mira = get_user_model().objects.create_user("mira", "mira@example.org")
    UserProfile.objects.create(user=mira, preferred_language="sq")
    wagtail_mail.send_mail("Page submitted", "Please look at it.", [mira.email])
    assert html_of(mail.outbox[0]).html["lang"] == "sq"
