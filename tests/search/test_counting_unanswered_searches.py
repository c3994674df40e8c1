"""Which searches are counted as unanswered: those without any result."""

import pytest

from search.models import Promotion, SearchSettings, UnansweredQuestion
from tests import specimens as specimen
from tests.public_pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PATH = "/en/search/"


@pytest.fixture(autouse=True)
def counting(db) -> SearchSettings:
    """Enable the counting of searches."""
    return SearchSettings.objects.create(counts_unanswered=True)


def stored() -> dict[str, int]:
    return dict(UnansweredQuestion.objects.values_list("words", "count"))


def test_a_search_without_a_result_is_counted_in_the_language_of_the_page(client, home):
    read(client, PATH, q="Budgets!")
    read(client, "/hr/search/", q="proračuna")
    rows = UnansweredQuestion.objects.values_list("language", "words", "count")
    assert sorted(rows) == [("en", "budgets", 1), ("hr", "proračuna", 1)]


@pytest.mark.parametrize("query", ["Slovenia", "Slovennia", "Slovenia zzyzx"])
def test_a_search_with_results_in_any_mode_is_not_counted(client, home, query):
    specimen.state(home)
    assert read(client, PATH, q=query).select(".result")
    assert stored() == {}


@pytest.mark.parametrize(
    "parameters", [{"year": "1999"}, {"kind": "meeting"}, {"page": "2"}, {"page": "x"}]
)
def test_a_narrowed_search_and_a_later_page_are_not_counted(client, home, parameters):
    assert not read(client, PATH, q="budgets", **parameters).select(".result")
    assert stored() == {}


def test_a_search_that_only_a_recommended_page_answers_is_not_counted(client, home):
    page = specimen.content(home, title="Where to find help")
    promotion = Promotion.objects.create(page=page, words="budget", language="en")
    assert read(client, PATH, q="budgets").select(".promoted")
    assert stored() == {}
    promotion.delete()
    read(client, PATH, q="budgets")
    assert stored() == {"budgets": 1}
