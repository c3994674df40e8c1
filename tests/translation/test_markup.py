"""Parsing and assembling segments, and the markup that is allowed in them."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.strings import StringValue

from translation.segments.markup import (
    compare_tags,
    inline_tags,
    markup_from_text,
    normalise_markup,
    parse_markup,
    plain_text,
    serialise_markup,
    validate_markup,
)

ADDRESSES = '{"a1": {"href": "https://example.org/a/long/address/of/a/page"}, "a2": {"id": "7"}}'

# Without control characters, which bs4 and browsers change.
letters = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
text_runs = letters.map(lambda text: StringValue.from_plaintext(text).data)


def _nested(inner):
    tag = st.sampled_from(["b", "i", "strong", "em", "code"])
    wrapped = st.builds(lambda name, text: f"<{name}>{text}</{name}>", tag, inner)
    links = st.builds(
        lambda number, text: f'<a id="a{number}">{text}</a>', st.integers(1, 9), inner
    )
    return st.lists(wrapped | links | st.just("<br/>") | inner, max_size=3).map("".join)


# As wagtail-localize stores them, with one space for several between two tags.
segments = st.recursive(text_runs, _nested, max_leaves=6).map(
    lambda html: StringValue.from_translated_html(html).data
)


def collapse_spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@given(segments)
def test_parsing_and_assembling_a_segment_does_not_change_it(segment):
    assert serialise_markup(parse_markup(segment)) == segment


@given(segments)
def test_the_plain_text_equals_that_of_wagtail_localize(segment):
    assert plain_text(segment) == StringValue(segment).render_text()


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0")))
def test_any_plain_text_is_converted_and_converted_back(text):
    assert plain_text(markup_from_text(text)) == text
    validate_markup("Source", markup_from_text(text), is_rich=False)


@given(st.text(st.sampled_from("<>/&;ab1=\"' !-id")))
def test_invalid_markup_is_refused_or_rendered_safely(text):
    try:
        validate_markup("Source", text, is_rich=True)
    except ValidationError:
        return
    written = normalise_markup(text)
    assert collapse_spaces(StringValue.from_translated_html(written).data) == collapse_spaces(
        written
    )
    assert collapse_spaces(StringValue(written).render_text()) == collapse_spaces(plain_text(text))


@given(st.text(st.sampled_from("<>/&;ab1=\"' !-id")))
def test_normalising_twice_changes_nothing_more(text):
    assert normalise_markup(normalise_markup(text)) == normalise_markup(text)


def test_tags_have_readable_labels():
    text = 'a <b>b</b> <a id="a1">c</a> <a id="a2">d</a><br/>'
    labels = [piece.label for piece in parse_markup(text, ADDRESSES) if piece.kind != "text"]
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
    found = inline_tags('<b>a</b> <b>b</b> <a id="a1">c</a><br/>')
    assert [(chip["opening"], chip["closing"]) for chip in found] == [
        ("<b>", "</b>"),
        ('<a id="a1">', "</a>"),
        ("<br/>", ""),
    ]


def test_lost_and_added_tags_are_found():
    lost, added = compare_tags('<b>a</b> <b>b</b> <a id="a1">c</a>', "<b>a</b> <i>c</i>")
    assert [piece.tag for piece in lost] == [("b", ""), ("a", "a1")]
    assert [piece.tag for piece in added] == [("i", "")]


INVALID_MARKUP = [
    ("<u>a</u>", "<u> cannot be used here. Remove it."),
    ('<b class="x">a</b>', '<b class="x"> cannot be used here. Remove it.'),
    (
        '<a href="https://example.org">a</a>',
        '<a href="https://example.org"> cannot be used here. Remove it.',
    ),
    ("<script>alert(1)</script>", "<script> cannot be used here. Remove it."),
    ("a <!-- b -->", "<!-- b --> cannot be used here. Remove it."),
    ("<b>a", "“bold” begins and does not end."),
    ("a</i>", "“italic” ends without having begun."),
    ("<b><i>a</b></i>", "“bold” ends without having begun."),
    ('<a id="a1">a</a> <a id="a1">b</a>', "“link 1” occurs too often here"),
    ('<a id="a1">a</a> <a id="a2">b</a>', "“link 2” occurs too often here"),
    ("a", "“link 1” is missing. Put it around the words that should be the link."),
    ("<b>" * 5000 + "a" + "</b>" * 5000, "There is formatting within formatting. Remove some."),
]


@pytest.mark.parametrize(
    ("text", "message"), INVALID_MARKUP, ids=[case[1] for case in INVALID_MARKUP]
)
def test_markup_that_cannot_be_published_is_refused_with_a_message(text, message):
    with pytest.raises(ValidationError) as refused:
        validate_markup('See <a id="a1">the page</a>', text, is_rich=True)
    assert refused.value.messages[0].startswith(message)


def test_a_plain_field_has_no_formatting_but_may_have_special_characters_and_lines():
    validate_markup("R&amp;D", "R&amp;D &lt; 5<br/>AT&T < 6", is_rich=False)
    with pytest.raises(ValidationError):
        validate_markup("A title", "A <b>title</b>", is_rich=False)
