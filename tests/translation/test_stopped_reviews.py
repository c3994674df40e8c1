"""A review that is stopped in Wagtail's settings publishes nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Task, Workflow, WorkflowTask

from translation.actions.review import (
    SubmitForReview,
)
from translation.choices import TranslationState
from translation.models import TranslationReviewTask
from translation.system_checks import check_review_workflow
from translation.workflow import current_task_state

from .conftest import translate_segments
from .reviewed_meeting import (  # noqa: F401 - fixtures
    approve,
    create_translator,
    live_page,
    send_meeting,
    submit_meeting,
    write,
)

pytestmark = pytest.mark.django_db


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


@pytest.mark.postgresql
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


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["cancel", "reject"])
def test_a_review_that_ends_in_a_view_of_wagtail_without_a_transaction_is_recorded(
    submitted, reviewer, end
):
    state = submitted.translation.get_target_instance().current_workflow_state
    if end == "cancel":
        state.cancel(user=reviewer("sl"))
    else:
        state.current_task_state.reject(user=reviewer("sl"))
    submitted.refresh_from_db()
    assert submitted.state != TranslationState.IN_REVIEW


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
    with pytest.raises(ValidationError):
        approve(reviewer("sl", "second"), assignment)
    assert current_task_state(target).task == press_office
    current_task_state(target).reject(user=admin_user)
    assignment.refresh_from_db()
    write(person, assignment, "Nepregledano.")
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert current_task_state(target).task.specific == review
