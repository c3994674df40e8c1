"""News: the list, a piece of news, the feed, the home page, and a site without any news."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests import specimens as specimen
from tests.feed_reader import fetch, titles
from tests.public_pages import entry_titles, read

pytestmark = pytest.mark.django_db

PATH = "/en/news/feed.atom"


def leading_to_news(client, code: str) -> set[str]:
    """Return the links of the start page to the news, without its language."""
    links = read(client, f"/{code}/").select("a[href], link[href]")
    return {link["href"].partition(f"/{code}/")[2] for link in links if "/news/" in link["href"]}


def test_nothing_leads_to_the_news_while_there_is_none(client, home):
    assert client.get(PATH).status_code == 404
    page = specimen.news(home)
    index = page.get_parent().specific
    index.show_in_menus = True
    specimen.publish(index)
    for code in ("en", "mk"):
        assert leading_to_news(client, code) == {"news/", "news/budva/"}
    page.unpublish()
    for code in ("en", "mk"):
        assert leading_to_news(client, code) == set()
    soup = read(client, "/en/news/")
    assert "no news yet" in soup.main.get_text()
    assert not soup.select("[type='application/atom+xml']")


def test_the_latest_news_comes_first_in_the_list_and_on_the_home_page(client, home):
    for day in range(1, 6):
        specimen.news(home, slug=f"n{day}", title=f"On day {day}", reported_on=date(2022, 6, day))
    expected = [f"On day {day}" for day in (5, 4, 3, 2, 1)]
    assert entry_titles(read(client, "/en/news/")) == expected
    assert entry_titles(read(client, "/mk/").select_one(".home__news")) == expected[:3]
    specimen.meeting(home)
    assert set(titles(fetch(client, PATH))) == set(expected)
    assert read(client, "/en/news/").select("main a[type='application/atom+xml']")


def test_a_piece_of_news_leads_to_its_records_in_the_reader_s_language(client, home):
    meeting = specimen.meeting(home)
    page = specimen.news(home, text="<p>They met.</p>")
    page.records = specimen.stream(page, "records", ("record", meeting.pk))
    specimen.publish(page)
    for instance in (*(one.get_parent().specific for one in (meeting, page)), meeting, page):
        specimen.translate(instance, "mk")
    soup = read(client, "/mk/news/budva/")
    assert soup.select_one("main .text").get_text().strip() == "mk They met."
    (link,) = soup.select(".files-menu a")
    assert (link["href"], link.get_text()) == ("/mk/meetings/vienna/", "mk Meeting in Vienna")
    meeting.unpublish()
    assert not read(client, "/en/news/budva/").select(".files-menu")


def test_news_of_a_day_to_come_is_refused(home):
    page = specimen.news(home)
    page.reported_on = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="still to come"):
        page.full_clean()
