"""The HTML, headers and queries of every page type in every language."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.languages import all_languages, site_language
from core.localized_urls import localized_url
from core.page_types import page_types
from tests import grids
from tests import specimens as specimen
from tests.public_pages import element_text

TYPES = [model.__name__ for model in page_types()]
CODES = grids.codes()
MOST_QUERIES = 6

# With the scope of the module, the tests of one page run in a row and share one request.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("code", CODES, scope="module"),
    pytest.mark.parametrize("kind", TYPES, scope="module"),
]


def most_queries(kind: str) -> int:
    """Return the limit; a meeting has themes, states, declarations, files and pictures."""
    return MOST_QUERIES + (kind == "MeetingPage")


@pytest.fixture(scope="module")
def path(specimens, kind, code):
    return localized_url(specimens.pages[kind], site_language(code))


@pytest.fixture(scope="module")
def response(path):
    return Client().get(path)


@pytest.fixture(scope="module")
def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_html_element_has_the_bcp_47_tag_of_the_language(soup, code):
    assert soup.html["lang"] == site_language(code).tag


def test_the_page_has_one_h1_whose_text_is_in_the_title(soup):
    assert len(soup.find_all("h1")) == 1
    # The mark of a designation's footnote is in the heading only.
    assert element_text(soup.h1).rstrip("* ") in soup.title.get_text()


def test_the_text_is_the_translation_and_not_the_source(soup, code, specimens, kind):
    expected = specimens.pages[kind].title
    assert element_text(soup.h1).rstrip("* ") == (
        expected if site_language(code).is_source else specimen.translated_text(expected, code)
    )
    assert soup.find("meta", {"name": "robots"}) is None


def test_the_alternate_links_are_those_of_all_languages_and_x_default(soup, specimens, kind):
    alternates = {
        link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate]:not([type])")
    }
    assert set(alternates) == {language.tag for language in all_languages()} | {"x-default"}
    for language in all_languages():
        assert alternates[language.tag].endswith(localized_url(specimens.pages[kind], language))


def test_the_canonical_url_is_that_of_the_page(soup, path):
    assert soup.find("link", {"rel": "canonical"})["href"].endswith(path)


def test_the_language_menu_links_to_the_page_in_every_language(soup, specimens, kind):
    links = soup.select(".language-menu a")
    assert [link["href"] for link in links] == [
        localized_url(specimens.pages[kind], language) for language in all_languages()
    ]
    for link, language in zip(links, all_languages(), strict=True):
        assert link["lang"] == link["hreflang"] == language.tag
        assert language.name in link.get_text()


def test_internal_links_without_hreflang_keep_the_language(soup, code):
    # A link to another language has an ``hreflang`` attribute.
    for link in soup.select('a[href^="/"]:not([hreflang])'):
        assert link["href"].startswith((f"/{code}/", "/documents/")), link


def test_no_cookie_is_set_and_no_resource_is_on_another_host(response, soup):
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    for element in soup.select("script[src], img[src], link[rel=stylesheet], source[srcset]"):
        target = element.get("src") or element.get("href") or element.get("srcset")
        assert target.startswith("/")


@pytest.mark.parametrize("template", ["cms/header.html", "cms/footer.html"])
def test_header_and_footer_that_pages_share_are_those_of_the_page(response, code, template):
    with translation.override(code):
        part = render_to_string(template, {"layout": response.context["layout"]})
    assert part in response.content.decode()


def test_the_number_of_queries_is_limited(client, kind, path, unchanged_content):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert len(queries) <= most_queries(kind), [query["sql"] for query in queries]
