"""The ledger: what comes first, what the filters find, and what a strange address gets."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from meetings.models import MeetingParticipant, index_page
from tests import specimens as specimen
from tests.reader import entries, read, words

pytestmark = pytest.mark.django_db

PATH = "/en/meetings/"
SOON = timedelta(days=30)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def plan(home):
    """Publish a meeting by its title alone; the address word follows from it."""

    def make(title: str, start: date, **values):
        slug = title.lower().replace(" ", "-")
        return specimen.meeting(home, slug=slug, title=title, start_date=start, **values)

    return make


@pytest.fixture
def recorded(home):
    """Three meetings that differ in everything that can be filtered by, translated or not."""
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


def section(soup: BeautifulSoup, name: str) -> list[str]:
    found = soup.find("section", {"aria-labelledby": name})
    return entries(found) if found else []


def problems(soup: BeautifulSoup) -> str:
    return " ".join(words(found) for found in soup.select("main .notice--warning, main .error"))


# Order


def test_meetings_to_come_are_first_and_the_next_one_leads(client, plan, today):
    plan("Later", today + 2 * SOON, status="planned")
    plan("Next", today + SOON, status="planned")
    plan("Over", date(2015, 1, 1))
    soup = read(client, PATH)
    assert section(soup, "upcoming") == ["Next", "Later"]
    assert entries(soup) == ["Next", "Later", "Over"]


def test_a_meeting_of_today_is_still_to_come_and_one_of_yesterday_is_over(client, plan, today):
    plan("Today", today, status="planned")
    plan("Until today", today - timedelta(days=2), end_date=today, status="planned")
    plan("Yesterday", today - timedelta(days=1))
    soup = read(client, PATH)
    assert section(soup, "upcoming") == ["Until today", "Today"]
    assert "Yesterday" in entries(soup)[2:]


def test_the_past_is_told_year_by_year_the_unknown_part_last(client, plan):
    plan("In 2018", date(2018, 1, 1), date_precision="year")
    plan("In May 2018", date(2018, 5, 1), date_precision="month")
    plan("On 2 May 2018", date(2018, 5, 2))
    plan("On 30 April 2018", date(2018, 4, 30))
    plan("On 1 January 2020", date(2020, 1, 1))
    soup = read(client, PATH)
    assert [heading.get_text() for heading in soup.select(".year h2")] == ["2020", "2018"]
    assert section(soup, "year-2018") == [
        "On 2 May 2018",
        "In May 2018",
        "On 30 April 2018",
        "In 2018",
    ]


def test_a_meeting_of_which_only_the_year_is_known_is_not_next_before_a_dated_one(
    client, plan, today
):
    year = today.year + 1
    plan("In some month", date(year, 1, 1), date_precision="year", status="planned")
    plan("In March", date(year, 3, 4), status="planned")
    assert section(read(client, PATH), "upcoming") == ["In March", "In some month"]


def test_a_meeting_that_was_held_is_not_to_come_although_its_day_is_not_known(client, plan, today):
    plan("Held", date(today.year, 1, 1), date_precision="year", status="held")
    soup = read(client, PATH)
    assert section(soup, "upcoming") == []
    assert section(soup, f"year-{today.year}") == ["Held"]


@pytest.mark.parametrize(
    ("status", "word"), [("cancelled", "Cancelled"), ("postponed", "Postponed")]
)
def test_a_meeting_called_off_is_marked_and_never_to_come(client, plan, today, status, word):
    plan("Called off", today + SOON, status=status)
    soup = read(client, PATH)
    assert section(soup, "upcoming") == []
    assert soup.select_one(".entry .status").get_text() == word
    assert not read(client, "/en/").select(".home__next")
    assert word in words(read(client, "/en/meetings/called-off/").select_one(".notice--warning"))


# Filters


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
    assert [title.removeprefix("mk ") for title in entries(soup)] == found
    assert soup.select_one("main [role=status]").get_text(strip=True).startswith(str(len(found)))
    if code == "mk" and "Sofia" in found:
        assert "mk Sofia" in entries(soup)


def test_a_filter_offers_only_what_the_ledger_holds(client, recorded):
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


def test_nothing_found_is_said(client, recorded):
    assert "No meeting matches" in read(client, PATH, state="HR", year="2020").main.get_text()


@pytest.mark.parametrize("name", ["year", "kind", "state", "theme"])
@pytest.mark.parametrize("value", ["1066", "none", "<b>", "\x00", "x" * 5000, "' OR 1=1 --", "²"])
def test_a_value_that_is_not_offered_is_said_and_all_meetings_are_shown(
    client, recorded, name, value
):
    response = client.get(PATH, {name: value})
    text = response.content.decode()
    soup = BeautifulSoup(text, "html.parser")
    assert response.status_code == 200
    assert "is not among the choices" in problems(soup)
    assert entries(soup) == ["Skopje", "Zagreb", "Sofia"]
    assert "<b>" not in text
    assert "\x00" not in text
    assert "x" * 1000 not in text


# Pages


@pytest.fixture
def two_per_page(monkeypatch, plan, today):
    """Five meetings of the past, three of them ministerial, and one to come."""
    monkeypatch.setattr(index_page, "MEETINGS_PER_PAGE", 2)
    for number in range(5):
        kind = "ministerial" if number < 3 else "coordinators"
        plan(f"Number {number}", date(2000, 1, 1 + number), kind=kind)
    plan("To come", today + SOON, status="planned", kind="ministerial")


def test_a_long_ledger_has_pages_and_what_is_to_come_stands_on_the_first(client, two_per_page):
    first, last = read(client, PATH), read(client, PATH, page="3")
    assert entries(first) == ["To come", "Number 4", "Number 3"]
    assert entries(last) == ["Number 0"]
    assert "6 meetings" in words(first)
    assert "6 meetings" in words(last)


def test_the_links_to_other_pages_keep_the_filter(client, two_per_page):
    soup = read(client, PATH, kind="ministerial", page="1")
    following = soup.find("a", rel="next")["href"]
    assert parse_qs(urlsplit(following).query) == {"kind": ["ministerial"], "page": ["2"]}
    assert entries(read(client, PATH + following)) == ["Number 0"]
    assert soup.find("a", rel="prev") is None


@pytest.mark.parametrize("page", ["abc", "999", "0", "-1", "1.5", "\x00", "9" * 5000, "²", "<b>"])
def test_a_page_that_does_not_exist_is_said_and_the_first_is_shown(client, two_per_page, page):
    response = client.get(PATH, {"page": page, "kind": "ministerial"})
    text = response.content.decode()
    soup = BeautifulSoup(text, "html.parser")
    assert response.status_code == 200
    assert "There is no page" in problems(soup)
    assert entries(soup)[0] == "To come"
    assert "\x00" not in text
    assert "<b>" not in text
    assert "9" * 1000 not in text


def test_drafts_and_private_meetings_are_not_listed(client, home, plan):
    plan("Draft", date(2015, 1, 1)).unpublish()
    specimen.restrict(plan("Private", date(2015, 1, 2)))
    plan("Public", date(2015, 1, 3))
    assert entries(read(client, PATH)) == ["Public"]
    assert entries(read(client, "/mk/meetings/")) == ["Public"]
