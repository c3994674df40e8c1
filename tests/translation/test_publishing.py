"""When approved words go live, and what the workshop then knows of them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from tests import specimens as specimen
from tests import translators
from translation.actions.review import Approve, Withdraw
from translation.choices import State
from translation.models import Assignment, ReleaseItem, ReleaseSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def submitted(sent, page):
    """A translation that waits for its reviewer: ``submitted("sl")``."""

    def submit(code: str, **order) -> Assignment:
        assignment = sent(code, page, **order)
        translators.translate(assignment)
        translators.submit(assignment)
        return assignment

    return submit


@pytest.fixture
def published(submitted):
    """A translation that readers see: ``published("sl")``."""

    def publish(code: str) -> Assignment:
        assignment = submitted(code)
        translators.approve(assignment)
        assignment.refresh_from_db()
        return assignment

    return publish


def approve(assignment: Assignment, **values) -> Assignment:
    Approve(
        translators.person(assignment.language.code, "reviewers"), assignment, **values
    ).execute()
    assignment.refresh_from_db()
    return assignment


def live(assignment: Assignment) -> Page:
    return assignment.translation.get_target_instance()


def change(page, **values) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)


def draft(page, **values) -> None:
    latest = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(latest, name, value)
    latest.save_revision()


def the_time_comes(assignment: Assignment) -> None:
    assignment.revision.refresh_from_db()
    past = timezone.now() - timedelta(minutes=1)
    assignment.revision.approved_go_live_at = past
    assignment.revision.content["go_live_at"] = past.isoformat()
    assignment.revision.save()
    call_command("publish_scheduled")
    assignment.refresh_from_db()


def test_a_translation_with_a_date_is_not_live_before_it(submitted):
    assignment = approve(submitted("sl"), publish_at=timezone.now() + timedelta(days=2))
    assert assignment.state == State.APPROVED
    assert assignment.published_version is None
    assert not live(assignment).live


def test_a_translation_with_a_date_is_published_when_its_time_comes(submitted):
    assignment = approve(submitted("sl"), publish_at=timezone.now() + timedelta(days=2))
    the_time_comes(assignment)
    assert assignment.state == State.PUBLISHED
    assert assignment.published_version == assignment.covered_version
    assert assignment.publish_at is None
    assert live(assignment).live


def test_a_date_that_was_taken_back_does_not_hold_a_later_approval_up(submitted):
    assignment = approve(submitted("sl"), publish_at=timezone.now() + timedelta(days=2))
    Withdraw(translators.person("sl", "reviewers"), assignment).execute()
    translators.submit(assignment)
    translators.approve(assignment)
    assert live(assignment).live


def test_a_source_with_a_date_counts_as_published_only_when_it_is_live(home, sent):
    page = specimen.content(home, slug="planned")
    page.unpublish()
    assignment = sent("sl", page)
    translators.translate(assignment)
    translators.submit(assignment)
    planned = page.get_latest_revision_as_object()
    planned.go_live_at = timezone.now() + timedelta(days=2)
    planned.save_revision().publish()
    approve(assignment)
    assert assignment.state == State.APPROVED
    assert not live(assignment).live


def test_words_of_a_draft_wait_for_their_source(submitted, page, sent):
    draft(page, summary="What we will do.")
    assignment = sent("sl", page, from_draft=True)
    translators.translate(assignment)
    translators.submit(assignment)
    approve(assignment)
    assert not live(assignment).live
    page.get_latest_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == State.PUBLISHED
    assert assignment.published_version.is_current
    assert live(assignment).live


def test_facts_of_a_draft_wait_for_their_source_although_the_words_are_public(home, sent):
    meeting = specimen.meeting(home)
    draft(meeting, country="AT")
    sent("hr", meeting)
    assignment = sent("sl", meeting, from_draft=True)
    translators.finish(sent("sl", meeting.get_parent().specific))
    translators.translate(assignment)
    translators.submit(assignment)
    approve(assignment)
    assert assignment.state == State.APPROVED
    meeting.get_latest_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == State.PUBLISHED
    assert live(assignment).country == "AT"


def test_words_of_a_draft_that_was_never_published_go_back_to_the_translator(page, sent):
    draft(page, summary="What we will do.")
    assignment = sent("sl", page, from_draft=True)
    translators.translate(assignment)
    translators.submit(assignment)
    approve(assignment)
    page.refresh_from_db()
    change(page, summary="What we decided instead.")
    assignment.refresh_from_db()
    assert assignment.state == State.IN_PROGRESS
    assert assignment.source_changed_at
    assert not live(assignment).live


def test_a_translation_does_not_go_live_while_its_source_is_not(submitted, page):
    assignment = submitted("sl")
    page.unpublish()
    approve(assignment)
    assert not live(assignment).live
    page.refresh_from_db()
    specimen.publish(page)
    assert live(assignment).live


def test_a_translation_in_a_release_set_waits_for_it(submitted, page, locale):
    assignment = submitted("sl")
    ReleaseItem.objects.create(
        release_set=ReleaseSet.objects.create(page=page), locale=locale("sl")
    )
    approve(assignment)
    assert assignment.state == State.APPROVED
    specimen.publish(page)
    assert not live(assignment).live


def test_what_is_published_past_the_workshop_does_not_count_as_translated(sent):
    assignment = sent("sl")
    live(assignment).save_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == State.IN_PROGRESS
    assert assignment.published_version is None


def test_publishing_past_a_review_ends_it(submitted):
    assignment = submitted("sl")
    live(assignment).save_revision().publish()
    assignment.refresh_from_db()
    assert assignment.state == State.IN_PROGRESS
    assert live(assignment).current_workflow_state is None


def test_publishing_past_the_workshop_makes_the_age_of_a_translation_unknown(published, page):
    assignment = published("sl")
    instance = live(assignment)
    instance.title = "Mimo postopka"
    instance.save_revision().publish()
    assignment.refresh_from_db()
    assert assignment.published_version is None
    assert assignment.state == State.IN_PROGRESS
    change(page, summary="What we do.")
    assignment.refresh_from_db()
    assert assignment.outdated_since is None


def test_publishing_the_approved_words_again_changes_nothing(published):
    assignment = published("sl")
    assignment.revision.publish()
    before = assignment.published_version
    assignment.refresh_from_db()
    assert (assignment.state, assignment.published_version) == (State.PUBLISHED, before)


def test_an_approval_of_older_words_says_that_the_source_has_changed(submitted, page):
    assignment = submitted("sl")
    change(page, summary="What we do.")
    translators.approve(assignment)
    assignment.refresh_from_db()
    assert assignment.state == State.PUBLISHED
    assert assignment.outdated_since
    assert assignment.source_changed_at


def test_publishing_a_source_ends_its_own_review(page, editor):
    workflow = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Check")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page.save_revision()
    workflow.start(page, editor)
    page.get_latest_revision().publish()
    assert page.current_workflow_state is None
