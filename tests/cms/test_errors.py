"""The error pages for readers: not found, server errors, and forms without their cookie."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core.languages import all_languages
from search import views
from tests import grids
from tests.public_pages import element_text

pytestmark = pytest.mark.django_db

each_language = pytest.mark.parametrize("language", grids.languages(), ids=lambda item: item.code)
NOT_FOUND = {
    "en": "Page not found",
    "mk": "Страницата не е пронајдена",
}


@pytest.fixture
def broken(monkeypatch) -> Client:
    """A client that gets error pages as readers do, on a site whose search fails."""

    def fail(query):
        raise RuntimeError("The search fails.")

    monkeypatch.setattr(views, "_found", fail)
    return Client(raise_request_exception=False)


def headings(responses) -> list[str]:
    return [
        element_text(BeautifulSoup(response.content, "html.parser").h1) for response in responses
    ]


@each_language
def test_the_404_page_is_in_the_language_of_the_reader(client, language):
    response = client.get(f"/{language.code}/nowhere/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert soup.html["lang"] == language.tag
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    links = [link["href"] for link in soup.select("main a")]
    assert links == [f"/{language.code}/", f"/{language.code}/search/"]


@each_language
def test_the_500_page_is_in_the_language_of_the_reader(broken, language):
    response = broken.get(f"/{language.code}/search/?q=x")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 500
    assert soup.html["lang"] == language.tag
    assert soup.find("a", href=f"/{language.code}/contacts-by-country/")
    assert soup.find("a", href=f"/{language.code}/")


def test_the_heading_is_translated_into_every_language(client, broken):
    for path, browser in (("nowhere/", client), ("search/?q=x", broken)):
        texts = headings(browser.get(f"/{item.code}/{path}") for item in all_languages())
        assert texts.count(texts[0]) == 1


@pytest.mark.parametrize(("code", "heading"), NOT_FOUND.items())
def test_the_heading_is_that_of_the_catalogue(client, code, heading):
    assert headings([client.get(f"/{code}/nowhere/")]) == [heading]


def test_a_form_without_its_cookie_is_explained_in_every_language():
    browser = Client(enforce_csrf_checks=True)
    languages = [{"Accept-Language": language.code} for language in all_languages()]
    answers = [browser.post("/admin/login/", headers=headers) for headers in languages]
    assert {answer.status_code for answer in answers} == {403}
    texts = headings(answers)
    assert texts[0] == "The form was not sent"
    assert texts.count(texts[0]) == 1


def test_the_500_page_takes_no_queries(broken, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert broken.get("/mk/search/?q=x").status_code == 500


def test_the_500_page_contains_no_details_of_the_error(broken):
    text = broken.get("/en/search/?q=x").content.decode()
    assert "RuntimeError" not in text
    assert "The search fails" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/mk/favicon.ico",
        "/mk/index.php",
        "/mk/%00",
        "/mk/a%20b/",
        "/mk/ж/",
        "/%FF/",
    ],
)
def test_an_unknown_url_is_not_found_and_no_server_error(client, path):
    response = client.get(path, headers={"accept-language": "mk"})
    assert response.status_code == 404
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "mk"


def test_the_language_menu_of_an_error_page_has_working_links(client):
    soup = BeautifulSoup(client.get("/mk/index.php?x=1").content, "html.parser")
    for link in soup.select(".header .language-menu a"):
        assert client.get(link["href"]).status_code == 200


def test_a_long_url_makes_no_long_error_page(client):
    response = client.get("/mk/nowhere/", {"x": "y" * 20_000})
    assert response.status_code == 404
    assert len(response.content) < 60_000
