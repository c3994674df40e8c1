"""Pagination of the list of meetings."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import index_page
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, problem_messages, read

pytestmark = pytest.mark.django_db

PATH = "/en/meetings/"


@pytest.fixture(scope="module")
def meetings(home_of_module):
    """Five meetings of the past, three of them ministerial, and one to come."""
    for number in range(5):
        specimen.meeting(
            home_of_module,
            slug=f"number-{number}",
            title=f"Number {number}",
            start_date=date(2000, 1, 1 + number),
            kind="ministerial" if number < 3 else "coordinators",
        )
    specimen.meeting(
        home_of_module,
        slug="to-come",
        title="To come",
        start_date=timezone.localdate() + timedelta(days=30),
        status="planned",
        kind="ministerial",
    )


@pytest.fixture
def two_per_page(monkeypatch, meetings):
    monkeypatch.setattr(index_page, "MEETINGS_PER_PAGE", 2)


def test_upcoming_meetings_are_on_the_first_page(client, two_per_page):
    first, last = read(client, PATH), read(client, PATH, page="3")
    assert entry_titles(first) == ["To come", "Number 4", "Number 3"]
    assert entry_titles(last) == ["Number 0"]
    assert "6 meetings" in element_text(first)
    assert "6 meetings" in element_text(last)


def test_the_links_to_other_pages_keep_the_filter(client, two_per_page):
    soup = read(client, PATH, kind="ministerial", page="1")
    following = soup.find("a", rel="next")["href"]
    assert parse_qs(urlsplit(following).query) == {"kind": ["ministerial"], "page": ["2"]}
    assert entry_titles(read(client, PATH + following)) == ["Number 0"]
    assert soup.find("a", rel="prev") is None


@pytest.mark.parametrize("page", ["abc", "999", "0", "-1", "1.5", "\x00", "9" * 5000, "²", "<b>"])
def test_an_invalid_page_number_is_reported_and_the_first_page_is_shown(client, two_per_page, page):
    response = client.get(PATH, {"page": page, "kind": "ministerial"})
    text = response.content.decode()
    soup = BeautifulSoup(text, "html.parser")
    assert response.status_code == 200
    assert "There is no page" in problem_messages(soup)
    assert entry_titles(soup)[0] == "To come"
    assert "\x00" not in text
    assert "<b>" not in text
    assert "9" * 1000 not in text


def test_only_the_meetings_of_a_page_are_fetched_and_without_their_long_texts(client, two_per_page):
    with CaptureQueriesContext(connection) as queries:
        client.get(PATH, {"page": "2"})
    summary = '"meetings_meetingpage"."summary"'
    (fetching,) = [query["sql"] for query in queries if summary in query["sql"]]
    assert re.search(r"IN \(\d+, \d+\)", fetching)
    assert "outcome" not in fetching
