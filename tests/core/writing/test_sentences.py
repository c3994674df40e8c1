"""Sentences and their words, in several languages and scripts."""

import pytest

from core.writing.sentences import sentences, word_count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("You can get help", ["You can get help"]),
        ("You can get help. It is free!", ["You can get help.", "It is free!"]),
        ("Ќе добиете помош. Таа е бесплатна.", ["Ќе добиете помош.", "Таа е бесплатна."]),
        (
            "Mreža je nastala 20. oktobra 2010. godine.",
            ["Mreža je nastala 20. oktobra 2010. godine."],
        ),
        ("Piše: „Pomoć.“ To je dobro.", ["Piše:", "„Pomoć.“", "To je dobro."]),
        ("Is it free?\nYes…", ["Is it free?", "Yes…"]),
    ],
)
def test_a_text_is_split_where_its_sentences_end(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It is free.", 3),
        ("South-East Europe’s network", 3),
        ("Тоа е бр. 112 – ден и ноќ", 7),
        ("–", 0),
    ],
)
def test_words_are_counted_with_their_hyphens_and_apostrophes(sentence, words):
    assert word_count(sentence) == words
