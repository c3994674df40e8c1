"""The filters of the list of meetings, with valid and invalid parameters."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from meetings.models import MeetingParticipant
from tests import specimens as specimen
from tests.calendar_client import fetch, summaries
from tests.public_pages import element_text, entry_titles, problem_messages, read

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PATH = "/en/meetings/"


@pytest.fixture(scope="module")
def recorded(home_of_module):
    """Three meetings that differ in everything that can be filtered by, translated or not."""
    home = home_of_module
    children, digital = specimen.theme("children", "Children"), specimen.theme("digital", "Digital")
    made = {
        "Sofia": ("coordinators", date(2018, 5, 2), ["BG", "MK"], [children]),
        "Zagreb": ("ministerial", date(2018, 9, 9), ["HR"], [children, digital]),
        "Skopje": ("ministerial", date(2020, 1, 1), ["MK"], [digital]),
    }
    for title, (kind, start, states, themes) in made.items():
        page = specimen.meeting(home, title.lower(), title=title, start_date=start, kind=kind)
        page.participation = "listed"
        page.participants = [MeetingParticipant(territory=code) for code in states]
        page.themes = themes
        specimen.publish(page)
    specimen.translate(home.get_children().get(slug="meetings").specific, "mk")
    specimen.translate(home.get_descendants().get(slug="sofia").specific, "mk")


@pytest.mark.parametrize("code", ["en", "mk"])
@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["Skopje", "Zagreb", "Sofia"]),
        ({"year": "2018"}, ["Zagreb", "Sofia"]),
        ({"kind": "ministerial"}, ["Skopje", "Zagreb"]),
        ({"state": "MK"}, ["Skopje", "Sofia"]),
        ({"theme": "children"}, ["Zagreb", "Sofia"]),
        ({"year": "2018", "theme": "digital"}, ["Zagreb"]),
        ({"state": "MK", "kind": "ministerial", "year": "2020"}, ["Skopje"]),
        ({"state": "HR", "year": "2020"}, []),
    ],
)
def test_filters_combine_and_find_the_same_in_every_language(client, recorded, code, chosen, found):
    soup = read(client, f"/{code}/meetings/", **chosen)
    assert [title.removeprefix("mk ") for title in entry_titles(soup)] == found
    assert soup.select_one("main [role=status]").get_text(strip=True).startswith(str(len(found)))
    if code == "mk" and "Sofia" in found:
        assert "mk Sofia" in entry_titles(soup)


@pytest.mark.parametrize(
    "chosen",
    [
        {"year": "2018"},
        {"state": "MK", "kind": "ministerial"},
        {"theme": "children", "page": "7", "other": "&"},
        {"state": "HR", "year": "2020"},
        {"year": "1066", "kind": "ministerial"},
        {"theme": "\x00"},
    ],
)
def test_the_linked_calendar_contains_the_meetings_of_the_list(client, recorded, chosen):
    soup = read(client, "/mk/meetings/", **chosen)
    # The complete one is the last, if there are two.
    url = soup.select(".subscribe a[type='text/calendar']")[-1]["href"]
    calendar = fetch(client, url)
    same_filter = fetch(client, "/mk/meetings/calendar-all.ics", **chosen)
    assert (
        sorted(summaries(calendar)) == sorted(summaries(same_filter)) == sorted(entry_titles(soup))
    )
    assert calendar["SOURCE"] == f"{settings.SITE_ADDRESS}{url}"


def test_a_calendar_of_a_year_is_complete_and_each_link_to_one_has_its_label(client, recorded):
    labels = {
        year: [
            element_text(link)
            for link in read(client, PATH, year=year).select(".subscribe a[type='text/calendar']")
        ]
        for year in ("", "2018")
    }
    assert len(labels[""]) == 2
    assert len(labels["2018"]) == 1
    assert all(label.startswith("Calendar of ") for found in labels.values() for label in found)


def test_a_calendar_of_chosen_meetings_is_named_after_the_choice(client, home, recorded):
    specimen.state(home, "x", title="North", territory="MK", designation_footnote="As agreed.")
    calendar = fetch(client, f"{PATH}calendar.ics", year="2018", state="MK")
    # icalendar does not know these properties, and returns them as they stand (RFC 5545, 3.3.11).
    for name in ("NAME", "X-WR-CALNAME"):
        assert calendar[name] == r"Meetings: 2018\, North* – NATC SEE"
    assert calendar["DESCRIPTION"].endswith("* As agreed.")


def test_a_filter_has_only_choices_with_meetings(client, recorded):
    soup = read(client, PATH)
    offered = {
        select["name"]: [option["value"] for option in select.find_all("option")]
        for select in soup.select(".filter select")
    }
    assert offered["year"] == ["", "2020", "2018"]
    assert offered["state"] == ["", "BG", "HR", "MK"]
    assert offered["theme"] == ["", "children", "digital"]


def test_a_filtered_list_stays_out_of_search_engines(client, recorded):
    assert not read(client, PATH).find("meta", {"name": "robots"})
    filtered = read(client, PATH, year="2018")
    assert filtered.find("meta", {"name": "robots"})["content"] == "noindex"
    assert filtered.find("link", rel="canonical")["href"].endswith(PATH)


def test_an_empty_result_is_reported(client, recorded):
    assert "No meeting matches" in read(client, PATH, state="HR", year="2020").main.get_text()


@pytest.mark.parametrize("name", ["year", "kind", "state", "theme"])
@pytest.mark.parametrize("value", ["1066", "none", "<b>", "\x00", "x" * 5000, "' OR 1=1 --", "²"])
def test_an_invalid_value_is_reported_and_all_meetings_are_shown(client, recorded, name, value):
    response = client.get(PATH, {name: value})
    text = response.content.decode()
    soup = BeautifulSoup(text, "html.parser")
    assert response.status_code == 200
    assert "is not among the choices" in problem_messages(soup)
    assert entry_titles(soup) == ["Skopje", "Zagreb", "Sofia"]
    assert "<b>" not in text
    assert "\x00" not in text
    assert "x" * 1000 not in text
