"""Every case of the table, checked on the public search page."""

from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core.languages import all_languages
from home.models import ContentPage, HomePage
from tests import specimens as specimen
from tests.search.case_table import FILES, SearchCase, all_cases, cases_of

MIN_CASES = 200
# What a database does with tokens depends on no language: PostgreSQL repeats these files.
SAMPLE = {"mixed", "sr-latn"}
OF_OTHER_LANGUAGES = {"greek", "turkish"}


def test_the_table_has_every_language_of_the_site_and_two_others_besides():
    found = all_cases()
    assert len(found) >= MIN_CASES
    for language in all_languages():
        assert {True, False} == {case.matches for case in found if case.language == language.code}
    assert {path.stem for path in FILES} >= OF_OTHER_LANGUAGES


def test_every_case_is_there_once_and_says_why():
    found = [(case.language, case.text, case.query) for case in all_cases()]
    assert len(found) == len(set(found))
    assert all(case.why for case in all_cases())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[pytest.mark.postgresql] * (path.stem in SAMPLE))
        for path in FILES
    ],
)
def test_a_query_finds_what_the_table_says_and_nothing_else(client, path):
    cases = cases_of(path)
    urls = _publish(cases)
    wrong = [
        str(case)
        for case in cases
        if (urls[case.language, case.text] in _found(client, case)) is not case.matches
    ]
    assert not wrong, f"{len(wrong)} of {len(cases)} cases:\n" + "\n".join(wrong)


def _publish(cases: list[SearchCase]) -> dict[tuple[str, str], str]:
    """Publish each text on a page of its own, and return the URL of each.

    A further page contains all queries, so that each has a result. Otherwise a query would be
    relaxed, and a case could pass or fail by spelling correction.
    """
    urls = {}
    for code in {case.language for case in cases}:
        home = HomePage.objects.get(locale__language_code=code)
        own = [case for case in cases if case.language == code]
        for number, text in enumerate(dict.fromkeys(case.text for case in own)):
            _page(home, f"case-{number}", text)
            urls[code, text] = f"/{code}/case-{number}/"
        _page(home, "every-query", *(case.query for case in own))
    return urls


def _page(home: HomePage, slug: str, *paragraphs: str) -> None:
    """Publish a page with these words only."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    body = specimen.stream(ContentPage, "body", ("text", text))
    specimen.content(home, slug=slug, title="–", body=body)


def _found(client: Client, case: SearchCase) -> Iterator[str]:
    """Yield the URL paths of the results, page by page."""
    start = f"/{case.language}/search/"
    soup = _main(client, start, q=case.query)
    while True:
        for link in soup.select("article.result a"):
            yield urlsplit(link["href"]).path
        following = soup.find("a", rel="next")
        if not following:
            return
        soup = _main(client, start + following["href"])


def _main(client: Client, url: str, **parameters: str) -> BeautifulSoup:
    """Return the main element of a page; parsing its menus would double the time."""
    response = client.get(url, parameters or None)
    assert response.status_code == 200, (url, response.status_code)
    return BeautifulSoup(response.content.decode().partition("<main")[2], "html.parser")
