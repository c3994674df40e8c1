"""Synchronised fields of the source are published in translations; approved texts stay."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from translation.actions.override import RemoveSegmentOverride, SetSegmentOverride
from translation.actions.review import ApproveTranslation
from translation.actions.synchronise import SynchroniseTranslation
from translation.actions.write import WriteSegment
from translation.choices import JobKind, TranslationState
from translation.models import Assignment, TranslationJob
from translation.segments.text import load_segments

from .conftest import read_again

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_meeting(home_of_module):
    return specimen.meeting(home_of_module, summary="They met.", place="Vienna")


@pytest.fixture(scope="module")
def made_translation(sender, made_meeting) -> Assignment:
    assignment = translators.send_to_translation(sender, made_meeting, "sl")
    translators.translate_and_publish(assignment)
    return assignment


@pytest.fixture
def meeting(db, made_meeting):
    return read_again(made_meeting)


@pytest.fixture
def assignment(db, made_translation) -> Assignment:
    """A published translation of the meeting."""
    return read_again(made_translation)


def publish_change(page: Page, **values) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)
    translators.run_waiting_jobs()


def target_instance_of(assignment: Assignment) -> Page:
    return assignment.translation.get_target_instance()


def write_segment(assignment: Assignment, path: str, text: str, **values) -> None:
    assignment.refresh_from_db()
    segment = next(item for item in load_segments(assignment.translation) if item.path == path)
    person = translators.team_member("sl", "translators")
    WriteSegment(person, assignment, segment, text, **values).execute()


@pytest.mark.postgresql
def test_a_changed_date_is_synchronised_and_the_texts_are_kept(assignment, meeting):
    title = target_instance_of(assignment).title
    publish_change(meeting, start_date=date(2019, 6, 7), country="AT")
    assert target_instance_of(assignment).start_date == date(2019, 6, 7)
    assert target_instance_of(assignment).country == "AT"
    assert target_instance_of(assignment).title == title
    assert target_instance_of(assignment).alias_of is None
    assert not target_instance_of(assignment).has_unpublished_changes
    assert not any(Page.find_problems())


def test_synchronisation_does_not_change_the_assignment(assignment, meeting):
    before = assignment.published_version
    publish_change(meeting, start_date=date(2019, 6, 7))
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.PUBLISHED
    assert assignment.published_version == before
    assert assignment.source_changed_at is None
    assert assignment.outdated_since is None


def test_files_images_and_the_order_of_blocks_are_synchronised(home, send_to_translation):
    page = specimen.content(home, slug="files")
    page.body = specimen.stream(page, "body", ("heading", "One"), ("heading", "Two"))
    specimen.publish(page)
    assignment = send_to_translation("sl", page)
    translators.translate_and_publish(assignment)
    words = [block.value for block in target_instance_of(assignment).body]
    first, second = page.body.get_prep_value()
    body = page._meta.get_field("body").stream_block
    shown = {"image": specimen.picture().pk, "alternative_text": "Hall", "caption": ""}
    publish_change(page, body=body.to_python([second, first]))
    assert [block.value for block in target_instance_of(assignment).body] == words[::-1]
    publish_change(page, body=body.to_python([second, first, {"type": "picture", "value": shown}]))
    assert len(target_instance_of(assignment).body) == 2, (
        "a picture has words of its own: they come first"
    )


def test_publishing_without_changes_creates_no_jobs(assignment, meeting):
    publish_change(meeting)
    publish_change(meeting)
    assert not TranslationJob.objects.filter(kind=JobKind.SYNCHRONISE)


def test_fields_changed_together_with_texts_wait_for_the_translator(assignment, meeting):
    publish_change(meeting, start_date=date(2019, 6, 7), summary="They met again.")
    assert target_instance_of(assignment).start_date == date(2019, 5, 6)
    assert not TranslationJob.objects.filter(kind=JobKind.SYNCHRONISE)
    translators.translate_and_publish(assignment)
    assert target_instance_of(assignment).start_date == date(2019, 6, 7)


def test_texts_changed_after_the_approval_are_not_published(assignment, meeting):
    summary = target_instance_of(assignment).summary
    write_segment(assignment, "summary", "Osnutek, ki ga ni potrdil nihče.")
    publish_change(meeting, start_date=date(2019, 6, 7))
    assert target_instance_of(assignment).start_date == date(2019, 6, 7)
    assert target_instance_of(assignment).summary == summary


def test_texts_deleted_after_the_approval_stay_published(assignment, meeting):
    summary = target_instance_of(assignment).summary
    write_segment(assignment, "summary", "")
    publish_change(meeting, start_date=date(2019, 6, 7))
    assert target_instance_of(assignment).start_date == date(2019, 6, 7)
    assert target_instance_of(assignment).summary == summary


def test_an_override_made_after_the_approval_is_not_published(home, send_to_translation):
    meeting = specimen.meeting(home, slug="with-files")
    chosen = specimen.document()
    meeting.documents = specimen.stream(
        meeting, "documents", ("file", specimen.file_block(specimen.document()))
    )
    specimen.publish(meeting)
    send_to_translation("sl", meeting.get_parent().specific)
    assignment = send_to_translation("sl", meeting)
    translators.translate_and_publish(assignment)
    segment = assignment.translation.source.overridablesegment_set.get(
        context__path__endswith="document"
    )
    SetSegmentOverride(
        translators.team_member("sl", "translators"), assignment, segment, chosen.pk
    ).execute()
    publish_change(meeting, country="AT")
    assert target_instance_of(assignment).country == "AT"
    assert target_instance_of(assignment).documents[0].value["document"] != chosen
    translators.submit(assignment)
    translators.approve(assignment)
    assert target_instance_of(assignment).documents[0].value["document"] == chosen
    assignment.refresh_from_db()
    RemoveSegmentOverride(
        translators.team_member("sl", "translators"), assignment, segment
    ).execute()
    publish_change(meeting, country="SI")
    assert target_instance_of(assignment).country == "SI"
    assert target_instance_of(assignment).documents[0].value["document"] == chosen


@pytest.mark.postgresql
def test_synchronisation_does_not_interrupt_a_review(assignment, meeting):
    write_segment(assignment, "summary", "Boljši prevod.")
    translators.submit(assignment)
    publish_change(meeting, start_date=date(2019, 6, 7))
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_REVIEW
    assert target_instance_of(assignment).start_date == date(2019, 6, 7)
    assert target_instance_of(assignment).summary != "Boljši prevod."
    translators.approve(assignment)
    translators.run_waiting_jobs()
    assert target_instance_of(assignment).summary == "Boljši prevod."
    assert target_instance_of(assignment).start_date == date(2019, 6, 7)
    assert not target_instance_of(assignment).has_unpublished_changes


def test_synchronisation_does_not_change_a_scheduled_publication(assignment, meeting):
    write_segment(assignment, "summary", "Boljši prevod.")
    translators.submit(assignment)
    assignment.refresh_from_db()
    when = timezone.now() + timedelta(days=2)
    ApproveTranslation(
        translators.team_member("sl", "reviewers"),
        assignment,
        assignment.revision_id,
        publish_at=when,
    ).execute()
    publish_change(meeting, start_date=date(2019, 6, 7))
    assignment.refresh_from_db()
    assert target_instance_of(assignment).start_date == date(2019, 6, 7)
    assert target_instance_of(assignment).summary != "Boljši prevod."
    assert assignment.state == TranslationState.APPROVED
    assert assignment.revision.approved_go_live_at == when


def test_fields_of_a_draft_are_not_synchronised(assignment, meeting, send_to_translation):
    planned = meeting.get_latest_revision_as_object()
    planned.start_date, planned.status = date(2030, 1, 1), "planned"
    planned.save_revision()
    send_to_translation("hr", meeting, from_draft=True)
    write_segment(assignment, "summary", "Boljši prevod.")
    TranslationJob.objects.all().delete()
    meeting.refresh_from_db()
    assert not SynchroniseTranslation(None, assignment).execute()
    planned.get_latest_revision().publish()
    translators.run_waiting_jobs()
    assert target_instance_of(assignment).start_date == date(2030, 1, 1)


@pytest.mark.postgresql
def test_synchronising_twice_publishes_once(assignment, meeting):
    publish_change(meeting, start_date=date(2019, 6, 7))
    count = target_instance_of(assignment).revisions.count()
    job = TranslationJob.objects.get(kind=JobKind.SYNCHRONISE)
    TranslationJob.objects.filter(pk=job.pk).update(state="waiting")
    translators.run_waiting_jobs()
    assert target_instance_of(assignment).revisions.count() == count


def test_a_translation_published_without_a_review_is_not_synchronised(assignment, meeting):
    instance = target_instance_of(assignment)
    instance.title = "Mimo postopka"
    instance.save_revision().publish()
    publish_change(meeting, start_date=date(2019, 6, 7))
    assert target_instance_of(assignment).start_date == date(2019, 5, 6)
