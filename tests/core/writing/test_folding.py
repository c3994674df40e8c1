"""Folding: all spellings of a word have one form, and words keep their offsets."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.writing.folding import MAX_WORD_LENGTH, FoldedWord, find_compounds, find_words, fold
from tests import grids

# Any text, and texts of the letters, marks and separators that the rules are about.
INTERESTING = "aDdJjgkGKiıİIđĐђЂѓЃќйЙиљǆǊςΣάẞ \u0301\u0306\u0307\u00ad\u200b'’-_.²½7٣"
texts = st.text(max_size=40) | st.text(INTERESTING, max_size=20)


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        ("Đorđević Djordjevic Djordjević Dordevic Ђорђевић ЂОРЂЕВИЋ ĐORĐEVIĆ", "dordevic"),
        ("Živković Živkovic Живковић ЖИВКОВИЋ", "zivkovic"),
        ("ljubav љубав ǉubav Љубав LJUBAV", "ljubav"),
        ("njegov његов Ǌegov", "njegov"),
        ("džep џеп ǆep Џеп", "dzep"),
        ("Ѓорѓи Gjorgji Gorgi Г\u0301орг\u0301и", "gorgi"),
        ("Ќерка kjerka kerka", "kerka"),
        ("Ѕвезда Dzvezda", "dzvezda"),
        ("жртвите žrtvite zrtvite", "zrtvite"),
        ("щастие štastie", "stastie"),
        ("Ъгъл ăgăl agal", "agal"),
        ("шофьор šofjor", "sofjor"),
        ("юнак junak", "junak"),
        ("Йордан Jordan и\u0306ордан", "jordan"),
        ("Николай Nikolaj НИКОЛАЙ", "nikolaj"),
        ("ѝ и ì", "i"),
        ("İstanbul ISTANBUL ıstanbul istanbul i\u0307stanbul", "istanbul"),
        ("Ağrı AĞRI agri", "agri"),
        ("Timișoara Timişoara TIMIŞOARA Timis\u0326oara", "timisoara"),
        ("țară ţară tara", "tara"),
        ("viktimë VIKTIMË viktime", "viktime"),
        ("Çështje ceshtje", "ceshtje"),
        ("śutra сутра с\u0301утра sutra", "sutra"),
        ("Κύπρος ΚΥΠΡΟΣ ΚΎΠΡΟΣ κυπρος", "kupros"),
        ("Ἀθῆναι Αθήναι", "athinai"),
        ("straße STRASSE STRAẞE", "strasse"),
        ("Łódź lodz", "lodz"),
        ("smørbrød smorbrod", "smorbrod"),
        ("Ærø aero", "aero"),
        ("Київ", "kiiv"),
        ("ёлка ЁЛКА", "elka"),
        ("2018 ２０１８ ٢٠١٨ २०१८", "2018"),
        ("ﬁlm ｆｉｌｍ 𝐟𝐢𝐥𝐦", "film"),
        ("co\u00adordi\u00adna\u00adtor co\u200bordinator coordinator", "coordinator"),
    ],
)
def test_all_spellings_of_a_word_fold_to_one(spellings, folded):
    assert {spelling: fold(spelling) for spelling in spellings.split(" ")} == dict.fromkeys(
        spellings.split(" "), folded
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ship", "sip"),
        ("shi", "si"),
        ("march", "marc"),
        ("њива", "нива"),
        ("бой", "бои"),
    ],
)
def test_words_that_differ_in_more_than_a_mark_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The victim’s, the victims' rights", "the victim s the victims rights"),
        ("anti-trafficking", "anti trafficking"),
        ("într-o țară", "intr o tara"),
        ("and/or under_score 1.5", "and or under score 1 5"),
        ("Kosovo* and Kosovo¹", "kosovo and kosovo"),
        ("Косово и Метохија", "kosovo i metohija"),
        ("  ", ""),
        ("北京 – ქართული", ""),
        ("", ""),
    ],
)
def test_a_text_folds_to_its_words(text, folded):
    assert fold(text) == folded


def test_words_have_their_offsets_in_the_text():
    assert find_words("«Żrtve» и жртви, 北京!") == [
        FoldedWord(1, 6, "zrtve"),
        FoldedWord(8, 9, "i"),
        FoldedWord(10, 15, "zrtvi"),
    ]


def test_a_combining_mark_belongs_to_its_word():
    text = "cafe\u0301 noir"
    assert [text[word.start : word.end] for word in find_words(text)] == ["cafe\u0301", "noir"]


def test_a_long_word_is_truncated():
    (word,) = find_words("ž" * 1000)
    assert word == FoldedWord(0, 1000, "z" * MAX_WORD_LENGTH)


def test_two_words_with_a_hyphen_between_them_are_joined_as_well():
    text = "South-East co‐operation – not e - mail, nor well-\nknown, nor it's"
    found = find_compounds(text, find_words(text))
    assert [(text[word.start : word.end], word.folded) for word in found] == [
        ("South-East", "southeast"),
        ("co‐operation", "cooperation"),
    ]


@given(texts)
@example("djj")
@example("ддјј")
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_only_plain_letters_digits_and_single_spaces_remain(text):
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", fold(text))


@given(texts)
def test_the_folded_words_of_a_text_are_its_fold(text):
    assert " ".join(word.folded for word in find_words(text)) == fold(text)


@given(texts)
def test_the_offsets_are_those_of_the_words_and_do_not_overlap(text):
    end = 0
    for word in find_words(text):
        assert end <= word.start < word.end
        assert fold(text[word.start : word.end]) == word.folded
        end = word.end


@given(texts)
def test_case_and_composition_make_no_difference(text):
    # Some capitals have no small letter of their own, and the other way round: ask those that do.
    text = "".join(letter for letter in text if letter.upper().lower() == letter)
    assert fold(text.upper()) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_every_character_folds_alike_in_a_text_and_in_a_word():
    for character in map(chr, range(sys.maxunicode + 1)):
        # Unicode has no rules for code points that are not assigned (Cn) or are private (Co).
        if grids.is_full or unicodedata.category(character) not in ("Cn", "Co"):
            text = f"d{character}j"
            assert " ".join(word.folded for word in find_words(text)) == fold(text), character
