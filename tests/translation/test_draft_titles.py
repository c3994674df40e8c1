"""The draft title of a translated page in Wagtail's explorer."""

import pytest

from translation.actions.write import WriteSegment
from translation.segments.text import load_segments

from .conftest import target_texts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "listed"), [("O nas", "O nas"), ("p" * 300, "p" * 255)])
def test_the_explorer_lists_the_translated_title_shortened_to_its_limit(
    send_to_translation, translator, typed, listed
):
    assignment = send_to_translation("sl")
    title = load_segments(assignment.translation)[0]
    WriteSegment(translator("sl"), assignment, title, typed).execute()
    assert assignment.translation.get_target_instance().draft_title == listed
    assert typed in target_texts(assignment)
