"""Pages that are loaded together are the same as those that people make one by one."""

import pytest
from django.db import transaction
from wagtail.models import Locale, Page

from cms.demonstration.loading import loading_pages
from tests import specimens as specimen
from tests.stored_pages import stored_about
from tests.translators import (
    approve,
    pseudo_translation,
    run_waiting_jobs,
    send_to_translation,
    submit,
    team_member,
    translate,
)
from translation.actions.prepare import PrepareSource
from translation.actions.publish_reviewed import PublishReviewedTranslations, ReviewedTranslation

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
CODES = ("sl", "sr-cyrl")  # of the latter another script is derived


@pytest.fixture
def theme(home):
    return specimen.theme()


def publish_meeting(home, editor, theme) -> Page:
    """Publish a meeting with a participant and a theme, in a section that is being translated."""
    meeting = specimen.meeting(home, summary="It was here.")
    meeting.participants = [specimen.MeetingParticipant(territory="MK")]
    meeting.themes = [theme]
    for code in CODES:
        send_to_translation(editor, meeting.get_parent().specific, code)
    return specimen.publish(meeting)


def translate_one_by_one(meeting: Page, editor) -> None:
    for code in CODES:
        assignees = {code: team_member(code, "translators").pk}
        assignment = send_to_translation(editor, meeting, code, assignees=assignees)
        translate(assignment)
        submit(assignment)
        approve(assignment)


def publish_what_was_reviewed(meeting: Page, editor) -> None:
    sent = PrepareSource(editor, meeting).execute()
    reviewed = [
        ReviewedTranslation(
            Locale.objects.get(language_code=code),
            {row.string.data: pseudo_translation(row.string.data, code) for row in sent.rows},
            team_member(code, "translators"),
            team_member(code, "reviewers"),
        )
        for code in CODES
    ]
    PublishReviewedTranslations(editor, meeting, sent, reviewed).execute()


def make(translate_meeting, home, editor, theme) -> list[Page]:
    meeting = publish_meeting(home, editor, theme)
    translate_meeting(meeting, editor)
    run_waiting_jobs()
    pages = [page.specific for page in meeting.get_translations(inclusive=True)]
    assert len(pages) == len(CODES) + 2
    return sorted(pages, key=lambda page: page.locale_id)


@pytest.mark.parametrize("translate_meeting", [translate_one_by_one, publish_what_was_reviewed])
def test_loaded_pages_are_those_that_people_make(
    home, editor, theme, updated_indexes, translate_meeting
):
    with transaction.atomic():
        made = stored_about(make(translate_one_by_one, home, editor, theme))
        transaction.set_rollback(True)
    with transaction.atomic(), loading_pages():
        pages = make(translate_meeting, home, editor, theme)
    loaded = stored_about(pages)
    assert all(made.values())
    for part, expected in made.items():
        assert loaded[part] == expected, part
