"""Submitting, withdrawing, approving, returning and comparing, on the screens for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import SubmitForReview
from translation.choices import State
from translation.words.comparing import compare

from .conftest import write

pytestmark = pytest.mark.django_db


def post(client, name: str, assignment, **data):
    place = reverse(f"translation:{name}", args=[assignment.pk])
    answer = client.post(place, data, follow=True)
    assignment.refresh_from_db()
    return answer.content.decode()


@pytest.fixture
def submitted(sent, translator, home):
    """A translation that waits for its reviewers, and the person who wrote it."""
    assignment = sent("sl", specimen.content(home, summary="Who we are."))
    person = translator("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    return assignment, person


def test_errors_are_listed_and_stop_the_submission(sent, translator, browser):
    assignment = sent("sl")
    html = post(browser(translator("sl")), "submit", assignment, despite_warnings="1")
    assert assignment.state == State.IN_PROGRESS
    assert "This text is not translated." in html
    assert "Submit anyway" not in html


def test_warnings_ask_and_are_passed_over_on_demand(sent, translator, browser, home):
    assignment = sent("sl", specimen.content(home, summary="We met in 2010."))
    person = translator("sl")
    client = browser(person)
    write(person, assignment, lambda text: text.replace("2010", "2011"))
    html = post(client, "submit", assignment)
    assert assignment.state == State.IN_PROGRESS
    assert "Submit anyway" in html
    post(client, "submit", assignment, despite_warnings="1")
    assert assignment.state == State.IN_REVIEW


def test_the_translator_takes_a_submission_back(submitted, browser):
    assignment, person = submitted
    post(browser(person), "withdraw", assignment)
    assert assignment.state == State.IN_PROGRESS


def test_a_reviewer_approves_and_readers_see_it(submitted, browser, reviewer):
    assignment, _person = submitted
    html = post(browser(reviewer("sl")), "approve", assignment)
    assert assignment.state == State.PUBLISHED
    assert "Approved and published." in html
    assert assignment.translation.get_target_instance().live


def test_a_reviewer_approves_for_a_later_time(submitted, browser, reviewer):
    assignment, _person = submitted
    client = browser(reviewer("sl"))
    past = f"{timezone.localtime() - timedelta(days=1):%Y-%m-%d %H:%M}"
    assert "in the future" in post(client, "approve", assignment, publish_at=past)
    assert assignment.state == State.IN_REVIEW
    future = timezone.localtime() + timedelta(days=1)
    post(client, "approve", assignment, publish_at=f"{future:%Y-%m-%d %H:%M}")
    assert assignment.state == State.APPROVED
    assert not assignment.translation.get_target_instance().live


def test_the_writer_is_told_why_they_cannot_approve(sent, browser, reviewer, home):
    assignment = sent("sl", specimen.content(home))
    person = reviewer("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    html = post(browser(person), "approve", assignment)
    assert assignment.state == State.IN_REVIEW
    assert "Somebody else has to approve them." in html


def test_a_return_needs_a_comment_that_the_translator_then_sees(submitted, browser, reviewer):
    assignment, person = submitted
    client = browser(reviewer("sl"))
    assert "Say in a comment" in post(client, "return", assignment, comment=" ")
    assert assignment.state == State.IN_REVIEW
    post(client, "return", assignment, comment="The title, please.")
    assert assignment.state == State.RETURNED
    html = browser(person).get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    assert "The title, please." in html


def test_nobody_writes_while_a_reviewer_reads(submitted, browser):
    assignment, person = submitted
    html = browser(person).get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    assert "This translation is being reviewed." in html
    assert "data-editable" not in html


def test_a_comparison_shows_what_would_change_for_readers(submitted, browser, reviewer, translator):
    assignment, _person = submitted
    post(browser(reviewer("sl")), "approve", assignment)
    write_again = translator("sl", "second")
    for text in compare(assignment):
        assert not text.is_changed
    segment = next(item.segment for item in compare(assignment) if item.segment.path == "summary")
    save = reverse("translation:segment", args=[assignment.pk, segment.pk])
    browser(write_again).post(
        save,
        {"text": "Prevod Who they are.", "base": segment.target, "confirmed": True},
        content_type="application/json",
    )
    SubmitForReview(write_again, assignment, despite_warnings=True).execute()
    changed = [text for text in compare(assignment) if text.is_changed]
    assert [(text.live, text.submitted) for text in changed] == [
        ("Prevod Who we are.", "Prevod Who they are.")
    ]
    place = reverse("translation:compare", args=[assignment.pk])
    html = browser(write_again).get(place).content.decode()
    assert "1 text differs" in html
    assert "</span>they</ins>" in html
