"""The header: low on every screen, in every language; what it opens, and what closes it."""

import pytest
from playwright.sync_api import Page, expect

from core.languages import all_languages
from tests.public_pages import interface_text
from tests.services.fonts import FONT_SETS

from .pages import visit

HEIGHT = "document.querySelector('body > header').getBoundingClientRect().height"
# The line with name, navigation, search and languages.
LINE_HEIGHT = "document.querySelector('.header__bar').getBoundingClientRect().height"
MAXIMUM_HEIGHT = 120  # CSS pixels, on a phone
MAXIMUM_LINE_HEIGHT = 80  # CSS pixels: the name of the network has three small lines at most

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [False, True], ids=["without script", "with script"]
)


@pytest.mark.parametrize("fonts", FONT_SETS)
def test_header_is_low_on_a_phone_and_one_line_on_a_wide_screen_in_every_language(reader, fonts):
    page = reader(fonts=fonts)
    high = {}
    for language in all_languages():
        visit(page, "meeting index", language.code)
        code = language.tag.split("-")[0].upper()
        expect(page.locator(".language-menu summary")).to_contain_text(f", {code}")
        for width, script, maximum in (
            (360, HEIGHT, MAXIMUM_HEIGHT),
            (1280, LINE_HEIGHT, MAXIMUM_LINE_HEIGHT),
        ):
            page.set_viewport_size({"width": width, "height": 800})
            if (height := page.evaluate(script)) > maximum:
                high[language.code, width] = height
    assert not high


@with_and_without_javascript
def test_menu_opens_on_a_phone_and_leads_to_a_section(reader, javascript):
    page = reader(javascript=javascript, width=360)
    visit(page, "plain page", "mk")
    link = page.locator(".navigation").get_by_role("link", name="Состаноци")
    expect(link).to_be_hidden()
    page.locator(".menu summary").click()
    link.click()
    page.wait_for_url("**/mk/meetings/")


@with_and_without_javascript
@pytest.mark.parametrize("width", [360, 1280])
def test_search_opens_below_the_line_and_finds(reader, javascript, width):
    page = reader(javascript=javascript, width=width)
    visit(page, "plain page", "en")
    field = page.locator("header input[type=search]")
    expect(field).to_be_hidden()
    page.locator(".header-search summary").click()
    if javascript:
        expect(field).to_be_focused()
    field.fill("Stockholm")
    field.press("Enter")
    page.wait_for_url("**/en/search/?q=Stockholm")


def open_languages(page: Page) -> None:
    page.locator(".language-menu summary").click()
    expect(page.locator("header .language-list")).to_be_visible()


def test_languages_close_with_escape_and_by_a_click_and_the_focus_elsewhere(reader):
    page = reader(width=360)
    visit(page, "plain page", "en")
    languages = page.locator("header .language-list")
    open_languages(page)
    page.keyboard.press("Escape")
    expect(languages).to_be_hidden()
    expect(page.locator(".language-menu summary")).to_be_focused()
    open_languages(page)
    page.locator("main").click(position={"x": 5, "y": 600})
    expect(languages).to_be_hidden()
    open_languages(page)
    page.locator("footer a").last.focus()
    expect(languages).to_be_hidden()
    page.locator(".header-search summary").click()
    open_languages(page)
    expect(page.locator("header input[type=search]")).to_be_hidden()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_demonstration_says_so_at_the_top(reader, code):
    page = reader(javascript=False, width=360)
    visit(page, "home", code)
    notice = page.locator(".demonstration")
    expect(notice).to_contain_text(
        interface_text(
            code, "<strong>Demonstration</strong> · not the official site of the network"
        ).rpartition("· ")[2]
    )
    assert notice.bounding_box()["y"] == 0
