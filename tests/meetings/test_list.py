"""The list of meetings: its order, and which meetings it contains."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PATH = "/en/meetings/"
SOON = timedelta(days=30)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def plan(home):
    """Publish a meeting with a slug made from its title."""

    def make(title: str, start: date, **values):
        slug = title.lower().replace(" ", "-")
        return specimen.meeting(home, slug=slug, title=title, start_date=start, **values)

    return make


def section(soup: BeautifulSoup, name: str) -> list[str]:
    found = soup.find("section", {"aria-labelledby": name})
    return entry_titles(found) if found else []


def test_meetings_to_come_are_first_and_the_next_one_leads(client, plan, today):
    plan("Later", today + 2 * SOON, status="planned")
    plan("Next", today + SOON, status="planned")
    plan("Over", date(2015, 1, 1))
    soup = read(client, PATH)
    assert section(soup, "upcoming") == ["Next", "Later"]
    assert entry_titles(soup) == ["Next", "Later", "Over"]


def test_a_meeting_of_today_is_still_to_come_and_one_of_yesterday_is_over(client, plan, today):
    plan("Today", today, status="planned")
    plan("Until today", today - timedelta(days=2), end_date=today, status="planned")
    plan("Yesterday", today - timedelta(days=1))
    soup = read(client, PATH)
    assert section(soup, "upcoming") == ["Until today", "Today"]
    assert "Yesterday" in entry_titles(soup)[2:]


def test_past_meetings_are_grouped_by_year_less_precise_dates_last(client, plan):
    plan("In 2018", date(2018, 1, 1), date_precision="year")
    plan("In May 2018", date(2018, 5, 1), date_precision="month")
    plan("On 2 May 2018", date(2018, 5, 2))
    plan("On 30 April 2018", date(2018, 4, 30))
    plan("On 1 January 2020", date(2020, 1, 1))
    soup = read(client, PATH)
    assert [heading.get_text() for heading in soup.select(".meeting-year h2")] == ["2020", "2018"]
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
    assert word in element_text(
        read(client, "/en/meetings/called-off/").select_one(".notice--warning")
    )


def test_drafts_and_private_meetings_are_not_listed(client, home, plan):
    plan("Draft", date(2015, 1, 1)).unpublish()
    specimen.restrict(plan("Private", date(2015, 1, 2)))
    plan("Public", date(2015, 1, 3))
    assert entry_titles(read(client, PATH)) == ["Public"]
    assert entry_titles(read(client, "/mk/meetings/")) == ["Public"]


def test_meetings_of_others_stand_apart_and_can_be_chosen_alone(client, plan, today):
    plan("Own", date(2015, 1, 1), summary="What was decided.")
    plan("Of others", date(2016, 1, 1), is_context=True, kind="ministerial")
    plan("Of others and soon", today + SOON, is_context=True, status="planned")
    soup = read(client, PATH)
    assert entry_titles(soup) == ["Own"]
    assert "What was decided." not in element_text(soup.main)
    apart = soup.select_one("section[aria-labelledby=of-others]")
    assert [link.get_text() for link in apart.select("li a")] == ["Of others and soon", "Of others"]
    assert "1 meeting" in element_text(soup.select_one("main [role=status]"))
    assert "Of others" not in element_text(read(client, "/en/").main)
    assert [
        link.get_text() for link in read(client, PATH, kind="ministerial").select(".of-others li a")
    ] == ["Of others"]
    alone = read(client, PATH, kind="context")
    assert entry_titles(alone) == ["Of others and soon", "Of others"]
    assert not alone.select(".of-others")
