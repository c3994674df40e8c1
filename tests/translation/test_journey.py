"""From a published source to a reviewed page: sent, translated, submitted, approved, live."""

import pytest
from wagtail.models import Page

from tests import specimens as specimen
from translation.actions.review import Approve, HasProblemsError, Return, SubmitForReview, Withdraw
from translation.choices import State
from translation.models import Assignment
from translation.policies import Refusal

from .conftest import write

pytestmark = pytest.mark.django_db


def live_title(assignment: Assignment) -> str:
    return Page.objects.get(pk=assignment.translation.get_target_instance().pk).title


def test_a_page_that_was_sent_is_a_draft_in_its_language(sent):
    assignment = sent("sl")
    target = assignment.translation.get_target_instance()
    assert not target.live
    assert target.alias_of is None
    assert assignment.state == State.IN_PROGRESS
    assert not any(Page.find_problems())


def test_an_untranslated_page_cannot_be_submitted(sent, translator):
    with pytest.raises(HasProblemsError):
        SubmitForReview(translator("sl"), sent("sl")).execute()


def test_submitting_leaves_readers_what_they_had(sent, translator):
    assignment, person = sent("sl"), translator("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert assignment.state == State.IN_REVIEW
    assert not assignment.translation.get_target_instance().live


def test_an_approved_translation_is_live_with_the_words_that_were_submitted(
    sent, translator, reviewer
):
    assignment, person = sent("sl"), translator("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Approve(reviewer("sl"), assignment).execute()
    target = assignment.translation.get_target_instance()
    assert target.live
    assert target.title == "Prevod About us"
    assert assignment.state == State.PUBLISHED
    assert assignment.published_version == assignment.covered_version
    assert not any(Page.find_problems())


def test_nobody_approves_what_they_wrote_last(sent, reviewer):
    assignment, person = sent("sl"), reviewer("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    with pytest.raises(Refusal):
        Approve(person, assignment).execute()
    Approve(reviewer("sl", "second"), assignment).execute()
    assert assignment.state == State.PUBLISHED


def test_a_returned_translation_can_be_submitted_again(sent, translator, reviewer):
    assignment, person, second = sent("sl"), translator("sl"), reviewer("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Return(second, assignment, comment="The title, please.").execute()
    assert assignment.state == State.RETURNED
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Approve(second, assignment).execute()
    assert assignment.state == State.PUBLISHED


def test_a_withdrawn_translation_can_be_edited_again(sent, translator):
    assignment, person = sent("sl"), translator("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Withdraw(person, assignment).execute()
    assert assignment.state == State.IN_PROGRESS


def test_a_changed_source_marks_its_translation_and_leaves_it_live(
    sent, translator, reviewer, home
):
    page = specimen.content(home, summary="Who we are.")
    assignment, person = sent("sl", page), translator("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Approve(reviewer("sl"), assignment).execute()
    specimen.publish(page)
    assignment.refresh_from_db()
    assert assignment.source_changed_at is None
    page.summary = "What we do."
    specimen.publish(page)
    assignment.refresh_from_db()
    assert assignment.source_changed_at
    assert assignment.outdated_since
    assert assignment.translation.get_target_instance().summary == "Prevod Who we are."
