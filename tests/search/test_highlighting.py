"""Highlighting of matching words in texts."""

import re

import pytest
from django.utils.html import escape
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from core.writing.folding import find_words
from core.writing.vocabularies import vocabularies_of
from search.query.parsing import parse_query
from search.results.highlighting import MAX_SCANNED_LENGTH, Highlighter

from .sample_texts import WORDS, in_marks, names, queries, texts, visible


def marked(query: str, text: str, name: str = "english") -> str:
    return Highlighter(parse_query(query)).highlight(text, name)


# Which words are marked


@pytest.mark.parametrize(
    ("name", "query", "html"),
    [
        ("english", "child victim", "Every <mark>child</mark>, <mark>victims</mark> or not"),
        ("albanian", "deklarata", "<mark>Deklaratën</mark> e <mark>deklaratave</mark>"),
        ("bcms", "trgovina ljudima", "Protiv <mark>trgovine</mark> <mark>ljudima</mark>"),
        ("bcms", "trgovina ljudima", "Против <mark>трговине</mark> <mark>људима</mark>"),
        ("bcms", "трговина", "Protiv <mark>trgovine</mark>"),
        ("bcms", "zrtva", "Zaštita <mark>žrtava</mark>, pomoć <mark>ЖРТВАМА</mark>"),
        ("bulgarian", "декларация", "Съвместната <mark>декларацията</mark>"),
        ("macedonian", "deklaracija", "Заедничката <mark>декларацијата</mark>"),
        ("romanian", "declaratie", "<mark>Declarația</mark> și <mark>declarației</mark>"),
        ("slovenian", "trgovina", "Boj proti <mark>trgovini</mark>"),
        ("greek", "εμπορία", "Η καταπολέμηση της <mark>ΕΜΠΟΡΊΑΣ</mark>"),
        ("turkish", "mağdur", "<mark>Mağdurların</mark>, <mark>MAGDUR</mark>"),
        ("turkish", "insan", "<mark>İNSAN</mark> ve <mark>ınsan</mark>"),
    ],
)
def test_a_word_is_marked_in_its_other_forms_and_scripts(name, query, html):
    assert marked(query, visible(html), name) == html


def test_a_text_may_quote_a_language_that_is_not_its_own():
    assert marked("εμπορία", "In Greek: εμπορίας") == "In Greek: <mark>εμπορίας</mark>"


def test_a_text_of_unknown_language_is_marked_in_all():
    html = marked("deklaracija declaration", "deklaracijama declarations", "")
    assert in_marks(html) == ["deklaracijama", "declarations"]


def test_only_the_words_of_a_compound_that_match_are_marked():
    assert marked("trafficking", "anti-trafficking") == "anti-<mark>trafficking</mark>"


def test_a_compound_is_marked_where_the_query_writes_it_as_one_word():
    html = marked("cooperation antitrafficking", "Co-operation, anti-trafficking; a co-op")
    assert in_marks(html) == ["Co-operation", "anti-trafficking"]


def test_a_word_of_a_compound_is_marked_alone_although_the_whole_looks_like_a_form_of_it():
    assert in_marks(marked("OSCE", "OSCE-a", "bcms")) == ["OSCE"]


def test_function_words_are_marked_only_where_nothing_else_was_asked():
    assert in_marks(marked("the declaration", "The text of the declaration")) == ["declaration"]
    assert in_marks(marked("the", "The text of the declaration")) == ["The", "the"]
    assert in_marks(marked("“the” declaration", "The declaration")) == ["The", "declaration"]


def test_a_function_word_is_no_form_of_another_word():
    assert in_marks(marked("willed", "It will be willed")) == ["willed"]
    assert in_marks(marked("does", "What a doe does")) == ["does"]


def test_a_phrase_is_marked_as_one_and_only_in_its_order():
    text = "A joint declaration is no declaration, joint as it is. Joint\nDeclaration!"
    assert in_marks(marked('"joint declaration"', text)) == [
        "joint declaration",
        "Joint\nDeclaration",
    ]


