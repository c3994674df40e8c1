"""Programs that follow the site ask again and again, and get an answer only if there is news."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.utils.http import http_date, parse_http_date
from wagtail.models import PageLogEntry

from tests import specimens as specimen

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize(
        "path",
        [
            "/en/feed.atom",
            "/en/meetings/feed.atom",
            "/en/meetings/calendar.ics",
            "/en/meetings/vienna/calendar.ics",
            "/en/meetings/data.csv",
            "/en/meetings/data.json",
            "/en/meetings/data.xlsx",
            "/api/v2/pages/?type=meetings.MeetingPage",
        ],
    ),
]


@pytest.fixture
def meeting(home):
    page = specimen.meeting(home)
    _some_time_passes(timedelta(days=1))
    return page


def _some_time_passes(time: timedelta) -> None:
    """Dates of HTTP know no part of a second: put what has happened further back."""
    PageLogEntry.objects.update(timestamp=F("timestamp") - time)


def changed(client, path: str, earlier) -> bool:
    """Ask in both ways that HTTP knows; they have to agree."""
    by_tag = client.get(path, headers={"if-none-match": earlier.headers["ETag"]})
    by_date = client.get(path, headers={"if-modified-since": earlier.headers["Last-Modified"]})
    assert (by_tag.status_code == 304) == (by_date.status_code == 304)
    return by_tag.status_code != 304


def test_nothing_is_sent_again_while_nothing_has_changed(client, meeting, path):
    assert not changed(client, path, client.get(path))


def test_a_publication_is_news(client, meeting, path):
    earlier = client.get(path)
    meeting.title = "Meeting in Graz"
    specimen.publish(meeting)
    assert changed(client, path, earlier)


def test_the_work_on_a_draft_is_no_news(client, meeting, path):
    earlier = client.get(path)
    meeting.title = "Meeting in Graz"
    meeting.save_revision(log_action=True)
    assert not changed(client, path, earlier)


def test_it_is_news_that_a_page_is_gone(client, meeting, path):
    earlier = client.get(path)
    meeting.unpublish()
    assert changed(client, path, earlier)


def test_it_is_news_that_a_page_is_private(client, meeting, path):
    earlier = client.get(path)
    specimen.restrict(meeting)
    assert changed(client, path, earlier)


def test_a_cache_asks_every_time_and_nobody_is_told_apart(client, meeting, path):
    answer = client.get(path)
    assert "no-cache" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_a_feed_is_only_read(client, meeting, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_the_date_of_the_last_change_is_not_that_of_the_request(client, meeting, path):
    moment = PageLogEntry.objects.latest("timestamp").timestamp
    written = client.get(path).headers["Last-Modified"]
    assert written == http_date(moment.timestamp())
    assert datetime.fromtimestamp(parse_http_date(written)) < datetime.now() - timedelta(hours=1)
