"""Search: each page once, in the reader's language, whatever was typed."""

import hypothesis
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from search import views
from search.query.search_url import SEARCH_PARAMETERS
from tests import grids
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read, result_count

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

PATH = "/en/search/"
LARGEST_ANSWER = 100_000  # characters


@pytest.fixture(scope="module")
def vienna(home_of_module):
    """A meeting with a word of its own, translated into two languages."""
    page = specimen.meeting(home_of_module, title="Gathering in Vienna", summary="About wallabies.")
    specimen.translate(page.get_parent().specific, "mk", "hr")
    specimen.translate(page, "mk", "hr")
    return page


def test_a_page_is_found_once_although_it_is_there_in_three_languages(client, vienna):
    soup = read(client, PATH, q="Gathering")
    assert entry_titles(soup) == ["Gathering in Vienna"]
    assert result_count(soup) == 1


@pytest.mark.parametrize(("code", "title"), [("mk", "mk "), ("hr", "hr "), ("sl", "")])
def test_a_page_is_shown_in_the_language_of_the_reader(client, vienna, code, title):
    soup = read(client, f"/{code}/search/", q="wallabies")
    assert entry_titles(soup) == [f"{title}Gathering in Vienna"]
    assert soup.select_one(".entry a")["href"] == f"/{code}/meetings/vienna/"


def test_a_page_is_found_by_the_words_of_another_language_and_shown_in_it(client, vienna, locale):
    translated = vienna.get_translation(locale("mk")).specific
    translated.summary = "За кенгурите"
    specimen.publish(translated)
    soup = read(client, PATH, q="кенгурите")
    assert entry_titles(soup) == ["mk Gathering in Vienna"]
    assert soup.select_one(".entry__title a")["href"] == "/mk/meetings/vienna/"
    assert soup.select_one(".result__versions a")["href"] == "/en/meetings/vienna/"


def test_the_best_match_is_first(client, home):
    specimen.content(home, slug="one", title="Rules", summary="Of the quokka.")
    specimen.content(home, slug="two", title="Quokka")
    assert entry_titles(read(client, PATH, q="quokka"))[0] == "Quokka"


@pytest.mark.parametrize("query", ["", " ", "\x00", "\u3000"])
def test_an_empty_query_shows_the_form_and_what_may_be_asked(client, vienna, query):
    soup = read(client, PATH, q=query)
    assert soup.main.find("input", {"name": "q"})
    assert not soup.select("main [role=status]")
    assert entry_titles(soup) == []
    assert "Use the words of any language of this site" in element_text(soup.main)
    assert soup.main.find("a", href="/en/meetings/")


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        '"Gathering',
        "a'b",
        "((",
        "AND OR NOT",
        "*",
        "NEAR(",
        "-x",
        "%",
        "\\",
        "a:b",
        "€",
        "²",
    ],
)
def test_operators_of_the_databases_cause_no_error(client, vienna, query):
    soup = read(client, PATH, q=query)
    assert soup.main.find("input", {"name": "q"})["value"] == query
    assert result_count(soup) == len(entry_titles(soup))


@pytest.mark.parametrize("query", ["€", "?!", "((", '""', "\u200b –"])
def test_punctuation_alone_gives_advice_on_what_to_type(client, vienna, query):
    soup = read(client, PATH, q=query)
    assert result_count(soup) == 0
    assert "Type a word with letters or digits." in element_text(soup.main)
    assert soup.main.find("a", href="/en/meetings/")


def test_a_word_in_quotation_marks_is_found(client, vienna):
    assert entry_titles(read(client, PATH, q='"Gathering"')) == ["Gathering in Vienna"]


def test_a_zero_byte_is_ignored(client, vienna):
    response = client.get(PATH, {"q": "Gath\x00ering"})
    assert b"\x00" not in response.content
    assert entry_titles(BeautifulSoup(response.content, "html.parser")) == ["Gathering in Vienna"]


