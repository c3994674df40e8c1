"""The response to a query: how it is relaxed, which pages it contains, and in which order."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.languages import site_language
from home.models import HomePage
from search.index.indexing import index_objects
from search.models import KnownWord, PageRecord
from search.query.facet_filters import FacetFilters
from search.query.parsing import parse_query
from search.results import responses
from search.results.responses import MatchMode, SearchResponse, search_pages
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

NOTHING_CHOSEN = FacetFilters()


def ask(query: str, language: str = "en", filters=NOTHING_CHOSEN, **options) -> SearchResponse:
    return search_pages(parse_query(query), site_language(language), filters, **options)


def found(response: SearchResponse) -> list[int]:
    """The ids of the pages of a response, in its order."""
    return [version.page_id for version in response.found.versions]


@pytest.fixture
def page(home):
    """Publish a page with these texts: ``page("Title", "summary", "sr-cyrl")``; return its id."""
    homes = {home.locale.language_code: home}

    def make(title: str, summary: str = "", language: str = home.locale.language_code) -> int:
        if language not in homes:
            homes[language] = HomePage.objects.get(locale__language_code=language)
        number = homes[language].get_children().count()
        made = specimen.content(
            homes[language], slug=f"page-{number}", title=title, summary=summary
        )
        return made.pk

    return make


# Relaxation


def test_pages_with_some_of_the_words_are_left_out_if_others_have_all(page):
    both = page("Kangaroos and wombats")
    page("Kangaroos"), page("Wombats")
    response = ask("kangaroos wombats")
    assert found(response) == [both]
    assert not response.is_any_word
    assert not response.is_corrected


def test_a_word_that_a_page_has_is_not_corrected_though_it_is_rare(page):
    page("Kangaroos"), page("Kangaroos jump")
    odd = page("Kangaroso")
    response = ask("kangaroso")
    assert found(response) == [odd]
    assert not response.is_corrected


def test_a_word_that_no_page_has_is_corrected(page):
    kangaroos = page("Kangaroos")
    response = ask("kangaroso")
    assert found(response) == [kangaroos]
    assert response.is_corrected
    assert (response.original_query.text, response.query.text) == ("kangaroso", "kangaroos")


def test_a_correction_is_shown_in_the_spelling_of_the_page(page):
    page("Đorđević", language="sr-latn")
    assert ask("djordjevis", "sr-latn").query.text == "đorđević"


def test_only_the_mistyped_word_is_corrected(page):
    both = page("Kangaroos in Vienna")
    response = ask('kangaroso "in Vienna"')
    assert found(response) == [both]
    assert response.query.text == 'kangaroos "in Vienna"'


def test_a_phrase_is_left_as_it_was_quoted(page):
    page("Kangaroos jump")
    assert ask("kangaroso").is_corrected
    response = ask('"kangaroso"')
    assert not response.is_corrected
    assert not response.found.versions


@pytest.mark.parametrize("hidden", ["draft", "restricted", "expired"])
def test_nothing_is_corrected_to_a_word_that_readers_may_not_see(home, page, hidden):
    secret = specimen.content(home, slug="secret", title="Kangaroos")
    assert ask("kangaroso").is_corrected
    if hidden == "draft":
        secret.unpublish()
    elif hidden == "restricted":
        specimen.restrict(secret)
    else:
        secret.expire_at = timezone.now() - timedelta(minutes=1)
        secret.save()
    assert KnownWord.objects.filter(form="kangaroos").exists()
    response = ask("kangaroso")
    assert not response.is_corrected
    assert not response.found.versions


def test_a_word_of_a_private_page_is_corrected_like_an_unknown_word(home, page):
    specimen.restrict(specimen.content(home, slug="secret", title="Kangaroso"))
    kangaroos = page("Kangaroos")
    assert found(ask("kangaroso")) == [kangaroos]


def test_the_nearest_word_of_a_public_page_is_taken(home, page):
    specimen.content(home, slug="draft", title="Kangaroot").unpublish()
    kangaroos = page("Kangaroos")
    response = ask("kangarooot")
    assert (response.query.text, found(response)) == ("kangaroos", [kangaroos])


def test_a_word_is_not_corrected_to_one_of_a_language_that_the_reader_is_not_shown(page):
    page("Kopje", language="sq")
    assert not ask("Kopjw", "mk").is_corrected
    assert ask("Kopjw", "sq").is_corrected


def test_a_word_that_begins_otherwise_is_a_correction_only_if_nothing_else_differs(page):
    page("Online")
    assert ask("Unline").is_corrected
    assert not ask("Hotline").is_corrected


def test_words_of_the_source_language_are_corrections_for_every_reader(page):
    page("Kangaroos")
    assert ask("kangaroso", "mk").is_corrected
    assert not ask("tangaroos", "mk").is_corrected


def test_a_word_too_far_from_any_other_is_not_corrected(page):
    page("Kangaroos")
    assert not ask("kanagrsoo").found.versions


def test_any_of_the_words_is_enough_when_nothing_else_helps(page):
    kangaroos, wombats = page("Kangaroos"), page("Wombats")
    page("Neither")
    response = ask("kangaroos zzyzx wombats")
    assert set(found(response)) == {kangaroos, wombats}
    assert response.mode is MatchMode.ANY_WORD
    assert not response.is_corrected


def test_words_are_corrected_before_any_of_them_is_enough(page):
    both = page("Kangaroos and wombats")
    page("Kangaroos")
    response = ask("kangaroos wombast")
    assert found(response) == [both]
    assert response.is_corrected
    assert not response.is_any_word


def test_a_mere_function_word_is_not_enough(page):
    page("The meeting of the others")
    assert not ask("the zzyzx").found.versions


def test_a_query_taken_literally_is_not_corrected_but_any_word_may_do(page):
    both = page("Kangaroos and wombats")
    assert not ask("kangaroso", literally=True).found.versions
    response = ask("kangaroso wombats", literally=True)
    assert found(response) == [both]
    assert response.is_any_word
    assert not response.is_corrected


def test_a_filter_without_results_does_not_relax_the_query(home, page):
    specimen.meeting(home, title="Kangaroos and wombats")
    page("Kangaroos")
    response = ask("kangaroos wombats", filters=FacetFilters(kind="content"))
    assert not response.found.versions
    assert not response.is_any_word


# Order


def test_by_relevance_the_title_comes_before_the_summary_and_that_before_the_text(home, page):
    in_text = specimen.content(home, slug="text", title="Animals")
    in_text.body = specimen.stream(in_text, "body", ("text", "<p>Kangaroos</p>"))
    specimen.publish(in_text)
    in_summary = page("Animals", "Kangaroos")
    in_title = page("Kangaroos")
    assert found(ask("kangaroos")) == [in_title, in_summary, in_text.pk]


def test_all_words_in_the_title_come_before_some_of_them(page):
    some = page("Kangaroos", "Wombats")
    both = page("Wombats, kangaroos")
    assert found(ask("kangaroos wombats")) == [both, some]


def test_the_very_form_that_was_asked_comes_before_its_other_forms(page):
    one, many = page("Kangaroo"), page("Kangaroos")
    assert found(ask("kangaroo")) == [one, many]
    assert found(ask("kangaroos")) == [many, one]


@pytest.mark.parametrize(("reader", "written"), [("sr-latn", "sr-cyrl"), ("sr-cyrl", "sr-latn")])
def test_the_language_of_the_reader_comes_first_in_either_script(page, reader, written):
    foreign = page("Kengur", language="hr")
    other_script = page("Животиње", "Кенгур", language=written)
    own = page("Животиње", "Кенгур", language=reader)
    assert set(found(ask("kengur", reader))[:2]) == {own, other_script}
    assert found(ask("kengur", reader))[2] == foreign
    assert found(ask("kengur", "hr"))[0] == foreign


def test_a_page_in_a_language_that_the_site_has_no_longer_is_not_found(page):
    page("Kangaroos")
    PageRecord.objects.update(language="xx")
    assert not found(ask("kangaroos"))


def test_among_equals_the_latest_comes_first(home):
    older = specimen.meeting(home, slug="older", title="Kangaroos", start_date=date(2012, 1, 2))
    later = specimen.meeting(home, slug="later", title="Kangaroos", start_date=date(2018, 1, 2))
    oldest = specimen.meeting(home, slug="oldest", title="Kangaroos", start_date=date(2010, 1, 2))
    assert found(ask("kangaroos")) == [later.pk, older.pk, oldest.pk]


def test_by_date_the_latest_comes_first_whatever_its_score(home, page):
    without_date = page("Kangaroos")
    older = specimen.meeting(home, slug="older", title="Kangaroos", start_date=date(2012, 1, 2))
    later = specimen.meeting(
        home, slug="later", title="Meeting", summary="Kangaroos", start_date=date(2018, 1, 2)
    )
    assert found(ask("kangaroos", by_date=True)) == [later.pk, older.pk, without_date]
    assert found(ask("kangaroos")) == [older.pk, without_date, later.pk]


@pytest.mark.parametrize("by_date", [False, True])
def test_pages_with_equal_scores_keep_their_order_when_indexed_again(home, page, by_date):
    numbers = [page("Kangaroos") for _ in range(6)]
    assert found(ask("kangaroos", by_date=by_date)) == numbers
    for made in home.get_children().specific().order_by("-pk"):
        index_objects([made])
    assert found(ask("kangaroos", by_date=by_date)) == numbers


# Languages


@pytest.fixture
def versions(home, locale) -> dict[str, int]:
    """The ids of one page in five languages, by their codes."""
    original = specimen.content(home, title="Kangaroos")
    codes = ("mk", "hr", "sr-cyrl", "sr-latn")
    specimen.translate(original, *codes)
    translated = {code: original.get_translation(locale(code)).pk for code in codes}
    return {"en": original.pk, **translated}


def test_a_page_is_one_result_that_names_the_languages_in_which_it_matches(versions):
    found_pages = ask("kangaroos").found
    assert len(found_pages.versions) == 1
    assert found_pages.languages == dict.fromkeys(versions, 1)


@pytest.mark.parametrize("code", ["en", "mk", "hr", "sr-cyrl", "sr-latn"])
def test_it_is_shown_in_the_language_of_the_reader(versions, code):
    assert found(ask("kangaroos", code)) == [versions[code]]


def test_otherwise_in_the_readers_other_script_or_along_the_fallbacks(home, page, locale):
    original = specimen.content(home, title="Kangaroos")
    specimen.translate(original, "mk", "sr-cyrl")
    other_script = original.get_translation(locale("sr-cyrl")).pk
    assert found(ask("kangaroos", "sr-latn")) == [other_script]
    assert found(ask("kangaroos", "ro")) == [original.pk]


def test_otherwise_in_any_language_that_matches(versions, locale):
    macedonian = HomePage.objects.get(locale=locale("mk")).get_children().get(pk=versions["mk"])
    macedonian = macedonian.specific
    macedonian.summary = "Торбари"
    specimen.publish(macedonian)
    response = ask("торбари", "hr")
    assert found(response) == [macedonian.pk]
    assert response.found.languages == {"mk": 1}


# Limits


def test_as_many_pages_as_are_listed_are_the_best_ones(page, monkeypatch):
    monkeypatch.setattr(responses, "MAX_RESULTS", 2)
    for _ in range(2):
        page("Animals", "Kangaroos")
    best = [page("Kangaroos") for _ in range(2)]
    response = ask("kangaroos")
    assert found(response) == best
    assert response.found.has_more


def test_just_as_many_pages_as_are_listed_are_all(page, monkeypatch):
    monkeypatch.setattr(responses, "MAX_RESULTS", 2)
    page("Kangaroos"), page("Kangaroos")
    assert not ask("kangaroos").found.has_more
