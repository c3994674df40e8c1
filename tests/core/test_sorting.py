"""Alphabetical order by the alphabet of each language, not by code points."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import all_languages, site_language
from core.sorting import alphabetical, sort_key

ORDERED = {
    "hr": ["Cetinje", "Čakovec", "Ćuprija", "Dubrovnik", "Džep", "Đakovo", "Luka", "Ljubljana"],
    "sq": ["Cërrik", "Çorovodë", "Durrës", "Dhërmi", "Ersekë", "Ëndrra", "Shkodër", "Zvërnec"],
    "ro": ["Arad", "Ăla", "Âla", "Iași", "Înalt", "Suceava", "Șiria", "Timiș", "Țara"],
    "sr-cyrl": ["Грчка", "Ђаково", "Јагодина", "Лука", "Љиг", "Нови Сад", "Његош", "Ћуприја"],
    "sl": ["Celje", "Črnomelj", "Litija", "Ljubljana", "Logatec", "Sežana", "Šoštanj", "Žalec"],
    "bg": ["Австрия", "Йордания", "Косово", "Шумен", "Щип"],
    "mk": ["Грција", "Ѓорче", "Жупа", "Ѕвезда", "Крива", "Тетово", "Ќерамидница", "Џепчиште"],
    "cnr": ["Sutomore", "Šavnik", "Śutra", "Tivat", "Zeta", "Žabljak", "Źenica"],
}


@pytest.mark.parametrize("code", ORDERED)
def test_names_are_in_the_order_of_the_alphabet(code):
    assert alphabetical(reversed(ORDERED[code]), site_language(code)) == ORDERED[code]


def test_lj_and_nj_are_letters_in_croatian_and_not_in_slovenian():
    names = ["Ljubljana", "Luka", "Lovran"]
    assert alphabetical(names, site_language("hr")) == ["Lovran", "Luka", "Ljubljana"]
    assert alphabetical(names, site_language("sl")) == ["Ljubljana", "Lovran", "Luka"]


def test_capitals_make_no_difference():
    assert alphabetical(["ŽABLJAK", "zeta", "Šid"], site_language("sr-latn")) == [
        "Šid",
        "zeta",
        "ŽABLJAK",
    ]


def test_a_space_comes_before_every_letter():
    names = ["Novigrad", "Novi Sad", "Novi"]
    assert alphabetical(names, site_language("sr-latn")) == ["Novi", "Novi Sad", "Novigrad"]


def test_a_letter_of_another_script_comes_after_the_alphabet():
    assert alphabetical(["Београд", "Žabljak", "2020"], site_language("sr-latn")) == [
        "2020",
        "Žabljak",
        "Београд",
    ]


def test_items_are_ordered_by_the_given_name():
    pairs = [("HR", "Hrvatska"), ("CZ", "Češka"), ("AT", "Austrija")]
    assert alphabetical(pairs, site_language("hr"), name=lambda pair: pair[1]) == [
        ("AT", "Austrija"),
        ("CZ", "Češka"),
        ("HR", "Hrvatska"),
    ]


languages = st.sampled_from(all_languages())
names = st.lists(st.text(alphabet="abcčćdžđelljnjšŠžaâășțиjљњ ћ-2", max_size=6), max_size=8)


@given(languages, names)
def test_the_order_is_total_and_stable(language, unordered):
    ordered = alphabetical(unordered, language)
    assert sorted(ordered) == sorted(unordered)
    assert alphabetical(ordered, language) == ordered
    keys = [sort_key(name, language) for name in ordered]
    assert all(earlier <= later for earlier, later in pairwise(keys))


@given(languages, st.text(max_size=8), st.text(max_size=8))
def test_any_two_texts_have_an_order(language, one, other):
    first, second = sort_key(one, language), sort_key(other, language)
    assert (first < second) + (first > second) + (first == second) == 1
    assert sort_key(one.upper(), language) == sort_key(one.upper().lower(), language)
