"""Segments taken apart and put together again, and the markup that they may have."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.strings import StringValue

from translation.words.markup import (
    assemble,
    check_markup,
    chips,
    from_plain,
    lost_and_added,
    normalised,
    pieces,
    plain,
)

ADDRESSES = '{"a1": {"href": "https://example.org/a/long/address/of/a/page"}, "a2": {"id": "7"}}'

# What can stand in a text but tells nothing here: bs4 and the browser change it when it is read.
letters = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
text_runs = letters.map(lambda text: StringValue.from_plaintext(text).data)


def _nested(inner):
    tag = st.sampled_from(["b", "i", "strong", "em", "code"])
    wrapped = st.builds(lambda name, text: f"<{name}>{text}</{name}>", tag, inner)
    links = st.builds(
        lambda number, text: f'<a id="a{number}">{text}</a>', st.integers(1, 9), inner
    )
    return st.lists(wrapped | links | st.just("<br/>") | inner, max_size=3).map("".join)


# As wagtail-localize stores it: between two tags, it makes one space of many.
segments = st.recursive(text_runs, _nested, max_leaves=6).map(
    lambda html: StringValue.from_translated_html(html).data
)


def one_spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@given(segments)
def test_a_segment_taken_apart_comes_together_unchanged(segment):
    assert assemble(pieces(segment)) == segment


@given(segments)
def test_a_reader_sees_what_wagtail_localize_shows(segment):
    assert plain(segment) == StringValue(segment).render_text()


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0")))
def test_a_plain_text_of_any_kind_is_stored_and_read_back(text):
    assert plain(from_plain(text)) == text
    check_markup("Source", from_plain(text), is_rich=False)


@given(st.text(st.sampled_from("<>/&;ab1=\"' !-id")))
def test_broken_markup_is_refused_or_safe_and_never_an_accident(text):
    try:
        check_markup("Source", text, is_rich=True)
    except ValidationError:
        return
    written = normalised(text)
    assert one_spaced(StringValue.from_translated_html(written).data) == one_spaced(written)
    assert one_spaced(StringValue(written).render_text()) == one_spaced(plain(text))


@given(st.text(st.sampled_from("<>/&;ab1=\"' !-id")))
def test_normalising_twice_changes_nothing_more(text):
    assert normalised(normalised(text)) == normalised(text)


def test_tags_have_labels_that_people_understand():
    text = 'a <b>b</b> <a id="a1">c</a> <a id="a2">d</a><br/>'
    labels = [piece.label for piece in pieces(text, ADDRESSES) if piece.kind != "text"]
    assert labels == [
        "bold",
        "bold",
        "link 1: example.org/a/long/address/of/a/page",
        "link",
        "link 2",
        "link",
        "line break",
    ]


def test_a_translator_can_insert_each_tag_of_the_source_once():
    found = chips('<b>a</b> <b>b</b> <a id="a1">c</a><br/>')
    assert [(chip["opening"], chip["closing"]) for chip in found] == [
        ("<b>", "</b>"),
        ('<a id="a1">', "</a>"),
        ("<br/>", ""),
    ]


def test_lost_and_added_tags_are_counted():
    lost, added = lost_and_added('<b>a</b> <b>b</b> <a id="a1">c</a>', "<b>a</b> <i>c</i>")
    assert [piece.tag for piece in lost] == [("b", ""), ("a", "a1")]
    assert [piece.tag for piece in added] == [("i", "")]


REFUSED = [
    ("<u>a</u>", "<u> cannot be used here. Remove it."),
    ('<b class="x">a</b>', '<b class="x"> cannot be used here. Remove it.'),
    (
        '<a href="https://example.org">a</a>',
        '<a href="https://example.org"> cannot be used here. Remove it.',
    ),
    ("<script>alert(1)</script>", "<script> cannot be used here. Remove it."),
    ("a <!-- b -->", "<!-- b --> cannot be used here. Remove it."),
    ("<b>a", "“bold” begins and does not end."),
    ("a</i>", "“italic” ends where it did not begin."),
    ("<b><i>a</b></i>", "“bold” ends where it did not begin."),
    ('<a id="a1">a</a> <a id="a1">b</a>', "“link 1” is once too often here"),
    ('<a id="a1">a</a> <a id="a2">b</a>', "“link 2” is once too often here"),
    ("a", "“link 1” is missing. Put it around the words that should be the link."),
    ("<b>" * 5000 + "a" + "</b>" * 5000, "There is formatting within formatting. Remove some."),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[case[1] for case in REFUSED])
def test_markup_that_cannot_be_published_is_refused_in_plain_words(text, message):
    with pytest.raises(ValidationError) as refused:
        check_markup('See <a id="a1">the page</a>', text, is_rich=True)
    assert refused.value.messages[0].startswith(message)


def test_a_plain_field_has_no_formatting_but_may_have_signs_and_lines():
    check_markup("R&amp;D", "R&amp;D &lt; 5<br/>AT&T < 6", is_rich=False)
    with pytest.raises(ValidationError):
        check_markup("A title", "A <b>title</b>", is_rich=False)
