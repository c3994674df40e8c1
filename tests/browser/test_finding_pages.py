"""A reader searches from the header, or meets an address that does not exist."""

import re

import pytest
from playwright.sync_api import expect

from .pages import says

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [False, True], ids=["without script", "with script"]
)


@with_and_without_javascript
@pytest.mark.parametrize(
    ("code", "word", "path"),
    [
        ("en", "Stockholm", "meetings/2015-stockholm/"),
        ("mk", "упатување", "declarations/2012-joint-declaration/"),
    ],
)
def test_a_word_typed_in_the_header_leads_to_the_page_in_the_readers_language(
    reader, javascript, code, word, path
):
    page = reader(javascript=javascript)
    page.goto(f"/{code}/history/")
    field = page.locator("header").get_by_label(says(code, "Search this site"))
    field.fill(word)
    field.press("Enter")
    expect(page).to_have_url(re.compile(f"/{code}/search/"))
    expect(page.locator("main input[type=search]")).to_have_value(word)
    result = page.locator(f"main .entry__title a[href='/{code}/{path}']")
    expect(result).to_be_visible()
    result.click()
    expect(page).to_have_url(re.compile(f"/{code}/{path}$"))
    expect(page.locator("main")).to_contain_text(re.compile(word, re.IGNORECASE))


def test_the_button_of_the_header_searches_too(reader):
    page = reader(javascript=False)
    page.goto("/en/")
    page.locator("header").get_by_role("searchbox").fill("Stockholm")
    page.locator("header").get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"/en/search/\?q=Stockholm$"))
    expect(page.locator("main .entry").first).to_be_visible()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_a_word_that_is_nowhere_is_answered_with_advice(reader, code):
    page = reader(javascript=False)
    page.goto(f"/{code}/search/?q=xyzzyqwv")
    expect(page.locator("main .entry")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(
        says(code, "Try another word, or a shorter form of it.")
    )


@with_and_without_javascript
@pytest.mark.parametrize("code", ["en", "mk", "ro"])
def test_an_address_that_does_not_exist_is_answered_in_the_readers_language(
    reader, javascript, code
):
    page = reader(javascript=javascript)
    response = page.goto(f"/{code}/meetings/nowhere/")
    assert response.status == 404
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("h1")).to_have_text(says(code, "Page not found"))
    page.locator("main").get_by_role("link", name=says(code, "Go to the home page")).click()
    expect(page).to_have_url(re.compile(f"/{code}/$"))


def test_an_address_without_a_language_is_answered_in_a_language_the_reader_accepts(reader):
    page = reader(javascript=False, extra_http_headers={"Accept-Language": "mk"})
    assert page.goto("/nowhere/").status == 404
    expect(page.locator("h1")).to_have_text(says("mk", "Page not found"))