def test_a_query_is_shown_as_it_was_typed_and_harms_nobody(client):
    text = client.get(PATH, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize("query", ["x" * 100_000, "Gathering " * 10_000, "ж" * 100_000])
def test_a_query_of_a_hundred_kilobytes_makes_no_long_answer(client, vienna, query):
    response = client.get(PATH, {"q": query})
    assert response.status_code == 200
    assert len(response.content) < LARGEST_ANSWER


@pytest.mark.parametrize("query", ["%ED%A0%80", "%ED%A0%80 Gathering", "%FF%FE", "%C3Gathering"])
def test_bytes_that_are_no_text_are_no_error(client, vienna, query):
    """Surrogates and other bytes that no browser sends."""
    response = client.get(f"{PATH}?q={query}&kind={query}&page={query}")
    assert response.status_code == 200
    assert "is no choice for" in response.text


def test_of_a_parameter_that_is_repeated_the_last_counts(client, vienna):
    soup = read(client, f"{PATH}?q=wombats&q=Gathering&year=1999&year=2019")
    assert entry_titles(soup) == ["Gathering in Vienna"]


ANYTHING = st.one_of(
    st.text(), st.text(st.sampled_from("\"'„“«»*()-:&|%\\\x00 ажđßİ0"), min_size=1, max_size=40)
)


@hypothesis.settings(
    max_examples=50 if grids.is_full else 20,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(st.sampled_from(SEARCH_PARAMETERS), ANYTHING))
def test_whatever_is_asked_is_answered(client, vienna, parameters):
    """Characters that a URL cannot contain are replaced, as browsers do."""
    query = {name: value.encode(errors="replace") for name, value in parameters.items()}
    assert client.get(PATH, query).status_code == 200
    assert client.get(f"{PATH}suggestions/", query).status_code == 200


# Pages


@pytest.fixture(scope="module")
def five_kangaroos(home_of_module):
    for number in range(5):
        specimen.content(home_of_module, slug=f"page-{number}", title=f"Kangaroo {number}")


@pytest.fixture
def five(five_kangaroos, monkeypatch):
    """Five results, two to a page."""
    monkeypatch.setattr(views, "RESULTS_PER_PAGE", 2)


def test_many_results_have_pages_whose_links_keep_the_query(client, five):
    seen, path = [], f"{PATH}?q=kangaroo"
    while path:
        soup = read(client, path)
        assert result_count(soup) == 5
        seen += entry_titles(soup)
        following = soup.find("a", rel="next")
        path = following and PATH + following["href"]
    assert sorted(seen) == [f"Kangaroo {number}" for number in range(5)]


@pytest.mark.parametrize(
    "page", ["abc", "999", "0", "-1", "1.5", "\x00", "1" + "0" * 30, "9" * 5000]
)
def test_an_invalid_page_number_is_reported_and_the_first_page_shown(client, five, page):
    response = client.get(PATH, {"q": "kangaroo", "page": page})
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert "There is no page" in element_text(soup.select_one("main .notice"))
    assert len(entry_titles(soup)) == 2
    assert b"\x00" not in response.content
    assert len(response.content) < LARGEST_ANSWER


def test_search_results_stay_out_of_search_engines(client):
    assert read(client, PATH).find("meta", {"name": "robots"})["content"] == "noindex"


def test_the_language_menu_keeps_the_query(client, vienna):
    links = read(client, PATH, q="Gathering").select(".header .language-menu a")
    assert {link["href"] for link in links} >= {
        "/mk/search/?q=Gathering",
        "/sl/search/?q=Gathering",
    }


def test_the_language_menu_keeps_what_was_chosen(client, vienna):
    chosen = "q=Gathering&kind=meeting&year=2019&language=mk&order=date"
    links = read(client, f"{PATH}?{chosen}").select(".header .language-menu a")
    assert f"/sl/search/?{chosen}" in {link["href"] for link in links}
