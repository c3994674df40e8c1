"""A reader searches with the form in the header, or opens a URL that does not exist."""

import re

import pytest
from playwright.sync_api import expect

from tests.grids import combinations
from tests.public_pages import interface_text

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
def test_word_typed_in_the_header_leads_to_the_page_in_the_readers_language(
    reader, javascript, code, word, path
):
    page = reader(javascript=javascript)
    page.goto(f"/{code}/history/")
    page.locator(".header-search summary").click()
    field = page.locator("header").get_by_label(interface_text(code, "Search this site"))
    field.fill(word)
    field.press("Enter")
    expect(page).to_have_url(re.compile(f"/{code}/search/"))
    expect(page.locator("main input[type=search]")).to_have_value(word)
    result = page.locator(f"main .entry__title a[href='/{code}/{path}']")
    expect(result).to_be_visible()
    result.click()
    expect(page).to_have_url(re.compile(f"/{code}/{path}$"))
    expect(page.locator("main")).to_contain_text(re.compile(word, re.IGNORECASE))


def test_button_of_the_header_searches_too(reader):
    page = reader(javascript=False)
    page.goto("/en/")
    page.locator(".header-search summary").click()
    page.locator("header").get_by_role("searchbox").fill("Stockholm")
    page.locator("header").get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/en/search/\?q=Stockholm$"))
    expect(page.locator("main .entry").first).to_be_visible()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_search_without_results_shows_advice(reader, code):
    page = reader(javascript=False)
    page.goto(f"/{code}/search/?q=xyzzyqwv")
    expect(page.locator("main .entry")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(
        interface_text(code, "Try another word, or a shorter form of it.")
    )


def test_word_typed_in_latin_letters_finds_cyrillic_text(reader):
    page = reader()
    page.goto("/sr-cyrl/")
    page.locator(".header-search summary").click()
    page.locator("header").get_by_role("combobox").fill("deklaraciju")
    page.keyboard.press("Enter")
    link = page.locator("main .entry__title a").first
    expect(link.locator("mark")).to_have_text("декларација")
    expect(link).not_to_have_attribute("lang", re.compile("."))
    link.click()
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
    expect(page.locator("h1")).to_contain_text("декларација")


@pytest.mark.parametrize("width", [360, 1280])
def test_results_are_filtered_without_script_and_the_filter_is_removed(reader, width):
    page = reader(javascript=False, width=width)
    page.goto("/en/search/?q=Brdo")
    everything = page.locator(".search-status h2").inner_text()
    facet = page.get_by_role("list", name="Kind")
    if width < 960:
        expect(facet).to_be_hidden()
        page.get_by_text("Filter the results", exact=True).click()
    meetings = facet.get_by_role("listitem").filter(has_text=re.compile(r"^\s*Meeting"))
    number = meetings.locator(".note").inner_text()
    facet.get_by_role("link", name="Meeting", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?q=Brdo&kind=meeting$"))
    expect(page.locator(".search-status h2")).to_have_text(f"{number} pages found")
    expect(page.get_by_role("list", name="Kind")).to_have_count(0)
    page.get_by_role("link", name="Latest first").click()
    expect(page).to_have_url(re.compile(r"\?q=Brdo&kind=meeting&order=date$"))
    times = page.locator(".entry time").evaluate_all("times => times.map(time => time.dateTime)")
    assert times == sorted(times, reverse=True)
    page.get_by_role("link", name="Remove Kind: Meeting").click()
    expect(page.locator(".search-status h2")).to_have_text(everything)


def test_mistyped_word_is_corrected_and_can_be_searched_for_all_the_same(reader):
    page = reader(javascript=False)
    page.goto("/en/search/?q=Stockhlm")
    expect(page.locator(".search-status")).to_contain_text("Showing results for stockholm")
    expect(page.locator(".entry__title mark").first).to_have_text("Stockholm")
    expect(page.locator("main input[type=search]")).to_have_value("Stockhlm")
    page.get_by_role("link", name="Search instead for Stockhlm").click()
    expect(page.locator(".search-status h2")).to_have_text("0 pages found")
    expect(page.locator("main")).to_contain_text("Check the spelling.")


@pytest.mark.parametrize(("code", "javascript"), combinations(["en", "mk", "ro"], [False, True]))
def test_not_found_page_is_in_the_language_of_the_url(reader, code, javascript):
    page = reader(javascript=javascript)
    response = page.goto(f"/{code}/meetings/nowhere/")
    assert response.status == 404
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("h1")).to_have_text(interface_text(code, "Page not found"))
    page.locator("main").get_by_role(
        "link", name=interface_text(code, "Go to the home page")
    ).click()
    expect(page).to_have_url(re.compile(f"/{code}/$"))


def test_not_found_page_without_a_language_in_the_url_is_in_an_accepted_language(reader):
    page = reader(javascript=False, extra_http_headers={"Accept-Language": "mk"})
    assert page.goto("/nowhere/").status == 404
    expect(page.locator("h1")).to_have_text(interface_text("mk", "Page not found"))
