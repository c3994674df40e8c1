"""The translation memory: exact matches are filled in, fuzzy matches are suggested."""

import pytest

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import SegmentState, TranslationOrigin
from translation.segments.differences import ADDED, REMOVED
from translation.segments.memory import fuzzy_matches
from translation.segments.text import load_segments

from .conftest import translate_segments

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

SUMMARY = "Nine ministers adopted a joint declaration at the meeting."
SIMILAR = "Ten ministers adopted a joint declaration at the meeting."


def summary_of(assignment):
    return next(item for item in load_segments(assignment.translation) if item.path == "summary")


@pytest.fixture
def translated(home, send_to_translation, translator):
    """A page whose summary is translated into Slovenian, and its assignment."""
    person = translator("sl")
    assignment = send_to_translation("sl", specimen.content(home, summary=SUMMARY))
    translate_segments(person, assignment)
    return person, assignment


def send_page_with(home, summary: str):
    return specimen.content(home, title="Another page", slug="another", summary=summary)


def test_an_exact_match_is_filled_in_unconfirmed(home, send_to_translation, translated):
    found = summary_of(send_to_translation("sl", send_page_with(home, SUMMARY)))
    assert found.target == f"Prevod {SUMMARY}"
    assert found.origin == TranslationOrigin.MEMORY
    assert found.state == SegmentState.UNCONFIRMED


def test_an_exact_match_in_another_language_is_not_used(home, send_to_translation, translated):
    assert (
        summary_of(send_to_translation("mk", send_page_with(home, SUMMARY))).state
        == SegmentState.UNTRANSLATED
    )


def test_unconfirmed_translations_are_not_in_the_memory(home, send_to_translation, translator):
    assignment = send_to_translation("sl", specimen.content(home, summary=SUMMARY))
    WriteSegment(
        translator("sl"), assignment, summary_of(assignment), "Osnutek", confirmed=False
    ).execute()
    assert (
        summary_of(send_to_translation("sl", send_page_with(home, SUMMARY))).state
        == SegmentState.UNTRANSLATED
    )


def test_a_fuzzy_match_is_suggested_with_its_differences(home, send_to_translation, translated):
    assignment = send_to_translation("sl", send_page_with(home, SIMILAR))
    [match] = fuzzy_matches(summary_of(assignment), assignment.translation)
    assert match.target == f"Prevod {SUMMARY}"
    assert match.similarity > 0.9
    different = {(item.kind, item.text) for item in match.differences if item.kind != "kept"}
    assert different == {(REMOVED, "Nine"), (ADDED, "Ten")}


def test_a_text_with_low_similarity_is_not_suggested(home, send_to_translation, translated):
    assignment = send_to_translation(
        "sl", send_page_with(home, "Where the coordinating offices are and who leads them?")
    )
    assert not fuzzy_matches(summary_of(assignment), assignment.translation)


def test_a_changed_text_suggests_its_previous_translation_once(
    home, send_to_translation, translated
):
    _, assignment = translated
    page = assignment.translation.source.get_source_instance()
    page.summary = SIMILAR
    specimen.publish(page)
    changed = summary_of(assignment)
    assert changed.state == SegmentState.CHANGED
    assert (changed.previous.source, changed.previous.target) == (SUMMARY, f"Prevod {SUMMARY}")
    assert not fuzzy_matches(changed, assignment.translation)
