"""The views for submitting, withdrawing, approving, returning and comparing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import SubmitForReview
from translation.choices import TranslationState
from translation.segments.comparison import TranslationComparison

from .conftest import translate_segments

pytestmark = pytest.mark.django_db


def post(client, name: str, assignment, **data):
    url = reverse(f"translation:{name}", args=[assignment.pk])
    shown = {"revision_id": assignment.revision_id} if name == "approve" else {}
    response = client.post(url, {**shown, **data}, follow=True)
    assignment.refresh_from_db()
    return response.content.decode()


@pytest.fixture
def submitted(send_to_translation, translator, home):
    """A submitted translation, and its translator."""
    assignment = send_to_translation("sl", specimen.content(home, summary="Who we are."))
    person = translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    return assignment, person


def test_errors_are_listed_and_block_the_submission(send_to_translation, translator, client_for):
    assignment = send_to_translation("sl")
    html = post(client_for(translator("sl")), "submit", assignment, despite_warnings="1")
    assert assignment.state == TranslationState.IN_PROGRESS
    assert "This text is not translated." in html
    assert "Submit anyway" not in html


def test_warnings_are_listed_and_can_be_accepted(send_to_translation, translator, client_for, home):
    assignment = send_to_translation("sl", specimen.content(home, summary="We met in 2010."))
    person = translator("sl")
    client = client_for(person)
    translate_segments(person, assignment, lambda text: text.replace("2010", "2011"))
    html = post(client, "submit", assignment)
    assert assignment.state == TranslationState.IN_PROGRESS
    assert "Submit anyway" in html
    post(client, "submit", assignment, despite_warnings="1")
    assert assignment.state == TranslationState.IN_REVIEW


def test_the_translator_withdraws_a_submission(submitted, client_for):
    assignment, person = submitted
    post(client_for(person), "withdraw", assignment)
    assert assignment.state == TranslationState.IN_PROGRESS


def test_a_reviewer_approves_and_the_translation_is_live(submitted, client_for, reviewer):
    assignment, _person = submitted
    html = post(client_for(reviewer("sl")), "approve", assignment)
    assert assignment.state == TranslationState.PUBLISHED
    assert "Approved and published." in html
    assert assignment.translation.get_target_instance().live


def test_a_reviewer_approves_for_a_later_time(submitted, client_for, reviewer):
    assignment, _person = submitted
    client = client_for(reviewer("sl"))
    past = f"{timezone.localtime() - timedelta(days=1):%Y-%m-%d %H:%M}"
    assert "in the future" in post(client, "approve", assignment, publish_at=past)
    assert assignment.state == TranslationState.IN_REVIEW
    future = timezone.localtime() + timedelta(days=1)
    post(
        client,
        "approve",
        assignment,
        revision_id=assignment.revision_id,
        publish_at=f"{future:%Y-%m-%d %H:%M}",
    )
    assert assignment.state == TranslationState.APPROVED
    assert not assignment.translation.get_target_instance().live


def test_an_author_sees_why_they_cannot_approve(send_to_translation, client_for, reviewer, home):
    assignment = send_to_translation("sl", specimen.content(home))
    person = reviewer("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    html = post(client_for(person), "approve", assignment)
    assert assignment.state == TranslationState.IN_REVIEW
    assert "Somebody else has to approve it." in html


def test_a_return_requires_a_comment_which_the_translator_sees(submitted, client_for, reviewer):
    assignment, person = submitted
    client = client_for(reviewer("sl"))
    assert "Describe in a comment" in post(client, "return", assignment, comment=" ")
    assert assignment.state == TranslationState.IN_REVIEW
    post(client, "return", assignment, comment="The title, please.")
    assert assignment.state == TranslationState.RETURNED
    html = (
        client_for(person).get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    )
    assert "The title, please." in html


def test_nobody_edits_during_a_review(submitted, client_for):
    assignment, person = submitted
    html = (
        client_for(person).get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    )
    assert "This translation is being reviewed." in html
    assert "data-translation-editable" not in html


def test_a_comparison_shows_the_differences_to_the_published_page(
    submitted, client_for, reviewer, translator
):
    assignment, _person = submitted
    post(client_for(reviewer("sl")), "approve", assignment)
    write_again = translator("sl", "second")
    assignment.refresh_from_db()
    texts = TranslationComparison(assignment).texts
    assert not any(text.is_changed for text in texts)
    segment = next(item.segment for item in texts if item.segment.path == "summary")
    save = reverse("translation:segment", args=[assignment.pk, segment.pk])
    client_for(write_again).post(
        save,
        {"text": "Prevod Who they are.", "base": segment.target, "confirmed": True},
        content_type="application/json",
    )
    SubmitForReview(write_again, assignment, despite_warnings=True).execute()
    changed = [text for text in TranslationComparison(assignment).texts if text.is_changed]
    assert [(text.before_text, text.after_text) for text in changed] == [
        ("Prevod Who we are.", "Prevod Who they are.")
    ]
    url = reverse("translation:compare", args=[assignment.pk])
    html = client_for(write_again).get(url).content.decode()
    assert "1 item differs" in html
    assert "</span>they</ins>" in html
