"""Headers of public responses: Content-Security-Policy, no cookie, the language."""

import pytest
from django.urls import reverse

from core.middleware import ADMIN_CONTENT_SECURITY_POLICY, PUBLIC_CONTENT_SECURITY_POLICY
from tests import grids
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/en/", "/mk/", "/en/meetings/", "/en/search/?q=x", "/en/nowhere/", "/sitemap.xml"]


def directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";")]
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.parametrize("path", [*PUBLIC, "/robots.txt", "/sitemap-en.xml"])
def test_a_reader_may_load_from_this_site_only(client, path):
    assert client.get(path).headers["Content-Security-Policy"] == PUBLIC_CONTENT_SECURITY_POLICY


def test_the_policy_for_readers_allows_nothing_inline_and_no_other_host():
    policy = directives(PUBLIC_CONTENT_SECURITY_POLICY)
    assert policy["default-src"] == {"'none'"}
    assert set().union(*policy.values()) <= {"'self'", "'none'", "data:"}


def test_editors_may_load_from_this_site_only(client, admin_client):
    for answer in (client.get("/admin/login/"), admin_client.get("/admin/")):
        assert answer.status_code == 200
        assert answer.headers["Content-Security-Policy"] == ADMIN_CONTENT_SECURITY_POLICY
    assert not [
        source for source in ADMIN_CONTENT_SECURITY_POLICY.split() if "." in source or "*" in source
    ]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_reader_gets_no_cookie_and_responses_do_not_vary_by_it(client, path):
    answer = client.get(path)
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_does_not_vary_by_the_cookie_of_somebody_else(client, path):
    client.cookies["theme"] = "dark"
    assert "cookie" not in client.get(path).headers.get("Vary", "").lower()


def test_a_fallback_gets_no_cookie_either(client, home):
    specimen.content(home)
    answer = client.get("/mk/about/")
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize("language", grids.languages(), ids=lambda language: language.code)
def test_content_language_is_a_bcp_47_tag(client, language):
    for path in ("", "nowhere/", "search/"):
        answer = client.get(f"/{language.code}/{path}")
        assert answer.headers["Content-Language"] == language.tag


def test_the_language_of_the_url_overrides_that_of_the_browser(client):
    answer = client.get("/mk/", headers={"accept-language": "hr"})
    assert answer.headers["Content-Language"] == "mk"


def test_the_admin_is_in_the_language_of_the_editor_or_else_of_the_browser(client):
    answer = client.get(reverse("wagtailadmin_login"), headers={"accept-language": "hr"})
    assert answer.headers["Content-Language"] == "hr"
    other = client.get(reverse("wagtailadmin_login"), headers={"accept-language": "fi"})
    assert other.headers["Content-Language"] == "en"


@pytest.mark.parametrize("path", ["/en/", "/admin/login/"])
def test_no_referrer_is_sent_to_other_sites(client, path):
    answer = client.get(path)
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_an_uploaded_document_may_run_no_script(client, home):
    document = specimen.document()
    specimen.use_file(home, document)
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
