"""A page that is not translated: the source text in the layout of the requested language.

A notice states that, and the text is marked with its language.
"""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.languages import site_language, source_language
from core.localized_urls import localized_url
from tests import grids
from tests import specimens as specimen
from tests.services.html_checker import html_problems

from .test_every_page_in_every_language import most_queries

CODES = [language.code for language in grids.languages() if not language.is_source]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def untranslated(home_of_module):
    """A page of every type, in the source language only."""
    return specimen.every_kind(home_of_module)


@pytest.mark.parametrize("code", CODES)
def test_every_page_type_falls_back_to_the_marked_source(client, untranslated, code):
    for kind, page in untranslated.pages.items():
        path = localized_url(page, site_language(code))
        response = client.get(path)
        soup = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 200, kind
        assert soup.html["lang"] == site_language(code).tag
        assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
        assert soup.select_one("main .notice"), kind
        assert not soup.select("link[rel=alternate][hreflang]")
        canonical = soup.find("link", {"rel": "canonical"})["href"]
        assert canonical.endswith(localized_url(page, source_language()))
        text_languages = {element["lang"] for element in soup.select("main [lang]")}
        assert source_language().tag in text_languages, kind


@pytest.mark.each_database
def test_the_number_of_queries_of_a_fallback_is_limited(client, untranslated, unchanged_content):
    for kind, page in untranslated.pages.items():
        path = localized_url(page, site_language("mk"))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) <= most_queries(kind), (path, [query["sql"] for query in queries])


def test_a_fallback_is_valid_html(client, untranslated):
    paths = [localized_url(page, site_language("mk")) for page in untranslated.pages.values()]
    assert not html_problems({path: client.get(path).content.decode() for path in paths})
