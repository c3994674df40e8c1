"""Names, menu, footer and notice: what editors set, for readers of every language."""

import re
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from core.blocks.layout import validate_link_address
from core.models import LayoutSettings
from tests import specimens as specimen
from tests.public_pages import element_text, read
from tests.services.html_checker import html_problems

pytestmark = pytest.mark.django_db

CODES = ["en", "mk", "sr-cyrl", "sr-latn", "sl"]


def rows(kind: str, field: str, **texts: str) -> list[dict]:
    return [
        {"type": kind, "value": {"language": code.replace("_", "-"), field: text}}
        for code, text in texts.items()
    ]


def link(page=None, address: str = "", **labels: str) -> dict:
    value = {
        "page": page and page.pk,
        "address": address,
        "labels": rows("label", "text", **labels),
    }
    return {"type": "link", "value": value}


def group(*links: dict, **headings: str) -> dict:
    items = [{"type": "item", "value": item["value"]} for item in links]
    return {
        "type": "group",
        "value": {"headings": rows("label", "text", **headings), "links": items},
    }


@pytest.fixture
def save(db):
    """Save settings in their stored form: ``save(names=[…], notice_tone="warning")``."""

    def make(**values) -> LayoutSettings:
        made = LayoutSettings.objects.first() or LayoutSettings()
        for name, value in values.items():
            field = LayoutSettings._meta.get_field(name)
            stream = getattr(field, "stream_block", None)
            setattr(made, name, stream.to_python(value) if stream else value)
        made.save()
        return made

    return make


def menu(soup) -> list[tuple[str, str]]:
    return [(item["href"], element_text(item)) for item in soup.select(".navigation a")]


# Without settings


@pytest.mark.parametrize("code", CODES)
def test_an_empty_settings_row_changes_nothing(client, home, save, code):
    specimen.content(home)
    before = client.get(f"/{code}/").content
    save()
    assert client.get(f"/{code}/").content == before


def test_reading_creates_no_settings(client, home):
    client.get("/en/")
    assert not LayoutSettings.objects.exists()


# Names


def names(soup) -> tuple[str, str]:
    short, name = soup.select_one(".brand__short"), soup.select_one(".brand__name")
    return element_text(short), element_text(name)


def test_each_language_has_its_own_names(client, home, save):
    save(names=[*rows("names", "name", en="The Network", mk="Мрежата")])
    assert names(read(client, "/en/")) == ("NATC SEE", "The Network")
    assert names(read(client, "/mk/")) == ("NATC SEE", "Мрежата")


def test_a_language_without_a_name_has_that_of_its_fallback_which_says_its_language(
    client, home, save
):
    save(names=rows("names", "name", en="The Network"))
    name = read(client, "/mk/").select_one(".brand__name")
    assert element_text(name) == "The Network"
    assert name["lang"] == "en"
    assert "lang" not in read(client, "/en/").select_one(".brand__name").attrs


def test_a_derived_script_has_the_name_of_its_origin(client, home, save):
    save(names=rows("names", "name", en="The Network", sr_cyrl="Мрежа координатора"))
    name = read(client, "/sr-latn/").select_one(".brand__name")
    assert element_text(name) == "Mreža koordinatora"
    assert "lang" not in name.attrs


def test_titles_feeds_and_the_list_of_languages_have_the_names(client, home, save):
    save(names=rows("names", "short_name", en="Network") + rows("names", "name", mk="Мрежата"))
    assert read(client, "/en/").title.get_text().endswith("– Network")
    assert "– Network</title>" in client.get("/en/feed.atom").content.decode()
    assert "<name>Мрежата</name>" in client.get("/mk/feed.atom").content.decode()
    listed = {item["lang"]: item.span.get_text() for item in read(client, "/").select("main a")}
    assert listed["mk"] == "Мрежата"


def test_the_description_stands_at_the_foot(client, home, save):
    save(names=rows("names", "description", en="Eleven states against trafficking"))
    described = read(client, "/mk/").select_one(".footer__description")
    assert element_text(described) == "Eleven states against trafficking"
    assert described["lang"] == "en"


# Menu


def test_the_menu_has_the_chosen_links_in_their_order(client, home, save):
    meetings, history = (home.get_children().get(slug=slug) for slug in ("meetings", "history"))
    save(
        menu=[
            link(history),
            link(meetings, mk="Состаноци", en="Events"),
            link(address="/data/", en="Data"),
        ]
    )
    assert menu(read(client, "/en/")) == [
        ("/en/history/", "History"),
        ("/en/meetings/", "Events"),
        ("/en/data/", "Data"),
        ("/en/contacts-by-country/", "Help"),
    ]
    assert menu(read(client, "/mk/"))[1] == ("/mk/meetings/", "Состаноци")


def test_a_section_that_left_the_menu_stands_at_the_foot(client, home, save):
    history = home.get_children().get(slug="history")
    save(menu=[link(history)])
    found = [item["href"] for item in read(client, "/en/").select(".footer a")]
    assert "/en/meetings/" in found
    assert "/en/history/" not in found


def test_the_contacts_are_in_the_menu_once_wherever_an_editor_puts_them(client, home, save):
    save(
        menu=[link(address="/contacts-by-country/", en="Get help"), link(address="/data/", en="D")]
    )
    found = [href for href, _label in menu(read(client, "/en/"))]
    assert found == ["/en/contacts-by-country/", "/en/data/"]


@pytest.mark.parametrize("rest", ["data/?a=b", "feed.atom", "search/?q=%C4%8D#top", "", "nowhere"])
def test_an_address_of_this_site_follows_the_language_as_it_was_written(client, home, save, rest):
    validate_link_address(f"/{rest}")
    save(menu=[link(address=f"/{rest}", en="There")])
    assert menu(read(client, "/mk/"))[0] == (f"/mk/{rest}", "There")


