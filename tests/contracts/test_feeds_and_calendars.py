"""The languages, links and queries of every feed and calendar."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.languages import all_languages, site_language, source_language
from tests import calendar_client, feed_reader, grids
from tests import specimens as specimen
from tests.public_pages import read

CODES = grids.codes()
# By the path of the feed below the language code: the path of the list that it belongs to.
FEEDS = {
    "feed.atom": "",
    "meetings/feed.atom": "meetings/",
    "declarations/feed.atom": "declarations/",
    "news/feed.atom": "news/",
}
CALENDARS = ["meetings/calendar-all.ics", "meetings/vienna/calendar.ics"]
MOST_QUERIES = 10

pytestmark = pytest.mark.django_db
each_language = pytest.mark.parametrize("code", CODES)
each_feed = pytest.mark.parametrize(("code", "path"), grids.combinations(CODES, [*FEEDS]))


@each_feed
def test_a_feed_links_to_itself_to_its_list_and_to_its_other_languages(
    client, specimens, code, path
):
    feed = feed_reader.fetch(client, f"/{code}/{path}")
    site = settings.SITE_ADDRESS
    feed_url = f"{site}/{code}/{path}"
    assert feed.feed.id == feed_url
    assert feed.feed.author
    assert feed.feed.link == f"{site}/{code}/{FEEDS[path]}"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [feed_url]
    assert feed_reader.links(feed, "application/atom+xml") == {
        "self": feed_url,
        **{other.tag: f"{site}/{other.code}/{path}" for other in all_languages()},
    }


@each_feed
def test_a_feed_has_its_language_and_its_entries_link_to_their_pages(client, specimens, code, path):
    feed = feed_reader.fetch(client, f"/{code}/{path}")
    assert feed.feed.title_detail.language == site_language(code).tag
    assert feed.entries
    for entry in feed.entries:
        # One declaration of the specimens is not translated.
        is_translated = entry.title.startswith(specimen.translated_text("", code))
        text = site_language(code) if is_translated else source_language()
        assert entry.title_detail.language == entry.summary_detail.language == text.tag
        soup = read(client, entry.link.removeprefix(settings.SITE_ADDRESS))
        assert " ".join(soup.h1.get_text().split()) == entry.title


@each_feed
def test_a_list_links_to_its_feed_in_its_head_and_in_its_content(client, specimens, code, path):
    soup = read(client, f"/{code}/{FEEDS[path]}")
    (head_link,) = soup.select("link[rel=alternate][type='application/atom+xml']")
    (main_link,) = soup.select("main a[type='application/atom+xml']")
    assert head_link["href"] == main_link["href"] == f"/{code}/{path}"


@each_language
def test_the_calendars_are_linked_from_the_list_and_from_the_meeting(client, specimens, code):
    linked = {
        "meetings/": ["meetings/calendar.ics", CALENDARS[0]],
        "meetings/vienna/": CALENDARS[1:],
    }
    for page, paths in linked.items():
        links = read(client, f"/{code}/{page}").select("main a[type='text/calendar']")
        assert [link["href"] for link in links] == [f"/{code}/{path}" for path in paths]


@each_language
@pytest.mark.parametrize("path", CALENDARS)
def test_an_event_is_in_the_language_and_has_the_same_uid_in_all_languages(
    client, specimens, code, path
):
    (event,) = calendar_client.fetch(client, f"/{code}/{path}").events
    page = specimens.pages["MeetingPage"]
    assert event["UID"] == str(page.translation_key)
    assert event["SUMMARY"] == (
        page.title if site_language(code).is_source else specimen.translated_text(page.title, code)
    )
    for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        assert calendar_client.language(event, name) == site_language(code).tag


@pytest.mark.parametrize(("code", "path"), grids.combinations(CODES, [*FEEDS, *CALENDARS]))
def test_the_response_needs_few_queries_and_sets_no_cookie(client, specimens, code, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/{code}/{path}")
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]
    assert response.headers["Content-Language"] == site_language(code).tag
    assert not response.cookies
