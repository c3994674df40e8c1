"""The languages of the site, and the negotiation by ``Accept-Language``."""

from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.languages import (
    accepted_language,
    active_language,
    all_languages,
    language_for_tag,
    reader_first,
    site_language,
    source_language,
)


def test_a_language_is_found_by_its_code():
    for language in all_languages():
        assert site_language(language.code) is language


def test_a_language_that_the_site_does_not_have_is_a_key_error():
    with pytest.raises(KeyError):
        site_language("fi")


def test_the_source_is_followed_by_the_others_in_the_order_of_their_english_names():
    source, *others = all_languages()
    assert source.is_source
    # CLDR has no Montenegrin.
    names = [
        {"cnr": "Montenegrin"}.get(language.code) or language.babel.english_name.split()[0]
        for language in others
    ]
    assert names == sorted(names)


def test_codes_are_lower_case_and_tags_are_the_same_in_bcp_47_case():
    for language in all_languages():
        assert language.code == language.code.lower() == language.tag.lower()


def test_there_is_one_source_language():
    assert [language for language in all_languages() if language.is_source] == [source_language()]


@pytest.mark.parametrize(
    ("active", "expected"), [("mk", "mk"), ("fi", "en"), ("sr-latn", "sr-latn")]
)
def test_the_current_language_is_the_active_one_or_else_the_source(active, expected):
    with translation.override(active):
        assert active_language().code == expected


def test_without_an_active_language_the_source_is_current():
    with translation.override(None):
        assert active_language() == source_language()


def test_two_scripts_of_one_language_refer_to_each_other():
    assert site_language("sr-cyrl").other_script == site_language("sr-latn")
    assert site_language("sr-latn").other_script == site_language("sr-cyrl")


@pytest.mark.parametrize("language", all_languages(), ids=lambda language: language.code)
def test_a_language_with_two_scripts_has_the_name_of_its_script(language):
    assert bool(language.script_name) == bool(language.other_script)


def test_what_is_in_the_language_of_the_reader_comes_first_then_its_other_script():
    languages = all_languages()
    with translation.override("sr-latn"):
        first, second, *others = reader_first(languages, language=lambda item: item)
    assert (first.code, second.code) == ("sr-latn", "sr-cyrl")
    assert others == [item for item in languages if item not in (first, second)]


def test_a_language_in_one_script_has_no_other_script():
    assert site_language("mk").other_script is None
    assert site_language("cnr").other_script is None


def test_the_usual_fallback_is_the_source():
    assert site_language("hr").fallback_chain == [site_language("hr"), source_language()]


def test_the_source_has_no_fallback():
    assert source_language().fallback_chain == [source_language()]


def test_the_configured_fallbacks_come_before_the_source():
    montenegrin = replace(site_language("cnr"), fallback="sr-latn")
    assert montenegrin.fallback_chain == [montenegrin, site_language("sr-latn"), source_language()]


def test_the_source_as_a_configured_fallback_occurs_once():
    croatian = replace(site_language("hr"), fallback="en")
    assert croatian.fallback_chain == [croatian, source_language()]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("mk", "mk"),
        ("MK", "mk"),
        ("hr;q=0.5, mk;q=0.9", "mk"),
        ("hr; q=0.5 , sl ; q=0.7", "sl"),
        ("fi, fr;q=0.9, bg;q=0.1", "bg"),
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
    assert accepted_language(header) == site_language(expected)


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "*",
        "fi",
        "fi-FI, fr;q=0.5",
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
    assert accepted_language(header) is None


def test_an_invalid_part_of_a_header_is_ignored():
    assert accepted_language("mk;q=much, ;q=1, hr;q=0.2") == site_language("hr")


def test_only_the_beginning_of_a_long_header_is_read():
    assert accepted_language("mk," + "x-" * 50_000) == site_language("mk")
    assert accepted_language("fi," * 34_000 + "mk") is None


@given(st.text(max_size=60))
def test_any_header_is_accepted(header):
    assert accepted_language(header) in (None, *all_languages())


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("sl", "sl"),
        ("SL-si", "sl"),
        ("sl_SI", "sl"),
        ("en-GB", "en"),
        ("sr-Cyrl-RS", "sr-cyrl"),
        ("sr-Latn", "sr-latn"),
        ("sr-Latn-ME", "cnr"),
        ("mo", "ro"),
    ],
)
def test_a_tag_with_a_region_means_the_language(tag, code):
    assert language_for_tag(tag) == site_language(code)


@pytest.mark.parametrize("tag", ["", "de", "sr", "sr-RS", "slk", "x" * 10_000, "a-" * 100_000])
def test_a_tag_of_another_or_of_no_certain_language_means_none(tag):
    assert language_for_tag(tag) is None
