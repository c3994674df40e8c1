"""What goes live is what a second person saw: the revision that a reviewer was shown."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from wagtail.models import Page, Task, Workflow, WorkflowTask
from wagtail_localize.models import StringTranslation

from tests import specimens as specimen
from tests import translators
from translation.actions.override import RemoveSegmentOverride, SetSegmentOverride
from translation.actions.review import (
    ApproveTranslation,
    ReturnTranslation,
    SubmitForReview,
    WithdrawTranslation,
)
from translation.actions.synchronise import SynchroniseTranslation
from translation.actions.write import WriteSegment
from translation.choices import JobKind, JobState, TranslationState
from translation.models import Assignment, TranslationJob, TranslationReviewTask
from translation.policies import TranslationPermissionDenied
from translation.segments.text import load_segments
from translation.system_checks import check_review_workflow
from translation.tasks import run_job
from translation.workflow import current_task_state

from .conftest import translate_segments

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def assignment(home, send_to_translation) -> Assignment:
    """A page with a summary and a document, sent to Slovenian."""
    meeting = specimen.meeting(home, summary="Who we are.")
    document = {"title": "Agenda", "kind": "agenda", "language": "en", "url": ""}
    document["document"] = specimen.document().pk
    meeting.documents = specimen.stream(meeting, "documents", ("file", document))
    specimen.publish(meeting)
    send_to_translation("sl", meeting.get_parent().specific)
    return send_to_translation("sl", meeting)


@pytest.fixture
def person(translator):
    return translator("sl")


@pytest.fixture
def submitted(assignment, person) -> Assignment:
    translate_segments(person, assignment)
    return SubmitForReview(person, assignment, despite_warnings=True).execute()


def as_read_before(assignment: Assignment) -> Assignment:
    """Return the assignment as another request has read it."""
    return Assignment.objects.get(pk=assignment.pk)


def segment_at(assignment: Assignment, path: str):
    return next(item for item in load_segments(assignment.translation) if item.path == path)


def write(person, assignment: Assignment, text: str, path: str = "summary") -> None:
    WriteSegment(person, assignment, segment_at(assignment, path), text).execute()


def document_segment(assignment: Assignment):
    return assignment.translation.source.overridablesegment_set.get(
        context__path__endswith="document"
    )


def choose_document(person, assignment: Assignment):
    document = specimen.document()
    SetSegmentOverride(person, assignment, document_segment(assignment), document.pk).execute()
    return document


def approve(person, assignment: Assignment) -> None:
    ApproveTranslation(person, assignment, assignment.revision_id).execute()


def live_page(assignment: Assignment):
    return Page.objects.get(pk=assignment.translation.get_target_instance().pk).specific


# A save during or after a submission


def test_a_request_that_began_before_the_submission_saves_nothing(assignment, person):
    translate_segments(person, assignment)
    read_before = as_read_before(assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    with pytest.raises(TranslationPermissionDenied):
        write(person, read_before, "Spremenjeno.")
    with pytest.raises(TranslationPermissionDenied):
        choose_document(person, as_read_before(assignment))
    assert segment_at(assignment, "summary").target == "Prevod Who we are."


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_save_waits_for_a_submission_that_is_being_made(assignment, person):
    translate_segments(person, assignment)
    read_before, refused = as_read_before(assignment), []
    begun = threading.Event()

    def save() -> None:
        begun.set()
        try:
            write(person, read_before, "Spremenjeno.")
        except TranslationPermissionDenied as error:
            refused.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=save)
    with transaction.atomic():
        SubmitForReview(person, assignment, despite_warnings=True).execute()
        other.start()
        begun.wait()
        other.join(timeout=1)
    other.join()
    assert refused
    assert segment_at(assignment, "summary").target == "Prevod Who we are."


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


def test_a_job_publishes_the_approved_texts_whenever_others_were_stored(submitted, reviewer):
    StringTranslation.objects.filter(data="Prevod Who we are.").update(data="Nepregledano.")
    approve(reviewer("sl"), submitted)
    meeting = submitted.translation.source.get_source_instance()
    meeting.country = "AT"
    specimen.publish(meeting)
    SynchroniseTranslation(None, as_read_before(submitted)).execute()
    assert live_page(submitted).country == "AT"
    assert live_page(submitted).summary == "Prevod Who we are."


# The workflow in Wagtail's settings


def test_deactivating_the_review_task_publishes_nothing(submitted):
    TranslationReviewTask.objects.get().deactivate()
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.IN_PROGRESS
    assert not live_page(submitted).live


def test_deactivating_the_workflow_publishes_nothing(submitted):
    for workflow in Workflow.objects.all():
        workflow.deactivate()
    submitted.refresh_from_db()
    assert submitted.state == TranslationState.IN_PROGRESS
    assert not live_page(submitted).live


@pytest.mark.parametrize("model", [Workflow, TranslationReviewTask])
def test_deleting_the_workflow_or_its_task_publishes_nothing(submitted, model):
    model.objects.all().delete()
    assert not live_page(submitted).live


def test_submitting_without_a_review_task_says_what_is_missing(assignment, person, client_for):
    translate_segments(person, assignment)
    TranslationReviewTask.objects.get().deactivate()
    with pytest.raises(ValidationError, match="Nobody can review this"):
        SubmitForReview(person, assignment, despite_warnings=True).execute()
    url = reverse("translation:submit", args=[assignment.pk])
    html = client_for(person).post(url, {"despite_warnings": "1"}, follow=True).content.decode()
    assert "Nobody can review this" in html
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_PROGRESS


def test_coordinators_and_the_system_check_are_told_that_nobody_can_review(coordinator, client_for):
    def warnings() -> list[str]:
        return [found.id for found in check_review_workflow(databases=["default"])]

    start_page = reverse("wagtailadmin_home")
    assert not warnings()
    assert "Nobody can submit" not in client_for(coordinator).get(start_page).content.decode()
    TranslationReviewTask.objects.get().deactivate()
    assert warnings() == ["translation.W007"]
    assert "Nobody can submit" in client_for(coordinator).get(start_page).content.decode()


def test_texts_that_changed_after_the_review_are_reviewed_again(
    assignment, person, reviewer, admin_user
):
    two_steps = Workflow.objects.create(name="Review, then the press office")
    review = TranslationReviewTask.objects.get()
    press_office = Task.objects.create(name="Press office")
    Workflow.objects.exclude(pk=two_steps.pk).update(active=False)
    for order, task in enumerate((review, press_office)):
        WorkflowTask.objects.create(workflow=two_steps, task=task, sort_order=order)
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    approve(reviewer("sl"), assignment)
    target = assignment.translation.get_target_instance()
    assert current_task_state(target).task == press_office
    current_task_state(target).reject(user=admin_user)
    assignment.refresh_from_db()
    write(person, assignment, "Nepregledano.")
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert current_task_state(target).task.specific == review


# Locked pages


@pytest.fixture
def lock(coordinator):
    """Lock a page as the coordinator."""

    def lock_page(page) -> None:
        page = Page.objects.get(pk=page.pk)
        page.locked, page.locked_by = True, coordinator
        page.save(clean=False)

    return lock_page


LOCKED = "This page is locked by coordinator"


def test_a_locked_page_is_not_approved_and_the_reviewer_is_told_who_locked_it(
    submitted, lock, reviewer, client_for
):
    lock(submitted.translation.get_target_instance())
    url = reverse("translation:approve", args=[submitted.pk])
    data = {"revision_id": submitted.revision_id}
    html = client_for(reviewer("sl")).post(url, data, follow=True).content.decode()
    assert LOCKED in html
    assert not live_page(submitted).live


def test_who_locked_a_page_may_approve_it(submitted, reviewer):
    person = reviewer("sl")
    Page.objects.filter(pk=submitted.translation.get_target_instance().pk).update(
        locked=True, locked_by=person
    )
    approve(person, submitted)
    assert live_page(submitted).live


def test_a_job_does_not_publish_into_a_locked_page_and_can_be_repeated(submitted, reviewer, lock):
    approve(reviewer("sl"), submitted)
    lock(submitted.translation.get_target_instance())
    meeting = submitted.translation.source.get_source_instance()
    meeting.country = "AT"
    specimen.publish(meeting)
    job = TranslationJob.objects.get(kind=JobKind.SYNCHRONISE)
    run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, LOCKED in job.error) == (JobState.FAILED, True)
    assert live_page(submitted).country == ""
    Page.objects.update(locked=False, locked_by=None)
    TranslationJob.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    translators.run_waiting_jobs()
    assert live_page(submitted).country == "AT"
