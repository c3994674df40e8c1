"""What goes live is what a second person saw: the revision that a reviewer was shown."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from tests import specimens as specimen
from tests import translators
from translation.actions.override import RemoveSegmentOverride
from translation.actions.publish import PublishTranslation
from translation.actions.review import (
    ApproveTranslation,
    ReturnTranslation,
    SubmitForReview,
    WithdrawTranslation,
)
from translation.actions.synchronise import SynchroniseTranslation
from translation.choices import TranslationState
from translation.policies import TranslationPermissionDenied
from translation.workflow import current_task_state

from .conftest import translate_segments
from .reviewed_meeting import (  # noqa: F401 - fixtures
    approve,
    as_read_before,
    choose_document,
    create_translator,
    document_segment,
    live_page,
    read_meeting_of_module,
    segment_at,
    send_meeting_of_module,
    submit_meeting,
    write,
)

pytestmark = pytest.mark.django_db


# A save during or after a submission


@pytest.mark.postgresql
def test_a_request_that_began_before_the_submission_saves_nothing(assignment, person):
    translate_segments(person, assignment)
    read_before = as_read_before(assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    with pytest.raises(TranslationPermissionDenied):
        write(person, read_before, "Spremenjeno.")
    with pytest.raises(TranslationPermissionDenied):
        choose_document(person, as_read_before(assignment))
    assert segment_at(assignment, "summary").target == "Prevod Who we are."


@pytest.mark.postgresql
@pytest.mark.parametrize("second", ["return", "approve", "withdraw"])
def test_the_second_of_two_who_decide_at_the_same_time_is_refused(submitted, reviewer, second):
    read_before, other = as_read_before(submitted), reviewer("sl", "second")
    decision = {
        "return": ReturnTranslation(other, read_before, comment="No."),
        "approve": ApproveTranslation(other, read_before, read_before.revision_id),
        "withdraw": WithdrawTranslation(other, read_before),
    }[second]
    approve(reviewer("sl"), submitted)
    with pytest.raises(TranslationPermissionDenied):
        decision.execute()
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.PUBLISHED


def test_a_translation_that_was_withdrawn_meanwhile_is_not_published(submitted, person, reviewer):
    approve(reviewer("sl"), submitted)
    submitted.change_state(TranslationState.APPROVED)
    read_before = as_read_before(submitted)
    count = live_page(submitted).revisions.count()
    WithdrawTranslation(person, submitted).execute()
    PublishTranslation(None, read_before).execute()
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.IN_PROGRESS
    assert live_page(submitted).revisions.count() == count


# The revision that was shown


def test_a_form_that_was_opened_before_another_submission_is_refused_with_what_changed(
    submitted, person, reviewer, client_for
):
    shown, client = submitted.revision_id, client_for(reviewer("sl"))
    form = client.get(reverse("translation:approve", args=[submitted.pk])).content.decode()
    assert f'value="{shown}"' in form
    WithdrawTranslation(person, submitted).execute()
    write(person, submitted, "Kaj delamo.")
    SubmitForReview(person, submitted, despite_warnings=True).execute()
    response = client.post(
        reverse("translation:approve", args=[submitted.pk]), {"revision_id": shown}, follow=True
    )
    html = response.content.decode()
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.IN_REVIEW
    assert "submitted another version" in html
    assert "1 item differs from the version of" in html
    assert "Kaj" in html


def test_an_approval_without_a_revision_is_refused(submitted, reviewer, client_for):
    url = reverse("translation:approve", args=[submitted.pk])
    client_for(reviewer("sl")).post(url)
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.IN_REVIEW


def test_a_button_on_the_dashboard_approves_only_the_round_it_belongs_to(
    submitted, person, reviewer, client_for
):
    target = submitted.translation.get_target_instance()
    old = current_task_state(target)
    WithdrawTranslation(person, submitted).execute()
    write(person, submitted, "Kaj delamo.")
    SubmitForReview(person, submitted, despite_warnings=True).execute()
    url = reverse("wagtailadmin_pages:workflow_action", args=(target.pk, "approve", old.pk))
    client_for(reviewer("sl")).post(url, follow=True)
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.IN_REVIEW


# Four eyes


@pytest.fixture
def reviewer_who_writes(reviewer):
    return reviewer("sl", "writing")


def test_who_chose_a_file_does_not_approve_it_alone(
    assignment, person, reviewer_who_writes, reviewer
):
    translate_segments(person, assignment)
    chosen = choose_document(reviewer_who_writes, assignment)
    SubmitForReview(reviewer_who_writes, assignment, despite_warnings=True).execute()
    with pytest.raises(TranslationPermissionDenied):
        approve(reviewer_who_writes, assignment)
    approve(reviewer("sl"), assignment)
    assert live_page(assignment).documents[0].value["document"] == chosen


def test_who_returned_to_the_file_of_the_source_does_not_approve_that_alone(
    assignment, person, reviewer_who_writes, reviewer
):
    translate_segments(person, assignment)
    chosen = choose_document(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    approve(reviewer("sl"), assignment)
    RemoveSegmentOverride(reviewer_who_writes, assignment, document_segment(assignment)).execute()
    SubmitForReview(reviewer_who_writes, assignment, despite_warnings=True).execute()
    with pytest.raises(TranslationPermissionDenied):
        approve(reviewer_who_writes, assignment)
    approve(reviewer("sl", "second"), assignment)
    assert live_page(assignment).documents[0].value["document"] != chosen


def test_text_that_left_the_page_before_its_approval_is_not_approved_when_it_returns(
    home, assignment, person, reviewer, reviewer_who_writes
):
    translate_segments(person, assignment)
    write(reviewer_who_writes, assignment, "Nihče tega ni videl.")
    meeting = assignment.translation.source.get_source_instance()
    meeting.summary = "What we do."
    specimen.publish(meeting)
    translators.run_waiting_jobs()
    assignment.refresh_from_db()
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    approve(reviewer("sl"), assignment)
    meeting.summary = "Who we are."
    specimen.publish(meeting)
    translators.run_waiting_jobs()
    assignment.refresh_from_db()
    SubmitForReview(reviewer_who_writes, assignment, despite_warnings=True).execute()
    with pytest.raises(TranslationPermissionDenied):
        approve(reviewer_who_writes, assignment)


def test_text_that_was_approved_before_may_return_without_a_third_person(
    submitted, person, reviewer, reviewer_who_writes
):
    approve(reviewer("sl"), submitted)
    write(person, submitted, "Kaj delamo.")
    SubmitForReview(person, submitted, despite_warnings=True).execute()
    approve(reviewer_who_writes, submitted)
    write(reviewer_who_writes, submitted, "Prevod Who we are.")
    SubmitForReview(reviewer_who_writes, submitted, despite_warnings=True).execute()
    approve(reviewer_who_writes, submitted)
    assert live_page(submitted).summary == "Prevod Who we are."


# Automatic publications


@pytest.mark.postgresql
def test_a_job_publishes_the_approved_texts_whenever_others_were_stored(submitted, reviewer):
    StringTranslation.objects.filter(data="Prevod Who we are.").update(data="Nepregledano.")
    approve(reviewer("sl"), submitted)
    meeting = submitted.translation.source.get_source_instance()
    meeting.country = "AT"
    specimen.publish(meeting)
    SynchroniseTranslation(None, as_read_before(submitted)).execute()
    assert live_page(submitted).country == "AT"
    assert live_page(submitted).summary == "Prevod Who we are."
