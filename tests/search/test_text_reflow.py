"""Reflow of printed pages: lines are joined to paragraphs, and divided words joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.upkeep.text_reflow import reflow_text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("of traf-\r\nficking in", "of trafficking in"),
        ("of traf\x02ficking in", "of trafficking in"),
        ("of traf\xad\nficking in", "of trafficking in"),
        ("of traf\u2010\nficking in", "of trafficking in"),
        ("of traf\xadficking in", "of trafficking in"),
        ("TRAF-\nFICKING in persons", "TRAFFICKING in persons"),
        ("људи-\nма", "људима"),
    ],
)
def test_a_divided_word_is_joined(printed, text):
    assert reflow_text([printed]) == text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("in 2019-\n2020 and", "in 2019-2020 and"),
        ("Bosnia-\nHerzegovina", "Bosnia-Herzegovina"),
        ("an anti-\ntrafficking law, an anti-trafficking office",
         "an anti-trafficking law, an anti-trafficking office"),
        ("well-known", "well-known"),
    ],
)  # fmt: skip
def test_a_hyphen_of_the_word_itself_stays(printed, text):
    assert reflow_text([printed]) == text


def test_a_word_with_a_hyphen_is_known_from_another_page():
    assert "anti-trafficking" in reflow_text(["an anti-\ntrafficking", "Anti-trafficking offices"])


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not():
    page = "Aims of the network\nThe coordinators meet\neach year in spring.\nThey report to all\n"
    assert reflow_text([page]).split("\n") == [
        "Aims of the network The coordinators meet each year in spring.",
        "They report to all",
    ]


def test_a_heading_stands_alone():
    page = "Aims\nThe coordinators of all states meet each year."
    assert reflow_text([page]).split("\n")[0] == "Aims"


def test_each_page_begins_a_paragraph():
    assert reflow_text(["one", "", "two"]) == "one\ntwo"


def test_marks_are_joined_with_their_letters():
    assert reflow_text(["c\u030cuvar"]) == "čuvar"


@given(st.lists(st.text(), max_size=3))
def test_nothing_that_cannot_be_stored_or_seen_remains(pages):
    text = reflow_text(pages)
    assert all(line.isprintable() for line in text.split("\n"))
    text.encode()


@given(st.lists(st.text(alphabet="abč-\xad\x02\n .B2"), max_size=3))
def test_no_letter_is_lost(pages):
    assert [letter for letter in "".join(pages) if letter.isalnum()] == [
        letter for letter in reflow_text(pages) if letter.isalnum()
    ]
