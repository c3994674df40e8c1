"""Which responses are compressed, and which must not be."""

import gzip

import pytest
from django.urls import reverse

from tests import specimens as specimen

pytestmark = pytest.mark.django_db

PATHS = ["/en/", "/mk/meetings/", "/en/nowhere/", "/en/contacts-by-country/", "/sitemap-en.xml"]


def ask(client, path: str, accepts: str = "gzip, br"):
    return client.get(path, headers={"accept-encoding": accepts})


@pytest.mark.parametrize("path", [*PATHS, "/en/feed.atom", "/en/meetings/calendar.ics"])
def test_public_text_is_compressed_if_the_browser_accepts_it(client, home, path):
    specimen.meeting(home)
    compressed, plain = ask(client, path), ask(client, path, "identity")
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(compressed.content) == plain.content
    for answer in (compressed, plain):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_responses_with_cookies_are_not_compressed(client, admin_client):
    # The form of the login sets a cookie, and its token would be the secret.
    assert "Content-Encoding" not in ask(client, reverse("wagtailadmin_login")).headers
    for path in ("/admin/", "/en/"):
        assert "Content-Encoding" not in ask(admin_client, path).headers


def test_files_are_not_compressed(client, home):
    specimen.meeting(home, slug="brdo")
    answer = ask(client, "/en/meetings/brdo/document.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Content-Encoding" not in answer.headers


def test_an_unchanged_compressed_response_is_answered_with_304(client, home):
    specimen.meeting(home)
    first = ask(client, "/en/feed.atom")
    again = client.get(
        "/en/feed.atom",
        headers={"accept-encoding": "gzip", "if-none-match": first.headers["ETag"]},
    )
    assert again.status_code == 304
