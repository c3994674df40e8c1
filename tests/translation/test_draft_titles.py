"""The title that the explorer lists while a page is being translated."""

import pytest

from translation.actions.write import WriteSegment
from translation.words.segments import load_segments

from .conftest import words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "listed"), [("O nas", "O nas"), ("p" * 300, "p" * 255)])
def test_the_explorer_lists_the_title_as_far_as_it_fits(sent, translator, typed, listed):
    assignment = sent("sl")
    title = load_segments(assignment.translation)[0]
    WriteSegment(translator("sl"), assignment, title, typed).execute()
    assert assignment.translation.get_target_instance().draft_title == listed
    assert typed in words_of(assignment)
