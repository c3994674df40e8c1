"""Suggestions: another person proposes a target text, and the translator accepts it or not."""

import pytest
from bs4 import BeautifulSoup

from tests import specimens as specimen
from translation.actions.review import ApproveTranslation, ReturnTranslation, SubmitForReview
from translation.choices import TranslationOrigin, TranslationState
from translation.models import SegmentComment

from .conftest import translate_segments
from .test_segment_views import save_segment, segment_of, segment_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(send_to_translation, translator, home):
    """A translation into Slovenian that waits for its review."""
    assignment = send_to_translation("sl", specimen.content(home, summary="Who we are."))
    person = translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    return assignment


def suggest(client, assignment, segment, suggestion: str, text: str = ""):
    url = segment_url(assignment, segment, "segment_comments")
    return client.post(url, {"text": text, "suggestion": suggestion})


def test_a_suggestion_changes_nothing_and_shows_its_difference(submitted, reviewer, client_for):
    segment = segment_of(submitted, "Who we")
    response = suggest(client_for(reviewer("sl")), submitted, segment, "Prevod Kdo smo.")
    assert response.json()["open"] == 1
    assert "<ins>" in response.json()["html"]
    assert segment_of(submitted, "Who we").target == segment.target
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.IN_REVIEW


def test_only_who_may_edit_is_offered_to_accept_a_suggestion(
    submitted, reviewer, translator, client_for
):
    segment, person = segment_of(submitted, "Who we"), reviewer("sl")
    response = suggest(client_for(person), submitted, segment, "Kdo smo.")
    assert "data-translation-accept-suggestion" not in response.json()["html"]
    ReturnTranslation(person, submitted, comment="See my suggestion.").execute()
    help_url = segment_url(submitted, segment, "segment_help")
    answer = client_for(translator("sl", "other")).get(help_url).json()
    assert "data-translation-accept-suggestion" in answer["html"]
    buttons = BeautifulSoup(answer["html"], "html.parser").select(
        "[data-translation-comments] li button"
    )
    assert [button.get_text() for button in buttons] == [
        "Accept and confirm: Kdo smo.",
        "Do not accept: Kdo smo.",
    ]
    assert answer["isUseful"]


def test_a_reviewer_approves_their_own_suggestion_after_the_translator_accepted_it(
    submitted, reviewer, client_for
):
    segment, person = segment_of(submitted, "Who we"), reviewer("sl")
    suggest(client_for(person), submitted, segment, "Kdo smo.")
    ReturnTranslation(person, submitted, comment="See my suggestion.").execute()
    author = submitted.submitted_by
    saved = save_segment(
        client_for(author),
        submitted,
        segment_of(submitted, "Who we"),
        "Kdo smo.",
        confirmed=True,
        origin=TranslationOrigin.SUGGESTED,
    )
    assert saved.status_code == 200
    accepted = segment_of(submitted, "Who we")
    assert accepted.origin == TranslationOrigin.SUGGESTED
    assert accepted.string_translation.last_translated_by == author
    submitted.refresh_from_db()
    SubmitForReview(author, submitted, despite_warnings=True).execute()
    ApproveTranslation(person, submitted, submitted.revision_id).execute()
    assert submitted.translation.get_target_instance().summary == "Kdo smo."


def test_a_suggestion_for_an_earlier_source_text_cannot_be_accepted(
    send_to_translation, translator, reviewer, client_for, home
):
    page = specimen.content(home, summary="Who we are.")
    assignment = send_to_translation("sl", page)
    translate_segments(translator("sl"), assignment)
    segment = segment_of(assignment, "Who we")
    suggest(client_for(reviewer("sl")), assignment, segment, "Kdo smo.")
    page.summary = "Who we were."
    specimen.publish(page)
    url = segment_url(assignment, segment_of(assignment, "Who we"), "segment_help")
    html = client_for(translator("sl", "other")).get(url).json()["html"]
    assert "Kdo smo" in html
    assert "data-translation-accept-suggestion" not in html


@pytest.mark.parametrize(
    ("suggestion", "message"),
    [
        ("Prevod Who we are.", "the same as the text"),
        ("Kdo \u202esmo.", "invisible characters"),
        ("Kdo <b>smo</b>.", ""),
    ],
)
def test_an_unusable_suggestion_is_refused_with_a_reason(
    submitted, reviewer, client_for, suggestion, message
):
    segment = segment_of(submitted, "Who we")
    response = suggest(client_for(reviewer("sl")), submitted, segment, suggestion)
    assert response.status_code == 400
    assert message in response.json()["message"]
    assert not SegmentComment.objects.exists()