def test_a_phrase_may_begin_inside_a_compound():
    html = marked('"joint declaration"', "non-joint declaration-text")
    assert in_marks(html) == ["joint declaration"]


def test_a_phrase_holds_its_function_words():
    text = "the victims of the crime, victims of crime"
    assert in_marks(marked('"victims of the crime"', text)) == ["victims of the crime"]


@pytest.mark.parametrize("text", ["joint declarations", "joint", "declaration joint", "joint of"])
def test_a_phrase_is_not_marked_in_part_nor_in_other_forms(text):
    assert not in_marks(marked('"joint declaration"', text))


def test_a_single_word_in_quotation_marks_is_marked_as_it_is_only():
    assert in_marks(marked('"children"', "Children and child")) == ["Children"]


def test_words_side_by_side_are_marked_one_by_one():
    assert marked("joint declaration", "joint declaration").count("<mark>") == 2


def test_phrases_that_overlap_are_one_mark():
    html = marked('"joint declaration" "declaration of Brdo"', "joint declaration of Brdo")
    assert in_marks(html) == ["joint declaration of Brdo"]


def test_matched_names_the_terms_that_are_marked():
    highlighter = Highlighter(parse_query('Brdo "joint declaration" kangaroo'))
    assert highlighter.matched_terms("A joint declaration; Brdo.", "english") == {0, 1}
    assert highlighter.matched_terms("A declaration.", "english") == set()


@given(queries, texts, names)
def test_whatever_is_marked_is_a_word_of_the_query(query, text, name):
    terms = parse_query(query).terms
    vocabularies = vocabularies_of(text, name)
    words = find_words(text)
    for start, end in Highlighter(parse_query(query)).marks(text, name):
        inside = [word for word in words if start <= word.start and word.end <= end]
        assert inside[0].start == start
        assert inside[-1].end == end
        for word in inside:
            assert any(
                word.folded in term.words
                or any(one.stems(word.folded) & one.stems(term.words[0]) for one in vocabularies)
                for term in terms
            )


@given(st.sampled_from(WORDS), texts, names)
def test_no_word_that_folds_like_the_query_is_left_out(asked, text, name):
    folds = {term.words[0] for term in parse_query(asked).terms if not term.is_phrase}
    function_words = set().union(*(one.function_words for one in vocabularies_of(text, name)))
    marks = Highlighter(parse_query(asked)).marks(text, name)
    expected = folds - function_words or folds
    for word in find_words(text):
        if word.folded in expected:
            assert (word.start, word.end) in marks


# The markup


@given(queries, texts, names)
def test_without_its_marks_the_html_is_the_escaped_text(query, text, name):
    html = marked(query, text, name)
    assert isinstance(html, SafeString)
    assert re.sub("</?mark>", "", html) == escape(text)


@given(queries, texts, names)
def test_marks_have_no_attributes_and_stand_side_by_side(query, text, name):
    tags = re.findall("<[^>]*>", marked(query, text, name))
    assert tags == ["<mark>", "</mark>"] * (len(tags) // 2)


def test_a_text_cannot_bring_markup_of_its_own():
    text = "<script>joint</script> <mark class='x'>"
    assert marked("joint", text) == (
        "&lt;script&gt;<mark>joint</mark>&lt;/script&gt; &lt;mark class=&#x27;x&#x27;&gt;"
    )


def test_a_text_that_is_marked_as_safe_is_escaped_all_the_same():
    assert marked("joint", SafeString("<b>joint</b>")) == "&lt;b&gt;<mark>joint</mark>&lt;/b&gt;"


def test_what_comes_after_a_very_long_beginning_is_shown_without_marks():
    text = "joint " + "word " * (MAX_SCANNED_LENGTH // 5) + "joint"
    assert marked("joint", text) == "<mark>joint</mark>" + text.removeprefix("joint")


def test_a_word_at_the_end_of_what_is_looked_at_is_not_taken_for_a_shorter_one():
    text = "a" * (MAX_SCANNED_LENGTH - len(" joint")) + " jointly"
    assert not in_marks(marked("“joint”", text))
