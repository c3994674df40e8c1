"""Facts that change in the source reach its translations; their words stay as approved."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from translation.actions.follow import FollowSource
from translation.actions.override import ChooseForLanguage, UseSourceChoice
from translation.actions.review import Approve
from translation.actions.write import WriteSegment
from translation.choices import JobKind, State
from translation.models import Assignment, Job
from translation.words.segments import load_segments

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(home):
    return specimen.meeting(home, summary="They met.", place="Vienna")


@pytest.fixture
def assignment(sent, meeting) -> Assignment:
    """A published translation of the meeting."""
    sent("sl", meeting.get_parent().specific)
    assignment = sent("sl", meeting)
    translators.finish(assignment)
    return assignment


def change(page: Page, **values) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)
    translators.do_waiting_jobs()


def live(assignment: Assignment) -> Page:
    return assignment.translation.get_target_instance()


def write(assignment: Assignment, path: str, text: str, **values) -> None:
    assignment.refresh_from_db()
    segment = next(item for item in load_segments(assignment.translation) if item.path == path)
    person = translators.person("sl", "translators")
    WriteSegment(person, assignment, segment, text, **values).execute()


def test_a_translation_takes_over_a_new_date_and_keeps_its_words(assignment, meeting):
    title = live(assignment).title
    change(meeting, start_date=date(2019, 6, 7), country="AT")
    assert live(assignment).start_date == date(2019, 6, 7)
    assert live(assignment).country == "AT"
    assert live(assignment).title == title
    assert live(assignment).alias_of is None
    assert not live(assignment).has_unpublished_changes
    assert not any(Page.find_problems())


def test_following_leaves_the_work_as_it_was(assignment, meeting):
    before = assignment.published_version
    change(meeting, start_date=date(2019, 6, 7))
    assignment.refresh_from_db()
    assert assignment.state == State.PUBLISHED
    assert assignment.published_version == before
    assert assignment.source_changed_at is None
    assert assignment.outdated_since is None


def test_files_pictures_and_the_order_of_blocks_follow(home, sent):
    page = specimen.content(home, slug="files")
    page.body = specimen.stream(page, "body", ("heading", "One"), ("heading", "Two"))
    specimen.publish(page)
    assignment = sent("sl", page)
    translators.finish(assignment)
    words = [block.value for block in live(assignment).body]
    first, second = page.body.get_prep_value()
    body = page._meta.get_field("body").stream_block
    shown = {"image": specimen.picture().pk, "alternative_text": "Hall", "caption": ""}
    change(page, body=body.to_python([second, first]))
    assert [block.value for block in live(assignment).body] == words[::-1]
    change(page, body=body.to_python([second, first, {"type": "picture", "value": shown}]))
    assert len(live(assignment).body) == 2, "a picture has words of its own: they come first"


def test_publishing_the_same_again_orders_nothing(assignment, meeting):
    change(meeting)
    change(meeting)
    assert not Job.objects.filter(kind=JobKind.FOLLOW)


def test_new_words_wait_for_the_translator_with_the_facts_beside_them(assignment, meeting):
    change(meeting, start_date=date(2019, 6, 7), summary="They met again.")
    assert live(assignment).start_date == date(2019, 5, 6)
    assert not Job.objects.filter(kind=JobKind.FOLLOW)
    translators.finish(assignment)
    assert live(assignment).start_date == date(2019, 6, 7)


def test_words_written_since_the_approval_do_not_leak(assignment, meeting):
    summary = live(assignment).summary
    write(assignment, "summary", "Osnutek, ki ga ni potrdil nihče.")
    change(meeting, start_date=date(2019, 6, 7))
    assert live(assignment).start_date == date(2019, 6, 7)
    assert live(assignment).summary == summary


def test_words_taken_away_since_the_approval_stay_for_readers(assignment, meeting):
    summary = live(assignment).summary
    write(assignment, "summary", "")
    change(meeting, start_date=date(2019, 6, 7))
    assert live(assignment).start_date == date(2019, 6, 7)
    assert live(assignment).summary == summary


def test_a_file_chosen_since_the_approval_does_not_leak(home, sent):
    meeting = specimen.meeting(home, slug="with-files")
    chosen = specimen.document()
    meeting.documents = specimen.stream(meeting, "documents", ("file", file(specimen.document())))
    specimen.publish(meeting)
    sent("sl", meeting.get_parent().specific)
    assignment = sent("sl", meeting)
    translators.finish(assignment)
    segment = assignment.translation.source.overridablesegment_set.get(
        context__path__endswith="document"
    )
    ChooseForLanguage(
        translators.person("sl", "translators"), assignment, segment, chosen.pk
    ).execute()
    change(meeting, country="AT")
    assert live(assignment).country == "AT"
    assert live(assignment).documents[0].value["document"] != chosen
    translators.submit(assignment)
    translators.approve(assignment)
    assert live(assignment).documents[0].value["document"] == chosen
    assignment.refresh_from_db()
    UseSourceChoice(translators.person("sl", "translators"), assignment, segment).execute()
    change(meeting, country="SI")
    assert live(assignment).country == "SI"
    assert live(assignment).documents[0].value["document"] == chosen


def file(document) -> dict:
    return {
        "title": "Agenda",
        "kind": "agenda",
        "language": "en",
        "document": document.pk,
        "url": "",
    }


def test_a_review_goes_on_while_facts_follow(assignment, meeting):
    write(assignment, "summary", "Boljši prevod.")
    translators.submit(assignment)
    change(meeting, start_date=date(2019, 6, 7))
    assignment.refresh_from_db()
    assert assignment.state == State.IN_REVIEW
    assert live(assignment).start_date == date(2019, 6, 7)
    assert live(assignment).summary != "Boljši prevod."
    translators.approve(assignment)
    translators.do_waiting_jobs()
    assert live(assignment).summary == "Boljši prevod."
    assert live(assignment).start_date == date(2019, 6, 7)
    assert not live(assignment).has_unpublished_changes


def test_a_planned_publication_keeps_its_time_while_facts_follow(assignment, meeting):
    write(assignment, "summary", "Boljši prevod.")
    translators.submit(assignment)
    assignment.refresh_from_db()
    when = timezone.now() + timedelta(days=2)
    Approve(translators.person("sl", "reviewers"), assignment, publish_at=when).execute()
    change(meeting, start_date=date(2019, 6, 7))
    assignment.refresh_from_db()
    assert live(assignment).start_date == date(2019, 6, 7)
    assert live(assignment).summary != "Boljši prevod."
    assert assignment.state == State.APPROVED
    assert assignment.revision.approved_go_live_at == when


def test_facts_of_a_draft_do_not_follow(assignment, meeting, sent):
    planned = meeting.get_latest_revision_as_object()
    planned.start_date = date(2030, 1, 1)
    planned.save_revision()
    sent("hr", meeting, from_draft=True)
    write(assignment, "summary", "Boljši prevod.")
    Job.objects.all().delete()
    meeting.refresh_from_db()
    assert not FollowSource(None, assignment).execute()
    planned.get_latest_revision().publish()
    translators.do_waiting_jobs()
    assert live(assignment).start_date == date(2030, 1, 1)


def test_following_twice_publishes_once(assignment, meeting):
    change(meeting, start_date=date(2019, 6, 7))
    count = live(assignment).revisions.count()
    job = Job.objects.get(kind=JobKind.FOLLOW)
    Job.objects.filter(pk=job.pk).update(state="waiting")
    translators.do_waiting_jobs()
    assert live(assignment).revisions.count() == count


def test_a_translation_that_was_published_past_the_workshop_does_not_follow(assignment, meeting):
    instance = live(assignment)
    instance.title = "Mimo postopka"
    instance.save_revision().publish()
    change(meeting, start_date=date(2019, 6, 7))
    assert live(assignment).start_date == date(2019, 5, 6)
