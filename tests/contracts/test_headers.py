"""Every answer has the headers that protect readers, whoever makes it.

They are those that nginx sets for its own answers: ``deploy/nginx/headers.conf``.
"""

from collections.abc import Callable

import pytest
from django.conf import settings as site_settings
from django.http import HttpResponse
from django.test import Client

from core.localized_urls import localized_url
from core.middleware import ADMIN_CONTENT_SECURITY_POLICY
from recycle_bin.actions.delete import MoveToRecycleBin
from search import views
from tests.deployment.headers import HEADERS
from tests.specimens import Specimens

pytestmark = pytest.mark.django_db

PATHS = {
    "page": ("/en/", 200),
    "languages": ("/", 200),
    "redirect": ("/en", 301),
    "not found": ("/en/nowhere/", 404),
    "style sheet": ("/static/css/site.css", 200),
    "robots": ("/robots.txt", 200),
    "sitemap": ("/sitemap.xml", 200),
    "feed": ("/en/feed.atom", 200),
    "calendar": ("/en/meetings/calendar.ics", 200),
    "data": ("/en/meetings/data.csv", 200),
    "API": ("/api/v2/pages/", 200),
    "sign-in": ("/admin/login/", 200),
    "live": ("/live", 200),
    "health": ("/health", None),
}
OWN_POLICY = {"sign-in", "admin", "picture", "document", "403"}


def _of_page(kind: str, file_name: str) -> Callable[[Specimens], HttpResponse]:
    return lambda made: Client().get(localized_url(made.pages[kind]) + file_name, secure=True)


def _unchanged(made: Specimens) -> HttpResponse:
    client = Client()
    path, _status = PATHS["feed"]
    seen = client.get(path, secure=True).headers["Last-Modified"]
    return client.get(path, headers={"if-modified-since": seen}, secure=True)


def _removed(made: Specimens) -> HttpResponse:
    page = made.pages["ContentPage"]
    MoveToRecycleBin(page, None).execute(skip_permission_checks=True)
    return Client().get(localized_url(page), secure=True)


def _failed(made: Specimens) -> HttpResponse:
    def fail(query):
        raise RuntimeError("The search fails.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "_found", fail)
        return Client(raise_request_exception=False).get("/en/search/?q=x", secure=True)


ANSWERS: dict[str, tuple[Callable[[Specimens], HttpResponse], int]] = {
    "PDF": (_of_page("DeclarationPage", "document.pdf"), 200),
    "card": (_of_page("MeetingPage", "card.png"), 200),
    "picture": (lambda made: Client().get(made.image.file.url, secure=True), 200),
    "document": (lambda made: Client().get(made.document.url, secure=True), 200),
    "304": (_unchanged, 304),
    "400": (lambda made: Client().get("/en/", headers={"host": "a b"}, secure=True), 400),
    "403": (lambda made: Client(enforce_csrf_checks=True).post("/admin/login/", secure=True), 403),
    "405": (lambda made: Client().post("/api/v2/pages/", secure=True), 405),
    "410": (_removed, 410),
    "500": (_failed, 500),
}


@pytest.fixture(autouse=True)
def _hsts(settings):
    """As with an address that begins with ``https:``."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60


def missing(name: str, response: HttpResponse) -> dict[str, str]:
    """Return the headers that are not as expected."""
    expected = dict(HEADERS)
    if name in OWN_POLICY:
        assert response.headers["Content-Security-Policy"]
        del expected["Content-Security-Policy"]
    return {key: value for key, value in expected.items() if response.headers.get(key) != value}


@pytest.mark.parametrize("name", PATHS)
def test_an_answer_has_every_header(client, home, name):
    path, status = PATHS[name]
    response = client.get(path, secure=True)
    assert status in (response.status_code, None)
    assert not missing(name, response)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_file_and_an_error_have_every_header(specimens, name):
    ask, status = ANSWERS[name]
    response = ask(specimens)
    assert response.status_code == status
    assert not missing(name, response)


def test_the_admin_has_every_header_and_a_policy_of_its_own(editor_client):
    response = editor_client.get("/admin/", secure=True)
    assert not missing("admin", response)
    assert response.headers["Content-Security-Policy"] == ADMIN_CONTENT_SECURITY_POLICY


def test_the_redirect_to_https_leads_to_the_name_of_the_site_and_has_the_headers(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_SSL_HOST = True, "natc.example.org"
    settings.ALLOWED_HOSTS = ["natc.example.org"]
    response = client.get("/en/?page=2", headers={"host": "other.example.org"})
    assert (response.status_code, response.url) == (301, "https://natc.example.org/en/?page=2")
    assert missing("redirect", response).keys() == {"Strict-Transport-Security"}


def test_the_name_of_the_site_is_that_of_its_address():
    assert site_settings.SITE_ADDRESS.endswith(f"://{site_settings.SECURE_SSL_HOST}")
