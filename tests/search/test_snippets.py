"""The excerpt of a text for a query, as HTML."""

import re

from django.utils.safestring import SafeString
from hypothesis import example, given
from hypothesis import strategies as st

from search.query.parsing import parse_query
from search.results.highlighting import Highlighter

from .sample_texts import WORDS, in_marks, names, queries, texts, visible


def snippet(query: str, text: str, name: str = "english", longest: int = 240) -> str:
    return Highlighter(parse_query(query)).snippet(text, name, longest)


def shown(html: str) -> str:
    """The part of the text that a snippet shows, without its ellipses."""
    return visible(html).removeprefix("… ").removesuffix(" …")


@given(queries, texts, names, st.integers(20, 300))
def test_a_snippet_is_a_part_of_the_text_of_the_length_asked_for(query, text, name, longest):
    html = snippet(query, text, name, longest)
    assert isinstance(html, SafeString)
    assert len(visible(html)) <= longest
    assert shown(html) in text
    assert set(re.findall("<[^>]*>", html)) <= {"<mark>", "</mark>"}


def words_in(text: str) -> set[str]:
    """Parts of a hyphenated word are words of their own, and quotes are no part of a word."""
    return set(re.findall(r"\w+", text))


# Two matching words fit only without the rest of the first or the second compound.
PUSHED_BEFORE = "anti-trafficking" + 5 * " declaration" + " joint a<b a<b трафикът"
PUSHED_BEHIND = (
    "људима joint joint children of the trafficking & deklaracija "
    "ŠTA\u030b Şehir Şehir ΘΎΜΑΤΑ declaration“"
)


@given(st.lists(st.sampled_from(WORDS), min_size=40, max_size=80), queries, names)
@example([*PUSHED_BEFORE.split(), *40 * ["joint"]], "trafficking трафикът", "")
@example([*PUSHED_BEHIND.split(), *40 * ["joint"]], "declaration људима", "")
def test_a_snippet_begins_and_ends_with_whole_words(words, query, name):
    html = snippet(query, " ".join(words), name, longest=100)
    assert words_in(shown(html)) <= words_in(" ".join(words))
    assert (visible(html)[:2] == "… ") or shown(html).startswith(words[0])
    assert visible(html).endswith(" …") or shown(html).endswith(words[-1])


FILLER = "Nothing of interest stands in this sentence, which is long. "


def test_a_short_text_is_shown_whole():
    assert snippet("joint", "A joint\ntext.") == "A <mark>joint</mark>\ntext."


def test_where_nothing_was_found_the_beginning_is_shown():
    html = snippet("kangaroo", FILLER * 10)
    assert html.startswith("Nothing of interest")
    assert html.endswith(" …")
    assert len(html) > 200


def test_a_word_far_inside_is_shown_with_what_surrounds_it():
    html = snippet("joint", FILLER * 10 + "A joint word. " + FILLER * 10)
    assert re.fullmatch(r"… \w+.* A <mark>joint</mark> word\. Nothing.* …", html)


def test_the_part_with_most_different_terms_wins_and_of_equals_the_first():
    text = (
        f"joint joint joint {FILLER * 5} declaration {FILLER * 5} joint declaration, one. "
        f"{FILLER * 5} joint declaration, two."
    )
    html = snippet("joint declaration", text)
    assert "<mark>joint</mark> <mark>declaration</mark>, one." in html
    assert "two" not in html


def test_a_paragraph_is_not_crossed_for_what_another_holds_alone():
    text = f"{FILLER * 3}\nThe joint\ndeclaration. {FILLER * 5}\nA joint declaration. {FILLER * 5}"
    html = snippet("joint declaration", text)
    assert html.startswith("… A <mark>joint</mark> <mark>declaration</mark>. Nothing")


def test_a_paragraph_is_crossed_where_no_other_part_holds_as_much():
    text = f"{FILLER * 3}\nThe joint\ndeclaration. {FILLER * 5}"
    html = snippet("joint declaration", text)
    assert html.startswith("… The <mark>joint</mark>\n<mark>declaration</mark>. Nothing")


def test_a_snippet_ends_with_its_paragraph_if_that_is_long_enough():
    text = f"A joint paragraph. {FILLER * 2}\n{FILLER * 10}"
    assert visible(snippet("joint", text)) == f"A joint paragraph. {FILLER * 2} …"


def test_a_heading_is_followed_by_what_stands_under_it():
    html = snippet("joint", f"{FILLER * 5}\nJoint efforts\n{FILLER * 5}")
    assert html.startswith("… <mark>Joint</mark> efforts\nNothing of interest")


def test_a_phrase_at_the_edge_is_not_shown_in_part():
    text = "joint declaration" + " ab" * 8 + " joint declaration" + " ab" * 20
    html = snippet('"joint declaration"', text, longest=52)
    assert visible(html) == "joint declaration" + " ab" * 8 + " joint …"
    assert in_marks(html) == ["joint declaration"]


def test_a_word_longer_than_a_snippet_is_cut():
    html = snippet("kangaroo", "ж" * 1000, longest=60)
    assert visible(html) == "ж" * 56 + " …"
