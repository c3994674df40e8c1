"""The forms of a word have a stem in common, and similar words do not."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import all_languages
from core.writing.folding import fold
from core.writing.vocabularies import (
    MIN_STEM_LENGTH,
    VOCABULARY_FOLDER,
    all_vocabularies,
    get_vocabulary,
    vocabularies_of,
)

FAMILIES = Path(__file__).parent / "families"

each_vocabulary = pytest.mark.parametrize(
    "vocabulary", all_vocabularies(), ids=lambda vocabulary: vocabulary.name
)
words = st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True).map(fold)


def families(vocabulary):
    """Return the lists of words that must match each other, and no word of another list."""
    lines = (FAMILIES / f"{vocabulary.name}.txt").read_text(encoding="utf-8").splitlines()
    return [fold(line).split() for line in lines if not line.startswith("#")]


def meet(vocabulary, one, other):
    return bool(vocabulary.stems(one) & vocabulary.stems(other))


@each_vocabulary
def test_the_forms_of_a_word_match(vocabulary):
    assert not [
        pair
        for family in families(vocabulary)
        for pair in combinations(family, 2)
        if not meet(vocabulary, *pair)
    ]


@each_vocabulary
def test_the_forms_of_different_words_do_not_match(vocabulary):
    assert not [
        (one, other)
        for family, stranger in combinations(families(vocabulary), 2)
        for one in family
        for other in stranger
        if meet(vocabulary, one, other)
    ]


@pytest.mark.parametrize(
    ("name", "official", "written"),
    [
        ("bulgarian", "deklaratsiyata", "декларация"),
        ("bulgarian", "zhertvi", "жертвите"),
        ("bulgarian", "sreshta", "срещата"),
        ("bulgarian", "sluchay", "случаи"),
        ("bulgarian", "Kyustendil", "Кюстендил"),
        ("bulgarian", "Sofia", "София"),
        ("macedonian", "zhrtvite", "жртва"),
        ("macedonian", "izveshtai", "извештајот"),
        ("macedonian", "Gjorche", "Ѓорче"),
        ("bcms", "mjesto", "место"),
        ("bcms", "bezbjednost", "безбедности"),
        ("bcms", "sjutra", "Śutra"),
        ("bcms", "obilježavanje", "обележавања"),
        ("greek", "Kypros", "Κύπρος"),
        ("english", "organizations", "organisation"),
        ("english", "labor", "labour"),
        ("english", "analyze", "analysed"),
    ],
)
def test_other_spellings_of_a_word_match(name, official, written):
    assert meet(get_vocabulary(name), fold(official), fold(written))


@each_vocabulary
@given(word=words)
def test_a_word_is_always_among_its_stems(vocabulary, word):
    assert word in vocabulary.stems(word)


@each_vocabulary
@given(word=words)
def test_stems_are_folded_and_not_too_short(vocabulary, word):
    for stem in vocabulary.stems(word):
        assert stem == fold(stem)
        assert (
            len(stem) >= min(MIN_STEM_LENGTH, len(word))
            or stem in vocabulary.families
            or vocabulary.snowball
        )


def test_without_replacements_a_stem_is_a_prefix_of_the_word():
    stems = get_vocabulary("albanian").stems("viktimave")
    assert stems == {"viktimave", "viktima", "viktim", "viktimav"}


@each_vocabulary
def test_no_word_belongs_to_two_families(vocabulary):
    heads = set(vocabulary.families.values())
    assert {head: vocabulary.families[head] for head in heads} == {head: head for head in heads}


@each_vocabulary
def test_function_words_are_folded_and_not_too_few(vocabulary):
    assert {fold(word) for word in vocabulary.function_words} == vocabulary.function_words
    assert len(vocabulary.function_words) >= 40


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Εμπορία ανθρώπων", {"greek"}),
        ("İnsan ticareti ve mağdurlar", {"turkish"}),
        ("Трафик на хора: съвет", {"bulgarian"}),
        ("Трговија со луѓе", {"macedonian"}),
        ("Трговина људима, извођење", {"bcms"}),
        ("Ћирилица и βοήθεια", {"bcms", "greek"}),
        ("Trafficking in human beings", set()),
        ("Трговина", set()),
        ("", set()),
    ],
)
def test_a_text_is_recognised_by_letters_that_only_one_language_has(text, names):
    assert {found.name for found in all_vocabularies() if found.recognises(text)} == names


def test_a_text_has_its_own_vocabulary_and_those_of_quoted_languages():
    found = vocabularies_of("The title is “Трговија со луѓе”.", "english")
    assert [vocabulary.name for vocabulary in found] == ["english", "macedonian"]


def test_a_text_of_unknown_language_has_all_vocabularies():
    assert vocabularies_of("Trgovina", "") == all_vocabularies()


def test_a_vocabulary_that_does_not_exist_is_a_key_error():
    with pytest.raises(KeyError):
        get_vocabulary("klingon")
    with pytest.raises(KeyError):
        vocabularies_of("nuqneH", "klingon")


def test_every_language_of_the_site_has_a_vocabulary():
    for language in all_languages():
        assert get_vocabulary(language.vocabulary).name == language.vocabulary


def test_every_file_of_words_is_a_vocabulary_with_a_list_of_families():
    names = {vocabulary.name for vocabulary in all_vocabularies()}
    assert names == {path.stem for path in VOCABULARY_FOLDER.glob("*.toml")}
    assert names == {path.stem for path in FAMILIES.glob("*.txt")}
