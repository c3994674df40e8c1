"""Parsing of queries: words and phrases; no text is invalid."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parsing import MAX_QUERY_LENGTH, MAX_TERMS, parse_query

MARKS = "„“”‟\"″«»‹›,'’‚‘`"
typed = st.text(
    st.one_of(
        st.characters(), st.sampled_from(f"{MARKS} \t\n\x00\u00ad\u200d\u202e\ud800aбжđњ-*()")
    )
)


def words(text: str) -> list[tuple[str, ...]]:
    return [term.words for term in parse_query(text).terms]


def phrases(text: str) -> list[str]:
    return [term.text for term in parse_query(text).terms if term.is_phrase]


@given(typed)
def test_every_text_is_a_query(text):
    query = parse_query(text)
    assert len(query.text) <= MAX_QUERY_LENGTH
    assert len(query.terms) <= MAX_TERMS
    assert query.is_empty == (not query.terms)
    for term in query.terms:
        assert term.words
        assert all(re.fullmatch("[a-z0-9]+", word) for word in term.words)
        assert term.text in query.text
    assert len({(term.words, term.is_phrase) for term in query.terms}) == len(query.terms)


@given(typed)
def test_the_query_shown_to_the_reader_again_is_the_same_query(text):
    query = parse_query(text)
    again = parse_query(query.text)
    assert again.text == query.text
    assert again.terms == query.terms


@given(typed)
def test_nothing_unseen_is_left_in_a_query(text):
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u00ad\u200e\u200f\u202a-\u202e]", parse_query(text).text
    )


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u3000", '"', "„“", "* - ( ) €", "…", "\u0301"])
def test_a_text_without_a_word_is_an_empty_query(text):
    assert parse_query(text).is_empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brdo declaration", [("brdo",), ("declaration",)]),
        ("anti-trafficking", [("anti",), ("trafficking",)]),
        ("coordinators' d'État", [("coordinators",), ("d",), ("etat",)]),
        ("Ђорђевић", [("dordevic",)]),
        ("  Brdo\t\nBrdo BRDO брдо ", [("brdo",)]),
        ("Gath\x00er\u00ading", [("gathering",)]),
        ("2015/2016", [("2015",), ("2016",)]),
    ],
)
def test_words_are_taken_apart_and_folded_and_each_is_there_once(text, expected):
    assert words(text) == expected


def test_a_term_is_shown_as_it_was_typed_first():
    assert [term.text for term in parse_query("Брдо BRDO Šibenik").terms] == ["Брдо", "Šibenik"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trafficking AND children", [("trafficking",), ("and",), ("children",)]),
        ("trafficking OR NOT children", [("trafficking",), ("or",), ("not",), ("children",)]),
        ("-labour +forced", [("labour",), ("forced",)]),
        ("traff* (child) title:Brdo", [("traff",), ("child",), ("title",), ("brdo",)]),
        ("NEAR(a b)", [("near",), ("a",), ("b",)]),
    ],
)
def test_no_character_is_an_operator(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "quoted",
    [
        "„joint declaration“",  # Bosnian, Bulgarian, Croatian, Macedonian, Serbian, Slovenian
        "„joint declaration”",  # Croatian, Romanian, Serbian
        "“joint declaration”",  # English, Turkish
        "”joint declaration”",
        "»joint declaration«",  # Croatian, Slovenian
        "«joint declaration»",  # Albanian, Greek
        "« joint declaration »",
        "‹joint declaration›",
        '"joint declaration"',
        ",,joint declaration''",
        '„joint declaration"',
        '"joint declaration',
        "«joint declaration",
        "„joint «declaration»“",
    ],
)
def test_quotation_marks_of_every_language_make_a_phrase(quoted):
    query = parse_query(f"Brdo {quoted}")
    assert [term.words for term in query.terms] == [("brdo",), ("joint", "declaration")]
    assert [term.is_phrase for term in query.terms] == [False, True]


def test_a_query_can_hold_several_phrases():
    assert phrases("„joint declaration“ Brdo « forced labour » 2015") == [
        "joint declaration",
        "forced labour",
    ]


def test_a_single_word_in_quotation_marks_differs_from_the_plain_word():
    plain, exact = parse_query("children"), parse_query("“children”")
    assert plain.terms[0].words == exact.terms[0].words == ("children",)
    assert not plain.terms[0].is_phrase
    assert exact.terms[0].is_phrase


@pytest.mark.parametrize("text", ["joint declaration“", 'joint declaration" of Brdo', "19″ of it"])
def test_a_mark_that_only_closes_opens_nothing(text):
    assert not phrases(text)


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`"])
def test_an_apostrophe_is_no_quotation_mark(apostrophe):
    assert not phrases(f"{apostrophe}ndër{apostrophe} shtete")


def test_a_long_query_is_cut_between_words():
    query = parse_query("Stockholm " * 30)
    assert query.text == " ".join(["Stockholm"] * 20)
    assert query.was_cut
    just_fitting = "ab " * 66 + "ab"
    assert parse_query(f"{just_fitting} ab").text == just_fitting


def test_a_query_without_spaces_is_cut_at_its_longest():
    query = parse_query("ж" * 100_000)
    assert query.text == "ж" * MAX_QUERY_LENGTH
    assert query.was_cut


def test_a_query_of_too_many_words_keeps_its_text_and_its_first_words():
    numbers = [str(number) for number in range(100, 100 + MAX_TERMS + 1)]
    query = parse_query(" ".join(numbers))
    assert [term.text for term in query.terms] == numbers[:-1]
    assert query.text == " ".join(numbers)
    assert query.was_cut


def test_a_query_of_ordinary_length_is_not_cut():
    assert not parse_query("ж" * MAX_QUERY_LENGTH).was_cut
    assert not parse_query(" ".join(["Brdo"] * (MAX_TERMS + 1))).was_cut
