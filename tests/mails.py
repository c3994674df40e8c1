"""What every e-mail of the site has: ``tests/conftest.py`` asks it of all that tests send."""

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.mail import EmailMessage

from core.languages import all_languages

TAGS = {language.tag for language in all_languages()}


def check_look_of_mail(message: EmailMessage) -> None:
    """Check that the message is the same text twice, and asks no server for anything."""
    related = message.message()
    assert related.get_content_type() == "multipart/related", message.subject
    alternative, emblem = related.get_payload()
    plain, html = alternative.get_payload()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    page = BeautifulSoup(html.get_payload(decode=True), "html.parser")
    assert page.html["lang"] in TAGS
    assert page.html["dir"] in ("ltr", "rtl")
    assert page.title.string.strip() == message.subject
    assert [image["src"] for image in page.select("[src]")] == [f"cid:{emblem['Content-ID'][1:-1]}"]
    assert not page.select("link, script, [background]")
    assert "url(" not in page.style.string
    assert settings.SITE_ADDRESS in page.select("a")[-1]["href"]
    marks = {"*", "-", "--"}
    words = set(plain.get_payload(decode=True).decode().split()) - marks
    assert words <= set(page.body.get_text(" ").split())
