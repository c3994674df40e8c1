"""Names of states in the reader's language, and their footnotes."""

import pytest
from django.core.exceptions import ValidationError
from wagtail import hooks

from core.languages import site_language
from core.territories import (
    Designation,
    cldr_name,
    designations,
    territory_choices,
    territory_code,
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "North Macedonia"),
        ("sq", "Maqedonia e Veriut"),
        ("bg", "Северна Македония"),
        ("hr", "Sjeverna Makedonija"),
        ("mk", "Северна Македонија"),
        ("sl", "Severna Makedonija"),
        ("sr-cyrl", "Северна Македонија"),
        ("sr-latn", "Severna Makedonija"),
    ],
)
def test_a_state_is_named_in_the_language_of_the_reader(language, code, name):
    with language(code):
        assert cldr_name("MK") == name


def test_a_language_can_be_asked_for_by_name():
    assert cldr_name("SI", site_language("sl")) == "Slovenija"


def test_an_unknown_code_is_returned_unchanged():
    assert cldr_name("QQ") == "QQ"


def test_kosovo_has_a_name_although_it_has_no_iso_code():
    assert cldr_name("XK", site_language("en")) == "Kosovo"


def test_a_hook_is_called_with_the_language_of_the_reader(no_hooks, language):
    hooks.register(
        "register_designations", lambda asked: {"XK": Designation("XK", footnote=asked.code)}
    )
    with language("mk"):
        assert designations()["XK"].footnote == "mk"
    assert designations(site_language("hr"))["XK"].footnote == "hr"


def test_designations_of_several_hooks_are_merged(no_hooks):
    for code in ("XK", "MK"):
        hooks.register("register_designations", lambda asked, code=code: {code: Designation(code)})
    assert set(designations()) == {"XK", "MK"}


def test_without_a_hook_there_are_no_designations(no_hooks):
    assert designations() == {}


def test_an_editor_chooses_among_states_in_the_order_of_the_alphabet(language):
    with language("hr"):
        names = [name for _, name in territory_choices()]
    assert names.index("Cipar") < names.index("Crna Gora") < names.index("Češka")
    assert names.index("Švicarska") < names.index("Tadžikistan")


def test_an_editor_is_offered_states_and_no_groups_of_states():
    codes = {code for code, _ in territory_choices()}
    assert {"XK", "MK", "MD"} <= codes
    assert not {"EU", "UN", "ZZ"} & codes


@pytest.mark.parametrize("wrong", ["", "S", "SVN", "si", "S1", "SI\n", " SI"])
def test_a_code_is_two_capital_letters(wrong):
    with pytest.raises(ValidationError):
        territory_code(wrong)
