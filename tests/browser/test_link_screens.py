"""The screens of links and redirects: accessible, without sideways scrolling and errors."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import grids

from .admin_screens import DESK, PHONE
from .test_accessibility import violations
from .test_layout import TOO_WIDE

BROKEN = "https://example.org/documents/declaration-on-cooperation.pdf"


@pytest.fixture
def links(sessions) -> None:
    """Store a redirect, an address that was not found, and a link that no longer answers."""
    yesterday = datetime.now() - timedelta(days=1)
    with closing(sqlite3.connect(sessions.database)) as connection, connection:
        connection.execute("DELETE FROM links_notfoundaddress")
        connection.execute("DELETE FROM links_externaladdress")
        connection.execute("DELETE FROM wagtailredirects_redirect")
        connection.execute(
            "INSERT INTO wagtailredirects_redirect (old_path, redirect_link, is_permanent, "
            "redirect_page_route_path, automatically_created) "
            "VALUES ('/events/2017', 'https://example.org/', 1, '', 1)"
        )
        connection.execute(
            "INSERT INTO links_notfoundaddress (day, path, count) VALUES (?, ?, 7)",
            [yesterday.date().isoformat(), "/events/2018/brdo-process"],
        )
        connection.execute(
            "INSERT INTO links_externaladdress (url, outcome, status, failures, failing_since, "
            "checked_at) VALUES (?, 'not-found', 404, 2, ?, ?)",
            [BROKEN, *[yesterday.isoformat(" ")] * 2],
        )


def at(path: str) -> Callable[[Page], None]:
    return lambda page: page.goto(f"/admin/{path}")


def deletion_of_a_theme(page: Page) -> None:
    page.goto("/admin/snippets/core/theme/?locale=en")
    page.goto(page.locator("main td.title a").first.get_attribute("href"))
    page.goto(page.url.replace("/edit/", "/delete/"))
    expect(page.locator(".help-block").first).to_be_visible()


def replacement_of_links(page: Page) -> None:
    page.goto("/admin/snippets/core/theme/?locale=en")
    other = page.locator("main td.title a").nth(1).get_attribute("href").rstrip("/").split("/")[-1]
    deletion_of_a_theme(page)
    page.get_by_role("link", name="Replace the links").click()
    page.goto(f"{page.url}&new={other}")
    expect(page.get_by_role("button", name="Replace the links")).to_be_visible()


SCREENS = {
    "redirects": at("redirects/"),
    "further redirect": at("redirects/add/?old_path=/events/2018"),
    "addresses that were not found": at("reports/addresses-not-found/"),
    "links that no longer answer": at("reports/broken-links/"),
    "deletion of a theme": deletion_of_a_theme,
    "replacement of links": replacement_of_links,
}
# Whether a table is wider than the part of the screen in which it can be scrolled.
CUT_OFF = (
    "[...document.querySelectorAll('main [role=region]')].some(e => e.scrollWidth > e.clientWidth)"
)
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_is_accessible_and_fits(open_as, sessions, links, screen):
    page = open_as("editor", width=360, height=740, color_scheme="dark")
    SCREENS[screen](page)
    for width, colours in ((PHONE, "dark"), (DESK, "light")):
        page.set_viewport_size({"width": width, "height": 1600})
        page.emulate_media(color_scheme=colours)
        sessions.wait_until_loaded(page)
        assert not page.evaluate(TOO_WIDE)
        assert not page.evaluate(CUT_OFF)
        if width == PHONE or grids.is_full:
            assert not violations(page, RULES)
