"""The choice of the excerpt of a long text."""

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from search.results.excerpts import TermMatch, find_excerpt

LONGEST = 40
PIECES = ["ab", "a\u0301b", "\u0301b", "-", "one", "two", "three", "aVeryLongWord"]
TERMS = {"one": 0, "two": 1, "three": 2}
texts = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", " ", "\n", "  ", ""])),
    min_size=20,
    max_size=80,
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))


def places(text: str) -> list[TermMatch]:
    """Find the terms with the marks on their last letters, as search finds whole words."""
    return sorted(
        TermMatch(match.start(), match.end(), term)
        for word, term in TERMS.items()
        for match in re.finditer(word + "\u0301*", text)
    )


def terms_between(found: list[TermMatch], start: int, end: int) -> set[int]:
    return {place.term for place in found if start <= place.start and place.end <= end}


def is_mark(text: str, place: int) -> bool:
    return place < len(text) and unicodedata.category(text[place]) == "Mn"


@given(texts)
def test_an_excerpt_is_not_too_long(text):
    start, end = find_excerpt(text, places(text), LONGEST)
    assert 0 <= start < end <= len(text)
    assert end - start <= LONGEST


@example("ab " * 11 + "aVeryLongWordone " + "ab " * 6 + " three ")
@given(texts)
def test_no_part_of_that_length_holds_more_different_terms(text):
    found = places(text)
    start, end = find_excerpt(text, found, LONGEST)
    most = max(
        (len(terms_between(found, place.start, place.start + LONGEST)) for place in found),
        default=0,
    )
    assert len(terms_between(found, start, end)) == most


@example("ab " * 13 + "\u0301bone aVeryLongWord ab ab ab two ")
@given(texts)
def test_a_letter_is_never_cut_from_its_marks(text):
    start, end = find_excerpt(text, places(text), LONGEST)
    assert not is_mark(text, start) or start == 0 or text[start - 1] == "\n"
    assert not is_mark(text, end)


@given(texts)
def test_an_excerpt_begins_and_ends_between_words(text):
    found = places(text)
    start, end = find_excerpt(text, found, LONGEST)
    at_a_term = start in {place.start for place in found}
    assert start == 0 or text[start - 1].isspace() or at_a_term
    has_a_border = any(character.isspace() for character in text[start:end])
    if has_a_border and not terms_between(found, start, end):
        assert end == len(text) or text[end].isspace()


def test_of_parts_that_hold_as_many_terms_the_first_is_shown():
    text = "one " + "ab " * 20 + "one two " + "ab " * 20 + "three two"
    start, end = find_excerpt(text, places(text), LONGEST)
    assert "one two" in text[start:end]


def test_one_term_that_is_often_repeated_is_worth_no_more():
    text = "one " + "ab " * 20 + "two " * 5
    assert find_excerpt(text, places(text), LONGEST)[0] == 0
