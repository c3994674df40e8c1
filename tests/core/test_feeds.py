"""The feeds, parsed by a feed reader; the feed of the whole site represents all."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from core import feeds
from meetings.models import MeetingPage
from tests import specimens as specimen
from tests.feed_reader import fetch, titles

pytestmark = pytest.mark.django_db

PATH = "/en/feed.atom"


def only_entry(client, path: str = PATH):
    (entry,) = fetch(client, path).entries
    return entry


def test_the_feed_of_the_site_has_every_page_but_not_the_index_pages(client, home):
    specimen.every_kind(home)
    found = {
        entry.link.removeprefix(settings.SITE_ADDRESS) for entry in fetch(client, PATH).entries
    }
    assert found == {
        "/en/privacy/",
        "/en/history/",
        "/en/states/kosovo/",
        "/en/meetings/vienna/",
        "/en/declarations/earlier/",
        "/en/declarations/vienna-declaration/",
        "/en/news/budva/",
    }


def test_an_entry_has_the_dates_of_first_and_last_publication(client, home):
    page = specimen.content(home)
    type(page).objects.filter(pk=page.pk).update(first_published_at="2024-05-06T07:08:09Z")
    entry = only_entry(client)
    assert entry.published == "2024-05-06T07:08:09+00:00"
    assert entry.updated == page.last_published_at.isoformat()


def test_an_entry_has_the_same_id_in_every_language(client, home):
    page = specimen.content(home, summary="Who we are.")
    specimen.translate(page, "mk")
    english, macedonian = only_entry(client), only_entry(client, "/mk/feed.atom")
    assert english.id == macedonian.id == f"urn:uuid:{page.translation_key}"
    assert (english.title, macedonian.title) == ("About us", "mk About us")
    assert macedonian.link == f"{settings.SITE_ADDRESS}/mk/about/"
    for name in ("title_detail", "summary_detail"):
        assert (english[name].language, macedonian[name].language) == ("en", "mk")


def test_a_page_without_a_translation_is_marked_with_the_language_it_is_in(client, home):
    specimen.meeting(home, kind="ministerial", status="cancelled", place="Vienna", country="AT")
    feed = fetch(client, "/mk/feed.atom")
    (entry,) = feed.entries
    assert feed.feed.title_detail.language == "mk"
    assert entry.title_detail.language == entry.summary_detail.language == "en"
    assert entry.link == f"{settings.SITE_ADDRESS}/mk/meetings/vienna/"
    assert entry.summary == (
        "<p>6 May 2019 · Ministerial meeting · Cancelled</p><p>Vienna, Austria</p>"
    )


def test_the_footnote_of_a_state_follows_its_name(client, home):
    specimen.state(home, title="Kosovo", territory="XK", designation_footnote="As agreed.")
    specimen.meeting(home, country="XK")
    by_title = {entry.title: entry for entry in fetch(client, PATH).entries}
    assert by_title.keys() == {"Kosovo*", "Meeting in Vienna"}
    assert "<p>Kosovo*</p>" in by_title["Meeting in Vienna"].summary
    for entry in by_title.values():
        assert entry.summary.endswith('<p lang="en">* As agreed.</p>')


def test_what_an_editor_writes_is_text_and_cannot_break_the_feed(client, home):
    specimen.content(home, title="A <b> & \x0cB", summary="<script>x</script>\x1b")
    entry = only_entry(client)
    assert entry.title == "A <b> & B"
    assert entry.summary == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def test_drafts_private_and_expired_pages_are_in_no_feed(client, home):
    specimen.content(home, "draft").unpublish()
    specimen.restrict(specimen.content(home, "private"))
    page = specimen.content(home, "expired")
    over = timezone.now() - timedelta(minutes=1)
    type(page).objects.filter(pk=page.pk).update(expire_at=over)
    specimen.content(home, "public", title="Public")
    assert titles(fetch(client, PATH)) == ["Public"]


def test_unpublished_changes_are_in_no_feed(client, home):
    page = specimen.content(home)
    page.title = "About somebody else"
    page.save_revision()
    assert titles(fetch(client, PATH)) == ["About us"]


def test_the_latest_pages_come_first_and_the_oldest_are_left_out(client, home, monkeypatch):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 3)
    above = home.get_children().get(slug="meetings")
    now = timezone.now()
    for number in range(4):
        above.add_child(
            instance=MeetingPage(
                title=f"Number {number}",
                slug=f"number-{number}",
                start_date=date(2019, 5, 6),
                locale=home.locale,
                last_published_at=now - timedelta(hours=number),
            )
        )
    assert titles(fetch(client, PATH)) == [f"Number {number}" for number in range(3)]


def test_a_feed_without_entries_is_valid_and_does_not_change(client, home):
    assert fetch(client, PATH).feed.updated == fetch(client, PATH).feed.updated
    assert client.get(PATH).content == client.get(PATH).content
