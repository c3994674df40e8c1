"""Every case of the table: which pages a query of the search page finds."""

from html import escape

import pytest
from django.http import QueryDict
from django.utils import translation

from core.languages import all_languages, site_language
from home.models import ContentPage, HomePage
from search.index.indexing import index_once
from search.query.search_url import SearchURL
from search.results.responses import search_pages
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
        pytest.param(path, id=path.stem, marks=[pytest.mark.each_database] * (path.stem in SAMPLE))
        for path in FILES
    ],
)
def test_a_query_finds_what_the_table_says_and_nothing_else(path):
    cases = cases_of(path)
    with index_once():
        pages = _publish(cases)
    wrong = [
        str(case)
        for case in cases
        if (pages[case.language, case.text] in _found(case)) is not case.matches
    ]
    assert not wrong, f"{len(wrong)} of {len(cases)} cases:\n" + "\n".join(wrong)


def _publish(cases: list[SearchCase]) -> dict[tuple[str, str], int]:
    """Publish each text on a page of its own, and return the id of each.

    A further page contains all queries, so that each has a result. Otherwise a query would be
    relaxed, and a case could pass or fail by spelling correction.
    """
    ids = {}
    for code in {case.language for case in cases}:
        home = HomePage.objects.get(locale__language_code=code)
        own = [case for case in cases if case.language == code]
        for number, text in enumerate(dict.fromkeys(case.text for case in own)):
            ids[code, text] = _page(home, f"case-{number}", text)
        _page(home, "every-query", *(case.query for case in own))
    return ids


def _page(home: HomePage, slug: str, *paragraphs: str) -> int:
    """Create a live page with these words only, and return its id."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    body = specimen.stream(ContentPage, "body", ("text", text))
    page = ContentPage(slug=slug, title="–", locale=home.locale, body=body, live=True)
    return home.add_child(instance=page).pk


def _found(case: SearchCase) -> set[int]:
    """Return the ids of the pages that the search page would list, however many there are."""
    parameters = QueryDict(mutable=True)
    parameters["q"] = case.query
    search_url, _problems = SearchURL.from_parameters(parameters)
    language = site_language(case.language)
    with translation.override(language.code):
        response = search_pages(search_url.query, language, search_url.filters)
    return {version.page_id for version in response.found.versions}
