"""The languages of the site, and the negotiation by ``Accept-Language``."""

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


def test_two_scripts_of_one_language_refer_to_each_other():
    assert get("sr-cyrl").twin == get("sr-latn")
    assert get("sr-latn").twin == get("sr-cyrl")


def test_a_language_in_one_script_has_no_other_script():
    assert get("mk").twin is None
    assert get("cnr").twin is None


def test_the_usual_fallback_is_the_source():
    assert get("hr").chain == [get("hr"), source()]


def test_the_source_has_no_fallback():
    assert source().chain == [source()]


def test_the_configured_fallbacks_come_before_the_source():
    montenegrin = replace(get("cnr"), fallback="sr-latn")
    assert montenegrin.chain == [montenegrin, get("sr-latn"), source()]


def test_the_source_as_a_configured_fallback_occurs_once():
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
def test_a_header_selects_the_language_of_the_highest_quality(header, expected):
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
def test_a_header_without_a_language_of_the_site_selects_none(header):
    assert accepted(header) is None


def test_an_invalid_part_of_a_header_is_ignored():
    assert accepted("mk;q=much, ;q=1, hr;q=0.2") == get("hr")


def test_only_the_beginning_of_a_long_header_is_read():
    assert accepted("mk," + "x-" * 50_000) == get("mk")
    assert accepted("de," * 34_000 + "mk") is None


@given(st.text(max_size=60))
def test_any_header_is_accepted(header):
    assert accepted(header) in (None, *all_languages())
