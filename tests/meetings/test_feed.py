"""The feed of the meetings, and the links on their pages."""

import pytest

from tests import specimens as specimen
from tests.feed_reader import fetch, titles
from tests.public_pages import read

pytestmark = pytest.mark.django_db


def test_the_feed_contains_meetings_only(client, home):
    specimen.meeting(home)
    specimen.declaration(home)
    specimen.content(home)
    assert titles(fetch(client, "/en/meetings/feed.atom")) == ["Meeting in Vienna"]


def test_a_meeting_of_which_the_day_is_not_known_is_in_the_feed_with_what_is_known(client, home):
    specimen.meeting(home, date_precision="month", kind="ministerial")
    (entry,) = fetch(client, "/en/meetings/feed.atom").entries
    assert entry.summary == "<p>May 2019 · Ministerial meeting</p>"


@pytest.mark.parametrize(
    "values",
    [{"date_precision": "month"}, {"status": "cancelled"}, {"status": "postponed"}],
    ids=["no day", "cancelled", "postponed"],
)
def test_there_is_no_calendar_link_without_a_day_or_for_a_meeting_called_off(client, home, values):
    specimen.meeting(home, **values)
    assert not read(client, "/en/meetings/vienna/").select("main a[type='text/calendar']")
