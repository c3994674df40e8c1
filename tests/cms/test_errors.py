"""What a reader is told when there is no page, or when the mistake is ours."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core.languages import all_languages
from search import views
from tests.reader import words

pytestmark = pytest.mark.django_db

each_language = pytest.mark.parametrize("language", all_languages(), ids=lambda item: item.code)
NOT_FOUND = {
    "en": "Page not found",
    "mk": "Страницата не е пронајдена",
}


@pytest.fixture
def broken(monkeypatch) -> Client:
    """A browser that is shown errors as readers are, on a site whose search fails."""

    def fail(query):
        raise RuntimeError("The search fails.")

    monkeypatch.setattr(views, "_found", fail)
    return Client(raise_request_exception=False)


def headings(answers) -> list[str]:
    return [words(BeautifulSoup(answer.content, "html.parser").h1) for answer in answers]


@each_language
def test_a_page_that_does_not_exist_is_said_in_the_language_of_the_reader(client, language):
    response = client.get(f"/{language.code}/nowhere/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert soup.html["lang"] == language.tag
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    ways_on = [link["href"] for link in soup.select("main a")]
    assert ways_on == [f"/{language.code}/", f"/{language.code}/search/"]


@each_language
def test_a_mistake_of_ours_is_said_in_the_language_of_the_reader(broken, language):
    response = broken.get(f"/{language.code}/search/?q=x")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 500
    assert soup.html["lang"] == language.tag
    assert soup.find("a", href="tel:112")
    assert soup.find("a", href=f"/{language.code}/")


def test_no_two_languages_say_it_in_the_words_of_the_source(client, broken):
    for path, browser in (("nowhere/", client), ("search/?q=x", broken)):
        said = headings(browser.get(f"/{item.code}/{path}") for item in all_languages())
        assert said.count(said[0]) == 1


@pytest.mark.parametrize(("code", "heading"), NOT_FOUND.items())
def test_the_words_are_those_of_the_catalogue(client, code, heading):
    assert headings([client.get(f"/{code}/nowhere/")]) == [heading]


def test_an_error_page_asks_the_database_nothing(broken, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert broken.get("/mk/search/?q=x").status_code == 500


def test_an_error_tells_a_reader_nothing_of_the_inside(broken):
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
def test_a_mistyped_address_is_not_found_and_no_mistake_of_ours(client, path):
    response = client.get(path, headers={"accept-language": "mk"})
    assert response.status_code == 404
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "mk"


def test_the_language_menu_of_an_error_page_leads_to_pages_that_can_be_opened(client):
    soup = BeautifulSoup(client.get("/mk/index.php?x=1").content, "html.parser")
    for link in soup.select(".header .languages a"):
        assert client.get(link["href"]).status_code == 200


def test_a_strange_address_makes_no_long_error_page(client):
    response = client.get("/mk/nowhere/", {"x": "y" * 20_000})
    assert response.status_code == 404
    assert len(response.content) < 60_000
