"""From a published source to a reviewed page: sent, translated, submitted, approved, live."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale, Page, Task, Workflow, WorkflowPage, WorkflowTask

from tests import specimens as specimen
from translation.actions.review import Approve, HasProblemsError, Return, SubmitForReview, Withdraw
from translation.choices import State
from translation.models import Assignment, TranslationReviewTask
from translation.policies import Refusal
from translation.reviewing import current_task_state

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


def submitted(sent, translator) -> Assignment:
    assignment, person = sent("sl"), translator("sl")
    write(person, assignment)
    return SubmitForReview(person, assignment, despite_warnings=True).execute()


def test_a_translation_waits_for_the_reviewers_of_its_language_not_for_moderators(
    sent, translator, reviewer, coordinator, mailoutbox
):
    assignment = submitted(sent, translator)
    target = assignment.translation.get_target_instance()
    task = current_task_state(target).task.specific
    assert isinstance(task, TranslationReviewTask)
    moderator = get_user_model().objects.create_user("moderator", email="moderator@example.org")
    moderator.groups.add(Group.objects.get(name="Moderators"))
    assert task.get_actions(target, reviewer("sl"))
    assert not task.get_actions(target, reviewer("mk"))
    assert not task.get_actions(target, moderator)
    assert not [letter for letter in mailoutbox if "moderator" in letter.to[0]]


def test_a_workflow_with_a_step_for_reviewers_may_have_other_steps_too(sent, translator, home):
    two_steps = Workflow.objects.create(name="Review, then the press office")
    for task in (TranslationReviewTask.objects.first(), Task.objects.create(name="Press office")):
        WorkflowTask.objects.create(workflow=two_steps, task=task)
    mirrored = home.get_translation(Locale.objects.get(language_code="sl"))
    WorkflowPage.objects.create(page=mirrored, workflow=two_steps)
    target = submitted(sent, translator).translation.get_target_instance()
    assert target.current_workflow_state.workflow == two_steps


def decide_on_dashboard(client, assignment: Assignment, action: str, **data):
    """Press a button of Wagtail's own panel "Awaiting your review"."""
    target = assignment.translation.get_target_instance()
    state = current_task_state(target)
    address = reverse("wagtailadmin_pages:workflow_action", args=(target.pk, action, state.pk))
    return client.post(address, data, follow=True)


def test_a_reviewer_may_answer_on_the_dashboard_as_well(sent, translator, reviewer, browser):
    assignment = submitted(sent, translator)
    decide_on_dashboard(browser(reviewer("sl")), assignment, "reject", comment="The title.")
    assignment.refresh_from_db()
    assert assignment.state == State.RETURNED


def test_an_approval_on_the_dashboard_publishes(sent, translator, reviewer, browser):
    assignment = submitted(sent, translator)
    decide_on_dashboard(browser(reviewer("sl")), assignment, "approve")
    assignment.refresh_from_db()
    assert assignment.state == State.PUBLISHED
    assert live_title(assignment) == "Prevod About us"


def test_the_dashboard_knows_of_the_four_eyes(sent, reviewer, browser):
    assignment, person = sent("sl"), reviewer("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    decide_on_dashboard(browser(person), assignment, "approve")
    assignment.refresh_from_db()
    assert assignment.state == State.IN_REVIEW
    assert not assignment.translation.get_target_instance().live
