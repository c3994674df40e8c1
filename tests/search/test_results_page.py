"""The page of results: changes made to the query, and what is shown of each page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.models import DocumentText, Promotion
from search.results import responses
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read, result_count

pytestmark = pytest.mark.django_db

PATH = "/en/search/"
# In a transaction that has written, nothing is kept of what pages share. Readers cause fewer:
# tests/contracts/test_query_limits.py.
MOST_QUERIES = 15  # with what is otherwise kept until the content changes


def status(soup: BeautifulSoup) -> str:
    return element_text(soup.select_one("main .search-status"))


@pytest.fixture
def vienna(home):
    return specimen.meeting(
        home,
        title="Gathering in Vienna",
        summary="About kangaroos.",
        kind="ministerial",
        place="Congress Centre",
        country="AT",
    )


# Changes of the query


def test_the_number_of_pages_is_shown(client, vienna):
    assert status(read(client, PATH, q="kangaroos")) == "1 page found"
    specimen.content(home=vienna.get_site().root_page.specific, title="Kangaroos")
    assert status(read(client, PATH, q="kangaroos")) == "2 pages found"


def test_more_pages_than_the_limit_are_reported(client, home, monkeypatch):
    monkeypatch.setattr(responses, "MAX_RESULTS", 1)
    for slug in ("one", "two"):
        specimen.content(home, slug=slug, title="Kangaroo")
    soup = read(client, PATH, q="kangaroo")
    assert status(soup) == "More than 1,000 pages found"
    assert len(entry_titles(soup)) == 1


@pytest.mark.postgresql
def test_a_misspelled_word_is_corrected_and_that_is_reported(client, vienna):
    soup = read(client, PATH, q="kangaroso")
    assert status(soup) == (
        "Showing results for kangaroos . Search instead for kangaroso 1 page found"
    )
    assert soup.main.find("input", {"name": "q"})["value"] == "kangaroso"
    literally = soup.select_one(".search-status a")
    assert literally["href"] == "?q=kangaroso&literally=1"
    assert result_count(read(client, PATH + literally["href"])) == 0


def test_a_query_taken_literally_is_not_corrected(client, vienna):
    soup = read(client, PATH, q="kangaroso", literally="1")
    assert status(soup) == "0 pages found"


@pytest.mark.postgresql
def test_pages_with_some_of_the_words_are_announced(client, vienna):
    soup = read(client, PATH, q="kangaroos zzyzx")
    assert status(soup) == ("No page has all of these words. These have some of them. 1 page found")


def test_the_cut_of_a_long_query_is_reported(client, vienna):
    soup = read(client, PATH, q="kangaroos " + "jump " * 100)
    assert "only its first 200 characters and 12 words were looked for" in status(soup)
    assert "only its first" not in status(read(client, PATH, q="kangaroos"))


def test_the_title_names_the_query_and_the_page(client, home):
    for number in range(11):
        specimen.content(home, slug=f"page-{number}", title=f"Kangaroo {number}")
    assert element_text(read(client, PATH, q="kangaroo").title) == "kangaroo – Search – NATC SEE"
    second = read(client, PATH, q="kangaroo", page="2")
    assert element_text(second.title) == "kangaroo – Search – Page 2 of 2 – NATC SEE"
    assert element_text(read(client, PATH).title) == "Search – NATC SEE"


# What is shown of a page


def test_a_result_has_its_facts_and_the_words_are_marked(client, vienna):
    soup = read(client, PATH, q="gathering kangaroos")
    facts = element_text(soup.select_one(".result .entry__metadata"))
    assert facts.replace("\u2009", " ") == "6 May 2019 Ministerial meeting"
    assert element_text(soup.select_one(".entry__place")) == "Congress Centre, Austria"
    assert [mark.get_text() for mark in soup.select(".result mark")] == ["Gathering", "kangaroos"]


def test_the_excerpt_is_from_the_text_where_that_has_more_of_the_words(client, home):
    page = specimen.content(home, summary="About animals.")
    page.body = specimen.stream(page, "body", ("text", "<p>Wombats and kangaroos.</p>"))
    specimen.publish(page)
    assert (
        element_text(read(client, PATH, q="animals").select_one(".entry__summary"))
        == "About animals ."
    )
    excerpt = element_text(read(client, PATH, q="wombats").select_one(".entry__summary"))
    assert excerpt == "Wombats and kangaroos."


def test_texts_that_no_mark_ends_are_set_apart_in_an_excerpt(client, home):
    specimen.state(home, institution="Office of wombats", institution_native="Urad za vombate")
    excerpt = element_text(read(client, PATH, q="wombats").select_one(".entry__summary"))
    assert "wombats · Urad za vombate" in excerpt


def test_what_editors_wrote_brings_no_markup_into_the_results(client, home):
    specimen.content(home, title="Kangaroo <i>x</i>", summary="<b>kangaroo</b> & more")
    result = read(client, PATH, q="kangaroo").select_one(".result")
    assert not result.find(["i", "b"])
    assert "<b> kangaroo </b> & more" in element_text(result)


def test_a_result_in_another_language_is_labelled_and_links_to_the_readers_own(
    client, vienna, locale
):
    specimen.translate(vienna.get_parent().specific, "mk", "hr")
    specimen.translate(vienna, "mk", "hr")
    translated = vienna.get_translation(locale("mk")).specific
    translated.summary = "За кенгурите"
    specimen.publish(translated)
    result = read(client, "/hr/search/", q="кенгурите").select_one(".result")
    assert element_text(result.select_one(".language-tag")) == "Македонски"
    assert result.select_one(".entry__title a")["lang"] == "mk"
    assert result.select_one(".entry__summary [lang]")["lang"] == "mk"
    own, others = result.select(".result__versions")
    assert (own.a["href"], own.a["lang"], own.a["hreflang"]) == ("/hr/meetings/vienna/", "hr", "hr")
    assert [link["href"] for link in others.select("a")] == ["/en/meetings/vienna/"]


def test_a_result_in_the_language_of_the_reader_has_no_label(client, vienna):
    result = read(client, PATH, q="kangaroos").select_one(".result")
    assert not result.select(".language-tag, [lang]")
    assert not result.select(".result__versions")


def test_many_other_languages_are_folded_away(client, vienna):
    specimen.translate(vienna.get_parent().specific, "mk", "hr", "sl", "sq")
    specimen.translate(vienna, "mk", "hr", "sl", "sq")
    folded = read(client, PATH, q="kangaroos").select_one("details.result__versions")
    assert element_text(folded.summary) == "Also in 4 other languages"
    assert {link["hreflang"] for link in folded.select("a")} == {"mk", "hr", "sl", "sq"}


def test_a_page_that_is_not_translated_is_opened_in_the_readers_layout(client, vienna):
    result = read(client, "/ro/search/", q="kangaroos").select_one(".result")
    assert result.select_one(".entry__title a")["href"] == "/ro/meetings/vienna/"
    assert element_text(result.select_one(".language-tag")) == "English"


def test_a_page_without_a_kind_of_its_own_is_called_by_its_type(client, home):
    specimen.state(home)
    facts = read(client, PATH, q="Slovenia").select_one(".entry__metadata")
    assert element_text(facts) == "Participating state"


@pytest.mark.postgresql
def test_words_are_marked_in_another_script_and_with_another_ending(client, home, locale):
    page = specimen.content(home, title="Page")
    specimen.translate(page, "sr-cyrl")
    translated = page.get_translation(locale("sr-cyrl")).specific
    translated.title, translated.summary = "О трговини", "Трговини људима: Ђорђевић."
    specimen.publish(translated)
    for query, marked in (
        ("trgovina ljudima", ["Трговини", "људима"]),
        ("TRGOVINOM", ["Трговини"]),
        ("Đorđević", ["Ђорђевић"]),
        ("djordjevic", ["Ђорђевић"]),
    ):
        result = read(client, "/sr-cyrl/search/", q=query).select_one(".entry__summary")
        assert [mark.get_text() for mark in result.select("mark")] == marked, query


def test_a_name_with_a_footnote_has_it_at_the_foot_of_the_page(client, home):
    note = "This designation is without prejudice to positions on status."
    specimen.state(home, slug="kosovo", title="Kosovo", territory="XK", designation_footnote=note)
    soup = read(client, PATH, q="Kosovo")
    assert entry_titles(soup) == ["Kosovo*"]
    assert soup.select_one(".entry__title .footnote-mark")["href"] == "#designation-xk"
    assert note in element_text(soup.find(id="designation-xk"))


# Promoted pages


def test_recommended_pages_stand_above_the_results_and_are_not_repeated(client, home, vienna):
    page = specimen.content(home, title="Kangaroo", summary="All about it.")
    Promotion.objects.create(page=page, words="kangaroos", language="en", note="Read this first.")
    soup = read(client, PATH, q="kangaroos")
    assert element_text(soup.select_one(".promoted")) == "Recommended Kangaroo Read this first."
    assert entry_titles(soup) == ["Gathering in Vienna"]
    assert result_count(soup) == 2


def test_recommended_pages_are_hidden_if_filters_are_selected(client, home, vienna):
    page = specimen.content(home, title="Kangaroo", summary="All about it.")
    Promotion.objects.create(page=page, words="kangaroos", language="en")
    soup = read(client, PATH, q="kangaroos", kind="content")
    assert not soup.select(".promoted")
    assert entry_titles(soup) == ["Kangaroo"]


def test_a_recommended_page_is_shown_though_nothing_was_found(client, home):
    page = specimen.content(home, title="Where to find help", summary="Help lines.")
    Promotion.objects.create(page=page, words="sos", language="en")
    soup = read(client, PATH, q="sos")
    assert result_count(soup) == 0
    assert (
        element_text(soup.select_one(".promoted")) == "Recommended Where to find help Help lines."
    )


def test_a_page_is_not_found_once_it_has_expired_though_nothing_changed(
    client, home, unchanged_content, monkeypatch
):
    expiry = timezone.now() + timedelta(hours=1)
    page = specimen.content(home, title="Kangaroo")
    page.expire_at = expiry
    specimen.publish(page)
    assert entry_titles(read(client, PATH, q="kangaroo")) == ["Kangaroo"]
    monkeypatch.setattr("search.results.page_versions.timezone.now", lambda: expiry)
    assert result_count(read(client, PATH, q="kangaroo")) == 0


# Queries


def queries(client, **parameters) -> int:
    read(client, PATH, **parameters)
    with CaptureQueriesContext(connection) as captured:
        read(client, PATH, **parameters)
    return len(captured)


def test_ten_results_cost_as_many_queries_as_one_and_those_are_few(client, home):
    vienna = specimen.meeting(home, slug="vienna", title="Kangaroos", country="AT")
    vienna.themes = [specimen.theme()]
    specimen.publish(vienna)
    for_one = queries(client, q="kangaroos")
    for number in range(9):
        made = [specimen.content, specimen.declaration, specimen.state][number % 3]
        page = made(home, slug=f"page-{number}", title=f"Kangaroo {number}")
        if number < 3:  # the first page of its section
            specimen.translate(page.get_parent().specific, "mk")
        specimen.translate(page, "mk")
    assert len(entry_titles(read(client, PATH, q="kangaroos"))) == 10
    assert queries(client, q="kangaroos") == for_one <= MOST_QUERIES


def test_files_cost_three_queries_however_many_there_are(client, home):
    specimen.content(home, title="Kangaroo")
    without = queries(client, q="kangaroo")
    for number in range(3):
        written = DocumentText(document=specimen.document(), text="A kangaroo jumps.")
        written.save()
        page = specimen.content(home, slug=f"page-{number}", title=f"Page {number}")
        file = {"title": "", "kind": "", "language": "", "document": written.document_id, "url": ""}
        page.body = specimen.stream(page, "body", ("file", file))
        specimen.publish(page)
    found = read(client, PATH, q="kangaroo")
    assert len(found.select(".result__source")) == 3
    assert queries(client, q="kangaroo") == without + 3 <= MOST_QUERIES


# Nothing found


def test_an_empty_result_gives_advice(client):
    soup = read(client, PATH, q="zzyzx")
    assert result_count(soup) == 0
    assert "Try another word" in element_text(soup.main)
    assert soup.main.find("a", href="/en/meetings/")


@pytest.mark.postgresql
def test_pages_whose_titles_begin_so_are_suggested(client, vienna):
    soup = read(client, PATH, q="Gath", literally="1")
    assert result_count(soup) == 0
    suggested = soup.main.find("a", href="/en/meetings/vienna/")
    assert element_text(suggested) == "Gathering in Vienna"


def test_the_filters_of_a_search_without_results_can_be_removed(client, vienna):
    soup = read(client, PATH, q="kangaroos", year="1999")
    assert result_count(soup) == 0
    everything = soup.find("a", string="search the whole site")
    assert result_count(read(client, PATH + everything["href"])) == 1
