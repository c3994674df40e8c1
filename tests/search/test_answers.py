"""The answer to a question: how freely it is taken, which pages it has, and in which order."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.languages import get
from home.models import HomePage
from search import answers
from search.answers import Answer, Manner, answer
from search.indexing import index_objects
from search.models import KnownWord
from search.narrowing import Narrowing
from search.questions import parse
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

NOTHING_CHOSEN = Narrowing()


def ask(question: str, language: str = "en", narrowing=NOTHING_CHOSEN, **manner) -> Answer:
    return answer(parse(question), get(language), narrowing, **manner)


def found(given: Answer) -> list[int]:
    """The pages of an answer, in its order."""
    return [group.best.page_id for group in given.groups]


@pytest.fixture
def page(home):
    """Publish a page of these words: ``page("Title", "summary", "sr-cyrl")``; return its number."""
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


# How freely


def test_pages_with_all_the_words_keep_those_with_some_away(page):
    both = page("Kangaroos and wombats")
    page("Kangaroos"), page("Wombats")
    given = ask("kangaroos wombats")
    assert found(given) == [both]
    assert not given.is_any_word
    assert not given.is_corrected


def test_a_word_that_a_page_has_is_not_corrected_though_it_is_rare(page):
    page("Kangaroos"), page("Kangaroos jump")
    odd = page("Kangaroso")
    given = ask("kangaroso")
    assert found(given) == [odd]
    assert not given.is_corrected


def test_a_word_that_no_page_has_is_corrected(page):
    kangaroos = page("Kangaroos")
    given = ask("kangaroso")
    assert found(given) == [kangaroos]
    assert given.is_corrected
    assert (given.asked.text, given.question.text) == ("kangaroso", "kangaroos")


def test_a_correction_is_shown_in_the_spelling_of_the_page(page):
    page("Đorđević", language="sr-latn")
    assert ask("djordjevis", "sr-latn").question.text == "đorđević"


def test_only_the_mistyped_word_is_corrected(page):
    both = page("Kangaroos in Vienna")
    given = ask('kangaroso "in Vienna"')
    assert found(given) == [both]
    assert given.question.text == 'kangaroos "in Vienna"'


def test_a_phrase_is_left_as_it_was_quoted(page):
    page("Kangaroos jump")
    assert ask("kangaroso").is_corrected
    given = ask('"kangaroso"')
    assert not given.is_corrected
    assert not given.groups


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
    given = ask("kangaroso")
    assert not given.is_corrected
    assert not given.groups


def test_a_word_of_a_page_that_readers_may_not_see_is_corrected_as_if_nobody_knew_it(home, page):
    specimen.restrict(specimen.content(home, slug="secret", title="Kangaroso"))
    kangaroos = page("Kangaroos")
    assert found(ask("kangaroso")) == [kangaroos]


def test_the_nearest_word_of_a_public_page_is_taken(home, page):
    specimen.content(home, slug="draft", title="Kangaroot").unpublish()
    kangaroos = page("Kangaroos")
    given = ask("kangarooot")
    assert (given.question.text, found(given)) == ("kangaroos", [kangaroos])


def test_a_word_is_not_corrected_to_one_of_another_vocabulary_that_begins_otherwise(page):
    page("Kopje", language="sq")
    assert ask("Kopjw", "mk").is_corrected
    assert not ask("Skopje", "mk").is_corrected
    assert ask("Skopje", "sq").is_corrected


def test_a_word_too_far_from_any_other_is_not_corrected(page):
    page("Kangaroos")
    assert not ask("kanagrsoo").groups


def test_any_of_the_words_is_enough_when_nothing_else_helps(page):
    kangaroos, wombats = page("Kangaroos"), page("Wombats")
    page("Neither")
    given = ask("kangaroos zzyzx wombats")
    assert set(found(given)) == {kangaroos, wombats}
    assert given.manner is Manner.ANY_WORD
    assert not given.is_corrected


def test_words_are_put_right_before_any_of_them_is_enough(page):
    both = page("Kangaroos and wombats")
    page("Kangaroos")
    given = ask("kangaroos wombast")
    assert found(given) == [both]
    assert given.is_corrected
    assert not given.is_any_word


def test_a_mere_function_word_is_not_enough(page):
    page("The meeting of the others")
    assert not ask("the zzyzx").groups


def test_a_question_taken_literally_is_not_corrected_but_any_word_may_do(page):
    both = page("Kangaroos and wombats")
    assert not ask("kangaroso", literally=True).groups
    given = ask("kangaroso wombats", literally=True)
    assert found(given) == [both]
    assert given.is_any_word
    assert not given.is_corrected


def test_a_choice_that_leaves_nothing_does_not_loosen_the_question(home, page):
    specimen.meeting(home, title="Kangaroos and wombats")
    page("Kangaroos")
    given = ask("kangaroos wombats", narrowing=Narrowing(kind="content"))
    assert not given.groups
    assert not given.is_any_word


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


def test_among_equals_the_latest_comes_first(home):
    older = specimen.meeting(home, slug="older", title="Kangaroos", start_date=date(2012, 1, 2))
    later = specimen.meeting(home, slug="later", title="Kangaroos", start_date=date(2018, 1, 2))
    oldest = specimen.meeting(home, slug="oldest", title="Kangaroos", start_date=date(2010, 1, 2))
    assert found(ask("kangaroos")) == [later.pk, older.pk, oldest.pk]


def test_by_date_the_latest_comes_first_whatever_it_is_worth(home, page):
    without_date = page("Kangaroos")
    older = specimen.meeting(home, slug="older", title="Kangaroos", start_date=date(2012, 1, 2))
    later = specimen.meeting(
        home, slug="later", title="Meeting", summary="Kangaroos", start_date=date(2018, 1, 2)
    )
    assert found(ask("kangaroos", by_date=True)) == [later.pk, older.pk, without_date]
    assert found(ask("kangaroos")) == [older.pk, without_date, later.pk]


@pytest.mark.parametrize("by_date", [False, True])
def test_pages_alike_in_all_have_an_order_that_no_rewriting_changes(home, page, by_date):
    numbers = [page("Kangaroos") for _ in range(6)]
    assert found(ask("kangaroos", by_date=by_date)) == numbers
    for made in home.get_children().specific().order_by("-pk"):
        index_objects([made])
    assert found(ask("kangaroos", by_date=by_date)) == numbers


# Languages


@pytest.fixture
def versions(home, locale) -> dict[str, int]:
    """The numbers of one page in five languages, by their codes."""
    original = specimen.content(home, title="Kangaroos")
    codes = ("mk", "hr", "sr-cyrl", "sr-latn")
    specimen.translate(original, *codes)
    translated = {code: original.get_translation(locale(code)).pk for code in codes}
    return {"en": original.pk, **translated}


def test_a_page_is_one_result_that_names_the_languages_in_which_it_matches(versions):
    (group,) = ask("kangaroos").groups
    assert group.languages == set(versions)


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
    (group,) = ask("торбари", "hr").groups
    assert (group.best.page_id, group.languages) == (macedonian.pk, {"mk"})


# Limits


def test_as_many_pages_as_are_listed_are_the_best_ones(page, monkeypatch):
    monkeypatch.setattr(answers, "MOST_RESULTS", 2)
    for _ in range(2):
        page("Animals", "Kangaroos")
    best = [page("Kangaroos") for _ in range(2)]
    given = ask("kangaroos")
    assert found(given) == best
    assert given.has_more


def test_just_as_many_pages_as_are_listed_are_all(page, monkeypatch):
    monkeypatch.setattr(answers, "MOST_RESULTS", 2)
    page("Kangaroos"), page("Kangaroos")
    assert not ask("kangaroos").has_more