def test_a_menu_item_knows_that_it_is_the_current_one(client, home, save):
    save(menu=[link(home.get_children().get(slug="meetings"))])
    specimen.meeting(home)
    for path, current in (("meetings/", "page"), ("meetings/vienna/", "true")):
        [item] = read(client, f"/en/{path}").select(".navigation [aria-current]")
        assert (item["href"], item["aria-current"]) == ("/en/meetings/", current)


def test_a_page_that_is_not_public_is_left_out(client, home, save):
    page = specimen.content(home)
    below = specimen.content(home, slug="below")
    below.move(page, pos="last-child")
    save(menu=[link(page), link(below), link(address="/data/", en="Data")])
    specimen.translate(page, "mk")
    assert len(menu(read(client, "/mk/"))) == 4
    page.unpublish()
    below.refresh_from_db()
    below.delete()
    assert "/en/about/" not in dict(menu(read(client, "/en/")))


def test_settings_and_deep_links_take_two_queries(client, home, save):
    page = specimen.content(home)
    below = specimen.content(home, slug="below")
    below.move(page, pos="last-child")

    def count() -> int:
        client.get("/mk/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/mk/")
        return len(queries)

    save(menu=[link(home.get_children().get(slug="meetings"))])
    sections_only = count()
    below.refresh_from_db()
    save(menu=[link(page), link(below), link(below)], footer=[group(link(below), en="More")])
    assert count() <= sections_only + 1


# Footer


def test_groups_of_links_stand_at_the_foot_in_the_readers_language(client, home, save):
    links = [
        link(address="https://www.osce.org/", en="OSCE"),
        link(address="/data/", en="Open data", mk="Отворени податоци"),
    ]
    save(footer=[group(*links, en="Partners", mk="Партнери")])
    soup = read(client, "/mk/")
    found = soup.select_one(".footer nav[aria-label='Партнери']")
    assert [item["href"] for item in found.select("a")] == ["https://www.osce.org/", "/mk/data/"]
    assert [item["lang"] for item in found.select("a")] == ["en", "mk"]
    assert soup.select_one(".footer a[href$='/safety/']"), "what is always there"
    assert not html_problems({"/mk/": client.get("/mk/").content.decode()})


# Notice

NOTICE = rows("text", "text", en="<p>Closed <b>on Friday</b></p>", sr_cyrl="<p>Затворено.</p>")


@pytest.mark.parametrize(
    ("code", "text", "tag"),
    [
        ("en", "Closed on Friday", None),
        ("mk", "Closed on Friday", "en"),
        ("sr-cyrl", "Затворено.", None),
        ("sr-latn", "Zatvoreno.", None),
    ],
)
@pytest.mark.parametrize("path", ["", "contacts-by-country/", "search/", "nowhere/"])
def test_a_notice_is_at_the_top_of_every_page(client, home, save, code, text, tag, path):
    save(notice=NOTICE, notice_tone="warning")
    page = BeautifulSoup(client.get(f"/{code}/{path}").content, "html.parser")
    notice = page.select_one(".site-notice .notice--warning")
    assert element_text(notice) == text
    assert notice.get("lang") == tag


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [(None, None, True), (0, 0, True), (-5, None, True), (1, None, False), (None, -1, False)],
)
def test_it_is_shown_between_two_days(client, home, save, first, last, shown):
    days = [
        offset if offset is None else localdate() + timedelta(offset) for offset in (first, last)
    ]
    save(notice=NOTICE, notice_from=days[0], notice_until=days[1])
    assert bool(read(client, "/en/").select_one(".site-notice")) == shown


def test_a_mistake_is_reported_by_mail_where_an_address_is_set(client, home, save):
    specimen.content(home)
    specimen.content(home, slug="danger", quick_exit=True)
    assert not read(client, "/en/about/").select("a[href^=mailto]")
    save(corrections_email="web@example.org")
    (link,) = read(client, "/mk/about/").select("main a[href^=mailto]")
    address, _, query = link["href"].partition("?")
    assert address == "mailto:web@example.org"
    assert parse_qs(query)["body"] == [f"{settings.SITE_ADDRESS}/mk/about/"]
    assert not read(client, "/en/danger/").select("a[href^=mailto]")


# Languages


def test_readers_of_a_fallback_can_ask_for_a_translation_where_an_address_is_set(
    save, client, home
):
    specimen.content(home, title="About & us")
    request = "main .notice a[href^='mailto:']"
    assert not read(client, "/mk/about/").select(request)
    save(translation_email="office@example.org")
    address = read(client, "/mk/about/").select_one(request)["href"]
    assert address.startswith("mailto:office@example.org?subject=About%20%26%20us&body=http")
    assert address.endswith("%2Fmk%2Fabout%2F")
    assert not read(client, "/en/about/").select(request)
    specimen.content(home, slug="danger", quick_exit=True)
    assert not read(client, "/mk/danger/").select(request)


def test_the_language_menu_says_how_much_of_the_site_is_in_each_language(client, home):
    page = specimen.content(home)
    items = {
        item.a["lang"]: element_text(item.select_one(".note"))
        for item in read(client, "/en/about/").select(".language-menu li")
    }
    assert items["en"] == "whole site"
    count, total = re.fullmatch(r"(\d+) of (\d+) pages, not this one", items["mk"]).groups()
    assert int(count) < int(total)
    specimen.translate(page, "mk")
    menu = read(client, "/en/about/").select_one(".language-menu")
    shown = element_text(menu.find("a", lang="mk").parent.select_one(".note"))
    assert shown == f"{int(count) + 1} of {total} pages"
