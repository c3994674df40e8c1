"""Conditional requests of feeds, calendars and data: 304 unless public pages have changed."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.utils.http import http_date, parse_http_date
from wagtail.models import PageLogEntry

from meetings.models import MeetingPage
from tests import specimens as specimen

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize(
        "path",
        [
            "/en/feed.atom",
            "/en/meetings/feed.atom",
            "/en/meetings/calendar-all.ics",
            "/en/meetings/vienna/calendar.ics",
            "/en/meetings/data.csv",
            "/en/meetings/data.json",
            "/en/meetings/data.xlsx",
            "/api/v2/pages/?type=meetings.MeetingPage",
        ],
    ),
]


@pytest.fixture(scope="module")
def meeting_of_module(home_of_module) -> int:
    """The id of a meeting that all tests of the module start from."""
    page = specimen.meeting(home_of_module)
    _age_log_entries(timedelta(days=1))
    return page.pk


@pytest.fixture
def meeting(meeting_of_module, db) -> MeetingPage:
    return MeetingPage.objects.get(pk=meeting_of_module)


def _age_log_entries(time: timedelta) -> None:
    """Move the log entries into the past, because HTTP dates have whole seconds."""
    PageLogEntry.objects.update(timestamp=F("timestamp") - time)


def changed(client, path: str, earlier) -> bool:
    """Send both kinds of conditional requests, which have to agree."""
    by_tag = client.get(path, headers={"if-none-match": earlier.headers["ETag"]})
    by_date = client.get(path, headers={"if-modified-since": earlier.headers["Last-Modified"]})
    assert (by_tag.status_code == 304) == (by_date.status_code == 304)
    return by_tag.status_code != 304


def test_an_unchanged_response_is_not_sent_again(client, meeting, path):
    assert not changed(client, path, client.get(path))


def test_a_publication_is_a_change(client, meeting, path):
    earlier = client.get(path)
    meeting.title = "Meeting in Graz"
    specimen.publish(meeting)
    assert changed(client, path, earlier)


def test_saving_a_draft_is_no_change(client, meeting, path):
    earlier = client.get(path)
    meeting.title = "Meeting in Graz"
    meeting.save_revision(log_action=True)
    assert not changed(client, path, earlier)


def test_unpublishing_or_deleting_a_page_is_a_change(client, meeting, path):
    earlier = client.get(path)
    meeting.unpublish()
    assert changed(client, path, earlier)


def test_making_a_page_private_is_a_change(client, meeting, path):
    earlier = client.get(path)
    specimen.restrict(meeting)
    assert changed(client, path, earlier)


def test_caches_revalidate_every_time_and_no_cookie_is_set(client, meeting, path):
    answer = client.get(path)
    assert "no-cache" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_only_safe_methods_are_allowed(client, meeting, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_the_date_of_the_last_change_is_not_that_of_the_request(client, meeting, path):
    moment = PageLogEntry.objects.latest("timestamp").timestamp
    written = client.get(path).headers["Last-Modified"]
    assert written == http_date(moment.timestamp())
    assert datetime.fromtimestamp(parse_http_date(written)) < datetime.now() - timedelta(hours=1)
