"""Translations follow when the links of their source are replaced, or are left to translators."""

import pytest

from core.models import SiteImage
from meetings.models import MeetingPage
from tests import specimens as specimen
from tests import translators
from translation.actions.override import SetSegmentOverride

from .test_replacing_links import preview, replace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("updated_indexes")]


@pytest.fixture
def picture_of_meeting(home, editor):
    """A meeting with a picture that is published in Slovene, and its translation."""
    picture = specimen.picture()
    value = {"image": picture.pk, "alternative_text": "A hall", "caption": ""}
    meeting = specimen.meeting(home, pictures=[{"type": "picture", "value": value}])
    assignment = translators.send_to_translation(editor, meeting, "sl")
    translators.translate_and_publish(assignment)
    return picture, assignment


def picture_in_translation(assignment) -> SiteImage:
    return assignment.translation.get_target_instance().pictures[0].value["image"]


@pytest.mark.postgresql
def test_an_approved_translation_follows_its_source(editor_client, picture_of_meeting):
    old, assignment = picture_of_meeting
    new = specimen.picture()
    assert "Meeting in Vienna (meeting) — English, Slovenščina" in preview(editor_client, old, new)
    replace(editor_client, old, new)
    assert picture_in_translation(assignment) == old
    translators.run_waiting_jobs()
    assert picture_in_translation(assignment) == new
    assert assignment.translation.get_target_instance().live


def test_what_the_translators_chose_is_left_to_them(editor, editor_client, picture_of_meeting):
    old, assignment = picture_of_meeting
    new = specimen.picture()
    person = translators.team_member("sl", "translators")
    segment = assignment.translation.source.overridablesegment_set.get(
        context__path__startswith="pictures"
    )
    SetSegmentOverride(person, assignment, segment, old.pk).execute()
    translators.translate_and_publish(assignment)
    text = preview(editor_client, old, new)
    assert "For the translators" in text.partition("What stays as it is")[2]
    replace(editor_client, old, new)
    translators.run_waiting_jobs()
    assert picture_in_translation(assignment) == old


def test_a_translation_that_does_not_cover_its_source_waits_for_the_translators(
    editor_client, picture_of_meeting
):
    old, _assignment = picture_of_meeting
    meeting = MeetingPage.objects.get(locale__language_code="en")
    meeting.summary = "More words."
    specimen.publish(meeting)
    left = preview(editor_client, old, specimen.picture()).partition("What stays as it is")[2]
    assert "For the translators" in left
    assert "Meeting in Vienna (meeting) — Slovenščina" in left
