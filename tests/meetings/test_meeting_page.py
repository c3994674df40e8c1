"""The page of a meeting, with known and unknown values."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from meetings.models import MeetingPage, MeetingParticipant
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read

pytestmark = pytest.mark.django_db

PATH = "/en/meetings/vienna/"


def listed(home, *participants: MeetingParticipant, **values) -> MeetingPage:
    page = specimen.meeting(home, participation="listed", **values)
    page.participants = participants
    return specimen.publish(page)


def participants(soup):
    return soup.find("section", {"aria-labelledby": "participants"})


def fact(soup, name: str) -> str | None:
    found = soup.find("dt", string=name)
    return " ".join(found.find_next_sibling("dd").get_text().split()) if found else None


# Who took part


def test_states_that_are_not_recorded_are_reported_as_such(client, home):
    specimen.meeting(home)
    soup = participants(read(client, PATH))
    assert "Which states took part is not known." in element_text(soup)
    assert not soup.select("li")


def test_nothing_is_said_of_who_took_part_in_a_meeting_to_come(client, home):
    day = timezone.localdate() + timedelta(days=9)
    page = specimen.meeting(home, status="planned", start_date=day)
    assert not participants(read(client, PATH))
    page.participation, page.participants = "listed", [MeetingParticipant(territory="HR")]
    specimen.publish(page)
    assert "Croatia" in element_text(participants(read(client, PATH)))


def test_no_participating_state_differs_from_states_not_recorded(client, home):
    specimen.meeting(home, participation="none")
    assert "No state took part." in element_text(participants(read(client, PATH)))


def test_states_that_are_listed_are_in_the_alphabet_of_the_reader(client, home):
    listed(home, *(MeetingParticipant(territory=code) for code in ("HR", "CZ", "ME")))
    english = [item.get_text(strip=True) for item in participants(read(client, PATH)).select("li")]
    croatian = participants(read(client, "/hr/meetings/vienna/")).select("li")
    assert english == ["Croatia", "Czechia", "Montenegro"]
    assert [item.get_text(strip=True) for item in croatian] == ["Crna Gora", "Češka", "Hrvatska"]


def test_a_name_used_at_the_time_follows_the_name_of_today(client, home):
    listed(home, MeetingParticipant(territory="MK", name_used="FYROM"))
    shown = participants(read(client, PATH)).select_one("li").get_text(strip=True)
    assert shown == "North Macedonia(in the source: “FYROM”)"


def test_a_state_that_has_a_page_is_a_link_to_it(client, home):
    specimen.state(home)
    listed(home, MeetingParticipant(territory="SI"), MeetingParticipant(territory="AT"))
    links = participants(read(client, "/mk/meetings/vienna/")).select("a")
    assert [link["href"] for link in links] == ["/mk/states/slovenia/"]


def test_the_list_of_states_is_the_same_on_a_translation(client, home):
    page = listed(home, MeetingParticipant(territory="MK", name_used="FYROM"))
    specimen.translate(home.get_children().get(slug="meetings").specific, "hr")
    specimen.translate(page, "hr")
    shown = element_text(participants(read(client, "/hr/meetings/vienna/")).select_one("li"))
    assert "Sjeverna Makedonija" in shown
    assert "FYROM" in shown


# Where


def test_a_meeting_at_a_place_names_place_and_country(client, home):
    specimen.meeting(home, place="Vienna", country="AT")
    assert fact(read(client, PATH), "Place") == "Vienna, Austria"


def test_an_online_meeting_has_online_as_its_place(client, home):
    specimen.meeting(home, is_online=True)
    assert fact(read(client, PATH), "Place") == "Online"
    assert "Online" in element_text(read(client, "/en/meetings/").select_one(".entry"))


def test_an_unknown_place_is_not_mentioned(client, home):
    specimen.meeting(home)
    assert fact(read(client, PATH), "Place") is None


@pytest.mark.parametrize("place", [{"place": "Vienna"}, {"country": "AT"}])
def test_a_meeting_is_online_or_at_a_place_and_not_both(home, place):
    page = specimen.meeting(home)
    page.is_online = True
    for name, value in place.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError, match="either online or at a place"):
        page.full_clean()


# When


@pytest.mark.parametrize(
    ("precision", "end", "code", "expected", "machine"),
    [
        ("day", None, "en", "4 March 2020", "2020-03-04"),
        ("day", None, "hr", "4. ožujka 2020.", "2020-03-04"),
        ("day", None, "bg", "4 март 2020\u202fг.", "2020-03-04"),
        ("month", None, "en", "March 2020", "2020-03"),
        ("month", None, "hr", "ožujak 2020.", "2020-03"),
        ("month", None, "bg", "март 2020\u202fг.", "2020-03"),
        ("year", None, "en", "2020", "2020"),
        ("year", None, "hr", "2020.", "2020"),
        ("year", None, "bg", "2020\u202fг.", "2020"),
        ("day", date(2020, 3, 6), "en", "4–6 March 2020", "2020-03-04"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_is_known(
    client, home, precision, end, code, expected, machine
):
    specimen.meeting(home, start_date=date(2020, 3, 4), end_date=end, date_precision=precision)
    shown = read(client, f"/{code}/meetings/vienna/").select_one(".facts time")
    assert element_text(shown) == " ".join(expected.split())
    assert shown["datetime"] == machine


def test_without_sources_there_is_no_heading_for_them(client, home):
    specimen.meeting(home, checked_on=date(2024, 1, 2))
    soup = read(client, PATH)
    assert not soup.select("#sources")
    assert "Checked on 2 January 2024" in element_text(soup.select_one(".about-record"))


def test_notes_on_single_facts_are_folded_and_that_on_a_date_to_come_follows_it(client, home):
    day = timezone.localdate() + timedelta(days=30)
    notes = {"date_note": "After May.", "participation_note": "Nine.", "source_note": "Old."}
    page = specimen.meeting(home, date_precision="year", checked_on=date(2024, 1, 2), **notes)
    soup = read(client, PATH)
    assert fact(soup, "Date") == "2019"
    folded = soup.select_one(".sources details.about-record")
    assert not folded.has_attr("open")
    assert element_text(folded) == (
        "About this record Date After May. Participating states Nine. Sources Old. "
        "Checked on 2 January 2024"
    )
    page.start_date, page.date_precision, page.status = day, "day", "planned"
    specimen.publish(page)
    soup = read(client, PATH)
    assert fact(soup, "Date").endswith(f"{day.year} After May.")
    assert "After May." not in element_text(soup.select_one(".about-record"))


def test_an_end_before_the_start_is_refused(home):
    page = specimen.meeting(home)
    page.end_date = date(2019, 5, 5)
    with pytest.raises(ValidationError, match="before the first day"):
        page.full_clean()


@pytest.mark.parametrize(
    ("precision", "end"), [("month", date(2019, 5, 9)), ("year", date(2019, 8, 1))]
)
def test_a_range_inside_the_one_month_or_year_that_is_known_is_refused(home, precision, end):
    page = specimen.meeting(home)
    page.date_precision, page.end_date = precision, end
    with pytest.raises(ValidationError):
        page.full_clean()


# What else


def test_an_ordinal_is_shown_as_the_source_writes_it(client, home):
    specimen.meeting(home, ordinal="10th conference")
    assert fact(read(client, PATH), "Number of the meeting") == "10th conference"


def test_a_meeting_of_the_wider_process_is_marked_as_context(client, home):
    specimen.meeting(home, is_context=True)
    soup = read(client, PATH)
    assert "shown for context" in element_text(soup.select_one(".notice--information"))
    assert "Context" in element_text(soup.select_one(".page-kind"))


def test_declarations_adopted_and_added_are_listed_the_latest_first(client, home):
    meeting = specimen.meeting(home)
    specimen.declaration(home, slug="adopted", title="Adopted", meeting=meeting)
    added = specimen.declaration(home, slug="added", title="Added", start_date=date(2021, 1, 1))
    draft = specimen.declaration(home, slug="draft", title="Draft", meeting=meeting)
    draft.unpublish()
    chosen = ("declaration", added.pk)
    meeting.related_declarations = specimen.stream(meeting, "related_declarations", chosen)
    specimen.publish(meeting)
    section = {"aria-labelledby": "declarations"}
    assert entry_titles(read(client, PATH).find("section", section)) == ["Added", "Adopted"]
    assert entry_titles(read(client, "/mk/meetings/vienna/").find("section", section)) == [
        "Added",
        "Adopted",
    ]


def themes(client) -> list[str]:
    return [
        tag.get_text(strip=True)
        for tag in read(client, "/mk/meetings/vienna/").select(".themes li")
    ]


def test_themes_are_named_in_the_language_of_the_reader_and_link_to_their_timelines(client, home):
    theme = specimen.theme()
    specimen.translate(theme, "mk")
    page = specimen.meeting(home, themes=[theme])
    assert themes(client) == ["mk Prevention"]
    link = read(client, "/mk/meetings/vienna/").select_one(".themes a")["href"]
    assert link == "/mk/themes/prevention/"
    assert read(client, link).select_one(".timeline h2").get_text(strip=True) == page.title


def test_no_theme_on_the_source_is_no_theme_on_the_translation_after_its_update(client, home):
    page = specimen.meeting(home, themes=[specimen.theme(), specimen.theme("work", "Work")])
    specimen.translate(home.get_children().get(slug="meetings").specific, "mk")
    specimen.translate(page, "mk")
    assert themes(client) == ["Prevention", "Work"]
    page.themes = []
    specimen.translate(specimen.publish(page), "mk")
    assert themes(client) == []
