"""Parallel reading in every language: valid HTML, marked languages and few queries."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.languages import Language, all_languages
from core.localized_urls import localized_url
from tests import grids
from tests.services.html_checker import html_problems

MOST_QUERIES = 10

pytestmark = pytest.mark.django_db


def beside(language: Language) -> list[Language]:
    """Return the first and the last of the other languages; both scripts occur among them."""
    others = [item for item in all_languages() if item != language]
    return [others[0], others[-1]]


@pytest.fixture(scope="module")
def paths(specimens) -> dict[str, str]:
    """The URLs of the declaration beside two other languages, by the code of its own language."""
    page = specimens.pages["DeclarationPage"]
    return {
        language.code: localized_url(page, language)
        + "?with="
        + ",".join(item.code for item in beside(language))
        for language in grids.languages()
    }


def test_parallel_reading_is_valid_html(client, paths):
    assert not html_problems({path: client.get(path).content.decode() for path in paths.values()})


@pytest.mark.parametrize("language", grids.languages(), ids=lambda language: language.code)
@pytest.mark.postgresql
def test_the_columns_have_the_chosen_languages_and_need_few_queries(client, paths, language):
    client.get(paths[language.code])
    with CaptureQueriesContext(connection) as queries:
        response = client.get(paths[language.code])
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == language.tag
    expected = [item.tag for item in (language, *beside(language))]
    assert [heading["lang"] for heading in soup.select(".parallel__heads h3")] == expected
    assert [cell["lang"] for cell in soup.select("#p-1 .parallel__cell")] == expected
