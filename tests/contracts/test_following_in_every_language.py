"""What holds for every feed and calendar in every language."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.languages import all_languages, site_language, source_language
from tests import calendar_client, feed_reader, grids
from tests.public_pages import read

CODES = grids.codes()
# The path of each feed below the language, and that of the list it belongs to.
FEEDS = {
    "feed.atom": "",
    "meetings/feed.atom": "meetings/",
    "declarations/feed.atom": "declarations/",
}
CALENDARS = ["meetings/calendar.ics", "meetings/vienna/calendar.ics"]
MOST_QUERIES = 10

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("code", CODES)]


@pytest.mark.parametrize(("path", "section"), FEEDS.items())
def test_a_feed_leads_to_itself_to_its_list_and_to_itself_in_every_language(
    client, specimens, code, path, section
):
    feed = feed_reader.fetch(client, f"/{code}/{path}")
    site = settings.SITE_ADDRESS
    itself = f"{site}/{code}/{path}"
    assert feed.feed.id == itself
    assert feed.feed.author
    assert feed.feed.link == f"{site}/{code}/{section}"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [itself]
    assert feed_reader.links(feed, "application/atom+xml") == {
        "self": itself,
        **{other.tag: f"{site}/{other.code}/{path}" for other in all_languages()},
    }


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_and_its_entries_are_in_the_language_and_their_pages_exist(
    client, specimens, code, path
):
    feed = feed_reader.fetch(client, f"/{code}/{path}")
    assert feed.feed.title_detail.language == site_language(code).tag
    assert feed.entries
    for entry in feed.entries:
        # One declaration of the specimens has no translation.
        text = site_language(code) if entry.title.startswith(f"{code} ") else source_language()
        assert entry.title_detail.language == entry.summary_detail.language == text.tag
        soup = read(client, entry.link.removeprefix(settings.SITE_ADDRESS))
        assert soup.h1.get_text(strip=True) == entry.title


@pytest.mark.parametrize(("path", "section"), FEEDS.items())
def test_a_list_tells_programs_and_people_of_its_feed(client, specimens, code, path, section):
    soup = read(client, f"/{code}/{section}")
    (told,) = soup.select("link[rel=alternate][type='application/atom+xml']")
    (shown,) = soup.select("main a[type='application/atom+xml']")
    assert told["href"] == shown["href"] == f"/{code}/{path}"


def test_the_calendars_are_linked_from_the_list_and_from_the_meeting(client, specimens, code):
    for path, page in zip(CALENDARS, ["meetings/", "meetings/vienna/"], strict=True):
        (shown,) = read(client, f"/{code}/{page}").select("main a[type='text/calendar']")
        assert shown["href"] == f"/{code}/{path}"


@pytest.mark.parametrize("path", CALENDARS)
def test_an_event_is_in_the_language_and_the_same_in_all(client, specimens, code, path):
    (event,) = calendar_client.fetch(client, f"/{code}/{path}").events
    page = specimens.pages["MeetingPage"]
    assert event["UID"] == str(page.translation_key)
    assert event["SUMMARY"] == (
        page.title if site_language(code).is_source else f"{code} {page.title}"
    )
    for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        assert calendar_client.language(event, name) == site_language(code).tag


@pytest.mark.parametrize("path", [*FEEDS, *CALENDARS])
def test_the_answer_is_small_in_queries_and_tells_nobody_apart(client, specimens, code, path):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/{code}/{path}")
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]
    assert answer.headers["Content-Language"] == site_language(code).tag
    assert not answer.cookies
