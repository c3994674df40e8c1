"""The workflow of a translation: sent, translated, submitted, approved and published."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import (
    Locale,
    Page,
    PageLogEntry,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.signals import workflow_submitted

from tests import specimens as specimen
from translation.actions.review import (
    ApproveTranslation,
    ReturnTranslation,
    SubmitForReview,
    TranslationProblemsError,
    WithdrawTranslation,
)
from translation.choices import TranslationState
from translation.models import Assignment, TranslationReviewTask
from translation.policies import TranslationPermissionDenied
from translation.roles import SECRETARIAT_EDITOR
from translation.workflow import current_task_state, start_workflow

from .conftest import translate_segments

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def live_title(assignment: Assignment) -> str:
    return Page.objects.get(pk=assignment.translation.get_target_instance().pk).title


def test_a_page_that_was_sent_is_a_draft_in_its_language(send_to_translation):
    assignment = send_to_translation("sl")
    target = assignment.translation.get_target_instance()
    assert not target.live
    assert target.alias_of is None
    assert assignment.state == TranslationState.IN_PROGRESS
    assert not any(Page.find_problems())


def test_a_workflow_is_started_as_wagtail_starts_it(home, editor, monkeypatch):
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=TranslationReviewTask.objects.get())
    sent, outcomes = [], []
    monkeypatch.setattr(workflow_submitted, "send", lambda **kwargs: sent.append(kwargs))
    for slug, start in (("first", Workflow.start), ("second", start_workflow)):
        page = specimen.content(home, slug=slug)
        page.save_revision()
        started = start(workflow, page, editor)
        state = WorkflowState.objects.select_related("current_task_state").get(pk=started.pk)
        entry = PageLogEntry.objects.get(page=page.pk, action="wagtail.workflow.start")
        assert entry.data["workflow"].pop("task_state_id") == state.current_task_state_id
        assert entry.revision_id == state.current_task_state.revision_id == page.latest_revision_id
        outcomes.append(
            (state.status, state.requested_by, state.current_task_state.task, entry.data)
        )
    assert outcomes[0] == outcomes[1]
    assert [(call["sender"], call["user"]) for call in sent] == [(WorkflowState, editor)] * 2


def test_an_untranslated_page_cannot_be_submitted(send_to_translation, translator):
    with pytest.raises(TranslationProblemsError):
        SubmitForReview(translator("sl"), send_to_translation("sl")).execute()


def test_submitting_does_not_change_the_published_page(send_to_translation, translator):
    assignment, person = send_to_translation("sl"), translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert assignment.state == TranslationState.IN_REVIEW
    assert not assignment.translation.get_target_instance().live


def test_an_approved_translation_is_published_as_it_was_submitted(
    send_to_translation, translator, reviewer
):
    assignment, person = send_to_translation("sl"), translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ApproveTranslation(reviewer("sl"), assignment, assignment.revision_id).execute()
    target = assignment.translation.get_target_instance()
    assert target.live
    assert target.title == "Prevod About us"
    assert assignment.state == TranslationState.PUBLISHED
    assert assignment.published_version == assignment.covered_version
    assert not any(Page.find_problems())


def test_nobody_approves_their_own_translation(send_to_translation, reviewer):
    assignment, person = send_to_translation("sl"), reviewer("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    with pytest.raises(TranslationPermissionDenied):
        ApproveTranslation(person, assignment, assignment.revision_id).execute()
    ApproveTranslation(reviewer("sl", "second"), assignment, assignment.revision_id).execute()
    assert assignment.state == TranslationState.PUBLISHED


def test_a_returned_translation_can_be_submitted_again(send_to_translation, translator, reviewer):
    assignment, person, second = send_to_translation("sl"), translator("sl"), reviewer("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ReturnTranslation(second, assignment, comment="The title, please.").execute()
    assert assignment.state == TranslationState.RETURNED
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ApproveTranslation(second, assignment, assignment.revision_id).execute()
    assert assignment.state == TranslationState.PUBLISHED


def test_a_withdrawn_translation_can_be_edited_again(send_to_translation, translator):
    assignment, person = send_to_translation("sl"), translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    WithdrawTranslation(person, assignment).execute()
    assert assignment.state == TranslationState.IN_PROGRESS


def test_a_changed_source_flags_its_translation_and_keeps_it_live(
    send_to_translation, translator, reviewer, home
):
    page = specimen.content(home, summary="Who we are.")
    assignment, person = send_to_translation("sl", page), translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ApproveTranslation(reviewer("sl"), assignment, assignment.revision_id).execute()
    specimen.publish(page)
    assignment.refresh_from_db()
    assert assignment.source_changed_at is None
    page.summary = "What we do."
    specimen.publish(page)
    assignment.refresh_from_db()
    assert assignment.source_changed_at
    assert assignment.outdated_since
    assert assignment.translation.get_target_instance().summary == "Prevod Who we are."


def submitted(send_to_translation, translator) -> Assignment:
    assignment, person = send_to_translation("sl"), translator("sl")
    translate_segments(person, assignment)
    return SubmitForReview(person, assignment, despite_warnings=True).execute()


def test_a_submitted_translation_is_reviewed_by_its_team_and_not_by_moderators(
    send_to_translation, translator, reviewer, coordinator, mailoutbox
):
    assignment = submitted(send_to_translation, translator)
    target = assignment.translation.get_target_instance()
    task = current_task_state(target).task.specific
    assert isinstance(task, TranslationReviewTask)
    moderator = get_user_model().objects.create_user("moderator", email="moderator@example.org")
    moderator.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
    assert task.get_actions(target, reviewer("sl"))
    assert not task.get_actions(target, reviewer("mk"))
    assert not task.get_actions(target, moderator)
    assert not [message for message in mailoutbox if "moderator" in message.to[0]]


def test_a_workflow_with_a_review_task_may_have_other_tasks(send_to_translation, translator, home):
    two_steps = Workflow.objects.create(name="Review, then the press office")
    for task in (TranslationReviewTask.objects.first(), Task.objects.create(name="Press office")):
        WorkflowTask.objects.create(workflow=two_steps, task=task)
    mirrored = home.get_translation(Locale.objects.get(language_code="sl"))
    WorkflowPage.objects.create(page=mirrored, workflow=two_steps)
    target = submitted(send_to_translation, translator).translation.get_target_instance()
    assert target.current_workflow_state.workflow == two_steps


def decide_on_dashboard(client, assignment: Assignment, action: str, **data):
    """Use a button of Wagtail's own panel "Awaiting your review"."""
    target = assignment.translation.get_target_instance()
    state = current_task_state(target)
    url = reverse("wagtailadmin_pages:workflow_action", args=(target.pk, action, state.pk))
    return client.post(url, data, follow=True)


def test_a_reviewer_may_return_a_translation_on_the_dashboard(
    send_to_translation, translator, reviewer, client_for
):
    assignment = submitted(send_to_translation, translator)
    decide_on_dashboard(client_for(reviewer("sl")), assignment, "reject", comment="The title.")
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.RETURNED


def test_an_approval_on_the_dashboard_publishes(
    send_to_translation, translator, reviewer, client_for
):
    assignment = submitted(send_to_translation, translator)
    decide_on_dashboard(client_for(reviewer("sl")), assignment, "approve")
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.PUBLISHED
    assert live_title(assignment) == "Prevod About us"


def test_the_dashboard_refuses_the_approval_of_ones_own_translation(
    send_to_translation, reviewer, client_for
):
    assignment, person = send_to_translation("sl"), reviewer("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    decide_on_dashboard(client_for(person), assignment, "approve")
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_REVIEW
    assert not assignment.translation.get_target_instance().live
