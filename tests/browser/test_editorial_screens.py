"""The editors’ screens: accessible, without sideways scrolling; slugs and counts while typing."""

import re

import pytest
from playwright.sync_api import Page, expect

from .admin_screens import check_screen


def of_first_meeting(page: Page, screen: str) -> None:
    page.goto("/admin/meeting_pages/")
    form = page.locator(".editorial-listing td.title a").first.get_attribute("href")
    page.goto(screen % re.search(r"/pages/(\d+)/", form)[1])


SCREENS = {
    "meetings": lambda page: page.goto("/admin/meeting_pages/"),
    "declarations": lambda page: page.goto("/admin/declaration_pages/?year=2019"),
    "states": lambda page: page.goto("/admin/state_pages/"),
    "review": lambda page: of_first_meeting(page, "/admin/editorial/pages/%s/review/"),
    "checks": lambda page: of_first_meeting(page, "/admin/editorial/pages/%s/checks/"),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_accessible_and_fits_the_window(open_as, sessions, screen):
    page = open_as("editor", width=360, color_scheme="dark")
    SCREENS[screen](page)
    check_screen(page, sessions)


def test_a_title_in_cyrillic_writes_a_slug_in_latin_letters(open_as):
    page = open_as("editor")
    page.goto("/admin/snippets/core/theme/add/")
    page.locator("#id_name").press_sequentially("Ѓорѓи и щастие – Њујорк")
    page.locator("#id_name").blur()
    expect(page.locator("#id_slug")).to_have_value("gorgi-i-stastie-njujork")


def test_a_summary_counts_its_characters_and_is_not_cut_off(open_as):
    page = open_as("editor")
    of_first_meeting(page, "/admin/pages/%s/edit/")
    summary = page.get_by_role("textbox", name="Summary", exact=True)
    count = page.locator("#id_summary ~ .character-count")
    summary.fill("One sentence.")
    expect(count).to_have_text("Characters left: 287")
    summary.fill("x" * 310)
    expect(count).to_have_text("Characters too many: 10")
    expect(page.locator("#id_summary ~ [role=status]")).to_have_text("Characters too many: 10")
