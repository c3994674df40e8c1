"""The publication of approved translations, and the assignment after it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from tests import specimens as specimen
from tests import translators
from translation.actions.review import ApproveTranslation, SubmitForReview, WithdrawTranslation
from translation.choices import TranslationState
from translation.models import Assignment, ReleaseItem, ReleaseSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def submit_translation(send_to_translation, page):
    """Create a submitted translation: ``submit_translation("sl")``."""

    def submit(code: str, **request) -> Assignment:
        assignment = send_to_translation(code, page, **request)
        translators.translate(assignment)
        translators.submit(assignment)
        return assignment

    return submit


@pytest.fixture
def publish_translation(submit_translation):
    """Create a published translation: ``publish_translation("sl")``."""

    def publish(code: str) -> Assignment:
        assignment = submit_translation(code)
        translators.approve(assignment)
        assignment.refresh_from_db()
        return assignment

    return publish


def approve(assignment: Assignment, **values) -> Assignment:
    ApproveTranslation(
        translators.team_member(assignment.language.code, "reviewers"),
        assignment,
        assignment.revision_id,
        **values,
    ).execute()
    assignment.refresh_from_db()
    return assignment


def target_instance_of(assignment: Assignment) -> Page:
    return assignment.translation.get_target_instance()


def publish_change(page, **values) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)


def save_draft(page, **values) -> None:
    latest = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(latest, name, value)
    latest.save_revision()


def publish_scheduled_now(assignment: Assignment) -> None:
    assignment.revision.refresh_from_db()
    past = timezone.now() - timedelta(minutes=1)
    assignment.revision.approved_go_live_at = past
    assignment.revision.content["go_live_at"] = past.isoformat()
    assignment.revision.save()
    call_command("publish_scheduled")
    assignment.refresh_from_db()


@pytest.mark.each_database
@pytest.mark.parametrize("slugs", [("prevention", "training"), ("training", "prevention")])
def test_the_order_in_which_themes_were_chosen_is_no_later_draft(home, send_to_translation, slugs):
    themes = {slug: specimen.theme(slug, slug) for slug in ("prevention", "training")}
    meeting = specimen.meeting(home)
    meeting.themes = [themes[slug] for slug in slugs]
    meeting.save_revision().publish()
    assignment = send_to_translation("sl", meeting)
    translators.translate(assignment)
    translators.submit(assignment)
    assert approve(assignment).state == TranslationState.PUBLISHED


def test_a_scheduled_translation_is_not_live_before_its_date(submit_translation):
    assignment = approve(submit_translation("sl"), publish_at=timezone.now() + timedelta(days=2))
    assert assignment.state == TranslationState.APPROVED
    assert assignment.published_version is None
    assert not target_instance_of(assignment).live


@pytest.mark.postgresql
def test_a_scheduled_translation_is_published_at_its_date(submit_translation):
    assignment = approve(submit_translation("sl"), publish_at=timezone.now() + timedelta(days=2))
    publish_scheduled_now(assignment)
    assert assignment.state == TranslationState.PUBLISHED
    assert assignment.published_version == assignment.covered_version
    assert assignment.publish_at is None
    assert target_instance_of(assignment).live


@pytest.mark.postgresql
def test_a_cancelled_schedule_does_not_delay_a_later_approval(submit_translation):
    assignment = approve(submit_translation("sl"), publish_at=timezone.now() + timedelta(days=2))
    WithdrawTranslation(translators.team_member("sl", "reviewers"), assignment).execute()
    translators.submit(assignment)
    translators.approve(assignment)
    assert target_instance_of(assignment).live


def test_a_scheduled_source_counts_as_published_only_when_it_is_live(home, send_to_translation):
    page = specimen.content(home, slug="planned")
    page.unpublish()
    assignment = send_to_translation("sl", page)
    translators.translate(assignment)
    translators.submit(assignment)
    planned = page.get_latest_revision_as_object()
    planned.go_live_at = timezone.now() + timedelta(days=2)
    planned.save_revision().publish()
    approve(assignment)
    assert assignment.state == TranslationState.APPROVED
    assert not target_instance_of(assignment).live


def test_a_translation_of_a_draft_waits_for_its_source(
    submit_translation, page, send_to_translation
):
    save_draft(page, summary="What we will do.")
    assignment = send_to_translation("sl", page, from_draft=True)
    translators.translate(assignment)
    translators.submit(assignment)
    approve(assignment)
    assert not target_instance_of(assignment).live
    page.get_latest_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.PUBLISHED
    assert assignment.published_version.is_current
    assert target_instance_of(assignment).live


@pytest.mark.postgresql
@pytest.mark.parametrize("later", [{}, {"summary": "Changed again."}], ids=["as it was", "changed"])
def test_a_translation_is_published_if_its_source_went_live_since_the_reviewer_opened_it(
    page, submit_translation, later
):
    save_draft(page, summary="Who we are now.")
    opened = Assignment.objects.select_related("translation__source", "covered_version").get(
        pk=submit_translation("sl", from_draft=True).pk
    )
    page.get_latest_revision().publish()
    if later:
        page.refresh_from_db()
        publish_change(page, **later)
    approved = approve(opened)
    assert approved.state == TranslationState.PUBLISHED
    assert target_instance_of(approved).live


def test_a_submission_has_the_fields_of_the_source_as_they_are_now(page, send_to_translation):
    translators.translate(send_to_translation("sl", page))
    opened = Assignment.objects.with_translation().get()
    publish_change(page, quick_exit=True)
    person = translators.team_member("sl", "translators")
    SubmitForReview(person, opened, despite_warnings=True).execute()
    assert opened.revision.content["quick_exit"] is True


def test_fields_of_a_draft_wait_for_their_source_if_the_texts_are_published(
    home, send_to_translation
):
    meeting = specimen.meeting(home)
    save_draft(meeting, country="AT")
    send_to_translation("hr", meeting)
    assignment = send_to_translation("sl", meeting, from_draft=True)
    translators.translate_and_publish(send_to_translation("sl", meeting.get_parent().specific))
    translators.translate(assignment)
    translators.submit(assignment)
    approve(assignment)
    assert assignment.state == TranslationState.APPROVED
    meeting.get_latest_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.PUBLISHED
    assert target_instance_of(assignment).country == "AT"


def test_a_translation_of_a_discarded_draft_returns_to_the_translator(page, send_to_translation):
    save_draft(page, summary="What we will do.")
    assignment = send_to_translation("sl", page, from_draft=True)
    translators.translate(assignment)
    translators.submit(assignment)
    approve(assignment)
    page.refresh_from_db()
    publish_change(page, summary="What we decided instead.")
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_PROGRESS
    assert assignment.source_changed_at
    assert not target_instance_of(assignment).live


def test_a_translation_does_not_go_live_while_its_source_is_not(submit_translation, page):
    assignment = submit_translation("sl")
    page.unpublish()
    approve(assignment)
    assert not target_instance_of(assignment).live
    page.refresh_from_db()
    specimen.publish(page)
    assert target_instance_of(assignment).live


def test_a_translation_in_a_release_set_waits_for_it(submit_translation, page, locale):
    assignment = submit_translation("sl")
    ReleaseItem.objects.create(
        release_set=ReleaseSet.objects.create(page=page), locale=locale("sl")
    )
    approve(assignment)
    assert assignment.state == TranslationState.APPROVED
    specimen.publish(page)
    assert not target_instance_of(assignment).live


def test_a_page_published_without_a_review_does_not_count_as_translated(send_to_translation):
    assignment = send_to_translation("sl")
    target_instance_of(assignment).save_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_PROGRESS
    assert assignment.published_version is None


@pytest.mark.postgresql
def test_publishing_during_a_review_cancels_the_review(submit_translation):
    assignment = submit_translation("sl")
    target_instance_of(assignment).save_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_PROGRESS
    assert target_instance_of(assignment).current_workflow_state is None


def test_publishing_without_a_review_resets_the_published_version(publish_translation, page):
    assignment = publish_translation("sl")
    instance = target_instance_of(assignment)
    instance.title = "Mimo postopka"
    instance.save_revision().publish()
    assignment.refresh_from_db()
    assert assignment.published_version is None
    assert assignment.state == TranslationState.IN_PROGRESS
    publish_change(page, summary="What we do.")
    assignment.refresh_from_db()
    assert assignment.outdated_since is None


def test_publishing_the_approved_revision_again_changes_nothing(publish_translation):
    assignment = publish_translation("sl")
    assignment.revision.publish()
    before = assignment.published_version
    assignment.refresh_from_db()
    assert (assignment.state, assignment.published_version) == (TranslationState.PUBLISHED, before)


def test_approving_a_translation_of_an_older_source_flags_the_changed_source(
    submit_translation, page
):
    assignment = submit_translation("sl")
    publish_change(page, summary="What we do.")
    translators.approve(assignment)
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.PUBLISHED
    assert assignment.outdated_since
    assert assignment.source_changed_at


def test_publishing_a_source_cancels_its_own_review(page, editor):
    workflow = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Check")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page.save_revision()
    workflow.start(page, editor)
    page.get_latest_revision().publish()
    assert page.current_workflow_state is None
