"""The table of languages, and which of them answers a browser's wishes."""

from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.languages import accepted, all_languages, current, get, source


def test_a_language_is_found_by_its_code():
    for language in all_languages():
        assert get(language.code) is language


def test_a_language_that_the_site_does_not_have_is_a_key_error():
    with pytest.raises(KeyError):
        get("de")


def test_codes_are_lower_case_and_tags_are_the_same_in_bcp_47_case():
    for language in all_languages():
        assert language.code == language.code.lower() == language.tag.lower()


def test_there_is_one_source_language():
    assert [language for language in all_languages() if language.is_source] == [source()]


@pytest.mark.parametrize(
    ("active", "expected"), [("mk", "mk"), ("de", "en"), ("sr-latn", "sr-latn")]
)
def test_the_current_language_is_the_active_one_or_else_the_source(active, expected):
    with translation.override(active):
        assert current().code == expected


def test_without_an_active_language_the_source_is_current():
    with translation.override(None):
        assert current() == source()


def test_two_scripts_of_one_language_are_twins():
    assert get("sr-cyrl").twin == get("sr-latn")
    assert get("sr-latn").twin == get("sr-cyrl")


def test_a_language_in_one_script_has_no_twin():
    assert get("mk").twin is None
    assert get("cnr").twin is None


def test_the_usual_chain_leads_straight_to_the_source():
    assert get("hr").chain == [get("hr"), source()]


def test_the_chain_of_the_source_is_itself():
    assert source().chain == [source()]


def test_a_chain_follows_the_fallbacks_before_the_source():
    montenegrin = replace(get("cnr"), fallback="sr-latn")
    assert montenegrin.chain == [montenegrin, get("sr-latn"), source()]


def test_a_chain_that_names_the_source_has_it_once():
    croatian = replace(get("hr"), fallback="en")
    assert croatian.chain == [croatian, source()]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("mk", "mk"),
        ("MK", "mk"),
        ("hr;q=0.5, mk;q=0.9", "mk"),
        ("hr; q=0.5 , sl ; q=0.7", "sl"),
        ("de, fr;q=0.9, bg;q=0.1", "bg"),
        ("hr, mk", "hr"),
        ("hr;q=0, mk;q=0.1", "mk"),
        ("*, ro;q=0.5", "ro"),
        ("sh", "sr-latn"),
        ("mo", "ro"),
        ("sr", "sr-cyrl"),
        ("sr-RS", "sr-cyrl"),
        ("sr-Cyrl-RS", "sr-cyrl"),
        ("sr-Latn", "sr-latn"),
        ("sr-Latn-RS", "sr-latn"),
        ("sr-ME", "cnr"),
        ("sr-Latn-ME", "cnr"),
        ("cnr-ME", "cnr"),
        ("bs-BA", "bs"),
        ("bs-Cyrl-BA", "bs"),
        ("sq-XK", "sq"),
        ("en-US,en;q=0.5", "en"),
    ],
)
def test_a_header_gets_the_language_it_likes_best(header, expected):
    assert accepted(header) == get(expected)


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "*",
        "de",
        "de-AT, fr;q=0.5",
        "mk;q=0",
        "mk;q=much",
        ";;;",
        ",,,",
        "q=1",
        "-",
        "\x00",
    ],
)
def test_a_header_that_asks_for_nothing_we_have_gets_no_language(header):
    assert accepted(header) is None


def test_a_part_that_makes_no_sense_does_not_spoil_the_rest():
    assert accepted("mk;q=much, ;q=1, hr;q=0.2") == get("hr")


def test_a_header_of_a_hundred_kilobytes_is_answered_from_its_beginning():
    assert accepted("mk," + "x-" * 50_000) == get("mk")
    assert accepted("de," * 34_000 + "mk") is None


@given(st.text(max_size=60))
def test_no_header_is_too_strange(header):
    assert accepted(header) in (None, *all_languages())
