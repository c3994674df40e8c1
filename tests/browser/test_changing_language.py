"""A reader changes the language and stays on the page; / redirects to an accepted language."""

import re

import pytest
from playwright.sync_api import Page, expect

from core import languages

from .pages import UNSUPPORTED_LANGUAGE

DECLARATION = "declarations/2012-joint-declaration/"

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [False, True], ids=["without script", "with script"]
)


def expect_declaration_in(page: Page, code: str) -> None:
    """Expect the declaration's URL, with layout and text in this language."""
    expect(page).to_have_url(re.compile(f"/{code}/{DECLARATION}$"))
    expect(page.locator("html")).to_have_attribute("lang", languages.site_language(code).tag)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main h1[lang]")).to_have_count(0)


def tab_to(page: Page, locator) -> None:
    """Press Tab until this element has the focus."""
    target = locator.element_handle()
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{locator} cannot be reached with the Tab key")


@with_and_without_javascript
def test_language_menu_and_script_link_keep_the_reader_on_the_page(reader, javascript):
    page = reader(javascript=javascript)
    page.goto(f"/en/{DECLARATION}")
    menu = page.locator("header details.language-menu")
    for code, label in [("mk", "Македонски"), ("sr-cyrl", "Српски (ћирилица)")]:
        expect(menu.get_by_role("link", name=label)).to_be_hidden()
        menu.locator("summary").click()
        menu.get_by_role("link", name=label).click()
        expect_declaration_in(page, code)
    page.locator("header").get_by_role("link", name="Latinica", exact=True).click()
    expect_declaration_in(page, "sr-latn")
    expect(page.locator("main h1")).to_contain_text(re.compile("deklaracija", re.IGNORECASE))
    page.locator("header").get_by_role("link", name="Ћирилица", exact=True).click()
    expect_declaration_in(page, "sr-cyrl")


@with_and_without_javascript
def test_language_menu_works_with_the_keyboard_alone(reader, javascript):
    page = reader(javascript=javascript)
    page.goto(f"/en/{DECLARATION}")
    menu = page.locator("header details.language-menu")
    for code, label in [("mk", "Македонски"), ("sr-cyrl", "Српски (ћирилица)")]:
        tab_to(page, menu.locator("summary"))
        page.keyboard.press("Enter")
        tab_to(page, menu.get_by_role("link", name=label))
        page.keyboard.press("Enter")
        expect_declaration_in(page, code)
    tab_to(page, page.locator("header a.script-link"))
    page.keyboard.press("Enter")
    expect_declaration_in(page, "sr-latn")


def test_menu_marks_the_current_language(reader):
    page = reader(javascript=False)
    page.goto(f"/mk/{DECLARATION}")
    page.locator(".language-menu summary").click()
    current = page.locator("header .language-list [aria-current]")
    expect(current).to_have_count(1)
    expect(current).to_have_text("Македонски")


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("sr", "sr-cyrl"),
        ("sr-RS,en;q=0.5", "sr-cyrl"),
        ("sr-Latn", "sr-latn"),
        ("sh", "sr-latn"),
        ("mo", "ro"),
        ("mk-MK", "mk"),
        ("fi,sq;q=0.4,en;q=0.3", "sq"),
    ],
)
def test_root_url_redirects_to_an_accepted_language(reader, accepted, code):
    page = reader(javascript=False, extra_http_headers={"Accept-Language": accepted})
    page.goto("/")
    expect(page).to_have_url(re.compile(f"/{code}/$"))
    expect(page.locator("html")).to_have_attribute("lang", languages.site_language(code).tag)


@with_and_without_javascript
def test_reader_of_no_supported_language_chooses_from_the_list(reader, javascript):
    page = reader(javascript=javascript, extra_http_headers=UNSUPPORTED_LANGUAGE)
    page.goto("/")
    links = page.locator("main").get_by_role("link")
    expect(links).to_have_count(len(languages.all_languages()))
    for link, language in zip(links.all(), languages.all_languages(), strict=True):
        expect(link).to_have_attribute("lang", language.tag)
        expect(link).to_contain_text(language.name)
    links.filter(has_text="Shqip").click()
    expect(page).to_have_url(re.compile("/sq/$"))
    expect(page.locator("html")).to_have_attribute("lang", "sq")
