"""The subjects of a meeting, and its searchable texts."""

from datetime import date

import pytest

from core.subjects import Subjects
from meetings.models import MeetingPage, MeetingParticipant
from tests import specimens as specimen
from tests.public_pages import searchable_text

pytestmark = pytest.mark.django_db


def attended(home, participation: str = "listed", **values) -> MeetingPage:
    """Publish a meeting in Vienna with two participants, whatever the value of participation."""
    page = specimen.meeting(home, place="Vienna", country="AT", participation=participation)
    page.participants = [
        MeetingParticipant(territory="XK"),
        MeetingParticipant(territory="MK", name_used="FYROM"),
    ]
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)
    return MeetingPage.objects.get(pk=page.pk)


def about(**subjects) -> set:
    return set(MeetingPage.objects.about(Subjects(**subjects)))


def test_a_meeting_is_about_its_states_themes_and_place(home):
    page = attended(home, themes=[specimen.theme()])
    subjects = page.subjects
    assert set(subjects.territories) == {"AT", "XK", "MK"}
    assert (subjects.themes, subjects.places) == (("prevention",), ("Vienna",))


def test_a_meeting_is_found_by_the_names_of_all_these_in_every_language(home):
    names = attended(home, themes=[specimen.theme()]).subject_names
    assert {"Austrija", "Косово", "Sjeverna Makedonija", "Prevention", "Dunaj", "Беч"} <= set(names)


@pytest.mark.parametrize("participation", ["none", "not-recorded"])
def test_participants_that_are_not_shown_are_no_subjects(home, participation):
    page = attended(home, participation)
    assert page.subjects.territories == ("AT",)
    assert "FYROM" not in searchable_text(page)


def test_a_name_of_the_time_is_searched(home):
    assert "FYROM" in searchable_text(attended(home))


def test_a_translation_is_about_the_same(home, locale):
    page = attended(home, themes=[specimen.theme()])
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    subjects = page.get_translation(locale("mk")).subjects
    assert set(subjects.territories) == {"AT", "XK", "MK"}
    assert (subjects.themes, subjects.places) == (("prevention",), ("mk Vienna",))


def test_a_meeting_held_online_is_in_no_place(home):
    assert specimen.meeting(home, is_online=True).subjects == Subjects()


def test_a_meeting_is_ranked_by_its_date(home):
    page = specimen.meeting(home, start_date=date(2019, 5, 1), date_precision="month")
    assert (page.listing_rank, page.listing_year) == (20190500, 2019)


def test_a_page_without_a_date_is_ranked_last(home):
    page = specimen.content(home)
    assert (page.listing_rank, page.listing_year) == (0, None)


@pytest.mark.parametrize(
    "subjects",
    [
        {"territories": ["AT"]},
        {"territories": ["MK"]},
        {"themes": ["prevention"]},
        {"places": ["Vienna"]},
        {"territories": ["SI"], "themes": ["prevention"]},
    ],
    ids=str,
)
def test_the_meetings_about_a_subject_are_found_once_each(home, subjects):
    page = attended(home, themes=[specimen.theme(), specimen.theme("victims", "Victims")])
    specimen.meeting(home, slug="other", country="BG", place="Sofia")
    found = MeetingPage.objects.about(Subjects(**subjects))
    assert list(found) == [page]


def test_the_translations_of_meetings_on_a_theme_are_on_it_too(home, locale):
    page = attended(home, themes=[specimen.theme()])
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    assert about(themes=["prevention"]) == {page, page.get_translation(locale("mk"))}


def test_no_meeting_is_about_nothing(home):
    attended(home)
    specimen.meeting(home, slug="other")
    assert about() == about(places=[""]) == about(themes=["victims"]) == set()
