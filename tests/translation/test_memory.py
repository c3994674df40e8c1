"""What was translated before helps: filled in where it is the same, offered where it is similar."""

import pytest

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import Origin, SegmentState
from translation.words.memory import near_matches
from translation.words.segments import load_segments
from translation.words.word_differences import ADDED, REMOVED

from .conftest import write

pytestmark = pytest.mark.django_db

SUMMARY = "Nine ministers adopted a joint declaration at the meeting."
SIMILAR = "Ten ministers adopted a joint declaration at the meeting."


def summary_of(assignment):
    return next(item for item in load_segments(assignment.translation) if item.path == "summary")


@pytest.fixture
def translated(home, sent, translator):
    """A page whose summary is translated into Slovenian, by ``translator-sl``."""
    person = translator("sl")
    assignment = sent("sl", specimen.content(home, summary=SUMMARY))
    write(person, assignment)
    return person, assignment


def another(home, summary: str):
    return specimen.content(home, title="Another page", slug="another", summary=summary)


def test_the_same_text_is_filled_in_and_waits_to_be_confirmed(home, sent, translated):
    found = summary_of(sent("sl", another(home, SUMMARY)))
    assert found.target == f"Prevod {SUMMARY}"
    assert found.origin == Origin.MEMORY
    assert found.state == SegmentState.UNCONFIRMED


def test_the_same_text_in_another_language_is_none_of_its_business(home, sent, translated):
    assert summary_of(sent("mk", another(home, SUMMARY))).state == SegmentState.UNTRANSLATED


def test_words_that_nobody_confirmed_are_not_remembered(home, sent, translator):
    assignment = sent("sl", specimen.content(home, summary=SUMMARY))
    WriteSegment(
        translator("sl"), assignment, summary_of(assignment), "Osnutek", confirmed=False
    ).execute()
    assert summary_of(sent("sl", another(home, SUMMARY))).state == SegmentState.UNTRANSLATED


def test_a_similar_text_is_offered_with_what_is_different(home, sent, translated):
    assignment = sent("sl", another(home, SIMILAR))
    [match] = near_matches(summary_of(assignment), assignment.translation)
    assert match.target == f"Prevod {SUMMARY}"
    assert match.likeness > 0.9
    different = {(item.kind, item.text) for item in match.differences if item.kind != "kept"}
    assert different == {(REMOVED, "Nine"), (ADDED, "Ten")}


def test_a_text_that_has_little_in_common_is_not_offered(home, sent, translated):
    assignment = sent("sl", another(home, "Where the coordinating offices are and who leads them?"))
    assert not near_matches(summary_of(assignment), assignment.translation)


def test_a_text_that_changed_offers_what_stood_there_and_no_twin_of_it(home, sent, translated):
    _, assignment = translated
    page = assignment.translation.source.get_source_instance()
    page.summary = SIMILAR
    specimen.publish(page)
    changed = summary_of(assignment)
    assert changed.state == SegmentState.CHANGED
    assert (changed.previous.source, changed.previous.target) == (SUMMARY, f"Prevod {SUMMARY}")
    assert not near_matches(changed, assignment.translation)
