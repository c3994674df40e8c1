"""Pages suggested while a reader types: by keyboard, by mouse, and when the request fails."""

import json
import re
from itertools import product

import pytest
from playwright.sync_api import Page, Route, expect

from tests.grids import combinations

from .test_accessibility import violations

ANSWER = re.compile("/search/suggestions/")


def field(page: Page, place: str = "header"):
    """Return the search field at a place; in the header, the form is opened for it."""
    if place == "header" and not page.locator(".header-search[open]").count():
        page.locator(".header-search summary").click()
    return page.locator(f"{place} input[type=search]")


def options(page: Page, place: str = "header"):
    return page.locator(f"{place} [role=option]")


def asked(page: Page) -> list[str]:
    """Return the list to which the URLs of requests for suggestions will be added."""
    addresses = []
    page.on("request", lambda request: ANSWER.search(request.url) and addresses.append(request.url))
    return addresses


def answer_with(page: Page, *suggestions: dict) -> None:
    page.route(ANSWER, lambda route: route.fulfill(json={"suggestions": list(suggestions)}))


def suggestion(text: str, address: str, language: str = "en", context: str = "Meeting") -> dict:
    return {"text": text, "address": address, "language": language, "context": context}


@pytest.fixture
def three(reader) -> Page:
    """A page with three suggestions below its field."""
    page = reader()
    page.goto("/en/history/")
    answer_with(
        page,
        suggestion("Brdo <b>first</b>", "/en/meetings/"),
        suggestion("Брдо", "/mk/declarations/", "mk", "Declaration"),
        suggestion("Brdo, third", "/en/states/"),
    )
    field(page).press_sequentially("Brd")
    expect(options(page)).to_have_count(3)
    return page


@pytest.mark.parametrize(
    ("code", "typed", "path"),
    [
        ("en", "stockh", "meetings/2015-stockholm/"),
        ("mk", "zaednička minist", "declarations/2018-joint-declaration/"),
    ],
)
@pytest.mark.parametrize("place", ["header", "main"])
def test_page_whose_title_begins_with_the_text_is_the_first_suggestion(
    reader, code, typed, path, place
):
    page = reader()
    page.goto(f"/{code}/search/")
    field(page, place).press_sequentially(typed)
    expect(options(page, place).first).to_be_visible()
    field(page, place).press("ArrowDown")
    field(page, place).press("Enter")
    expect(page).to_have_url(re.compile(f"/{code}/{path}$"))


def test_list_has_a_name_and_its_length_is_announced(three):
    combobox = three.get_by_role("combobox", name="Search this site", expanded=True)
    expect(combobox).to_have_attribute("aria-controls", "header-search-suggestions")
    expect(three.get_by_role("listbox", name="Suggested pages")).to_be_visible()
    expect(three.locator("header [aria-live]")).to_have_text("Suggested pages: 3")
    expect(options(three).nth(1)).to_have_accessible_name("Брдо Declaration")
    expect(options(three).nth(1).locator("[lang=mk]")).to_have_text("Брдо")
    assert not violations(three)


def test_suggestions_are_shown_as_text(three):
    expect(options(three).first).to_have_text("Brdo <b>first</b> Meeting")


def test_arrow_keys_cycle_through_the_field_and_the_list(three):
    chosen = []
    for _ in range(4):
        field(three).press("ArrowDown")
        chosen.append(field(three).get_attribute("aria-activedescendant"))
    assert chosen == [*(f"header-search-suggestions-{number}" for number in range(3)), ""]
    field(three).press("ArrowUp")
    expect(three.get_by_role("option", selected=True)).to_have_text("Brdo, third Meeting")
    expect(field(three)).to_be_focused()
    expect(field(three)).to_have_value("Brd")
    assert not violations(three)


def test_suggestions_stay_while_more_is_typed_but_none_is_selected(three):
    three.route(ANSWER, lambda route: None)
    field(three).press("ArrowDown")
    with three.expect_request(ANSWER):
        field(three).press_sequentially("o")
    expect(options(three)).to_have_count(3)
    expect(three.get_by_role("option", selected=True)).to_have_count(0)
    field(three).press("Enter")
    expect(three).to_have_url(re.compile(r"/en/search/\?q=Brdo$"))


@pytest.mark.parametrize("typed", ["", "B"])
def test_suggestions_disappear_with_the_text(three, typed):
    field(three).fill(typed)
    expect(options(three)).to_have_count(0)


def test_suggestions_disappear_when_the_next_request_fails(three):
    three.route(ANSWER, lambda route: route.fulfill(status=500))
    field(three).press_sequentially("o")
    expect(options(three)).to_have_count(0)


@pytest.mark.parametrize("key", ["Home", "End", "ArrowLeft"])
def test_key_for_the_text_deselects_the_suggestion(three, key):
    field(three).press("ArrowDown")
    field(three).press(key)
    expect(three.get_by_role("option", selected=True)).to_have_count(0)
    expect(options(three)).to_have_count(3)


def test_escape_closes_the_list_and_keeps_the_text(three):
    field(three).press("ArrowDown")
    field(three).press("Escape")
    expect(options(three)).to_have_count(0)
    expect(field(three)).to_have_value("Brd")
    expect(field(three)).to_have_attribute("aria-expanded", "false")
    expect(three.locator("header [aria-live]")).to_have_text("")


def test_enter_without_a_selection_searches(three):
    field(three).press("Enter")
    expect(three).to_have_url(re.compile(r"/en/search/\?q=Brd$"))


def test_suggestion_can_be_clicked(three):
    options(three).nth(2).click()
    expect(three).to_have_url(re.compile("/en/states/$"))


def test_list_closes_when_the_focus_leaves(three):
    field(three).press("Tab")
    expect(options(three)).to_have_count(0)
    expect(three.locator("header").get_by_role("button", name="Search")).to_be_focused()


def test_one_request_for_words_typed_at_once_and_none_for_one_letter(reader):
    page = reader()
    page.goto("/en/history/")
    addresses = asked(page)
    field(page).press_sequentially("B")
    page.wait_for_timeout(400)
    assert addresses == []
    field(page).press_sequentially("rdo", delay=20)
    with page.expect_response(ANSWER):
        pass
    page.wait_for_timeout(400)
    assert [address.partition("?")[2] for address in addresses] == ["q=Brdo"]


def test_late_answer_is_not_shown(reader):
    page = reader()
    page.goto("/en/history/")
    late: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.url.endswith("q=Brd"):
            late.append(route)
        else:
            route.fulfill(json={"suggestions": [suggestion("Brdo", "/en/meetings/")]})

    page.route(ANSWER, answer)
    with page.expect_request(ANSWER):
        field(page).press_sequentially("Brd")
    field(page).press_sequentially("o")
    expect(options(page)).to_have_text(["Brdo Meeting"])
    late[0].fulfill(body=json.dumps({"suggestions": [suggestion("Late", "/en/states/")]}))
    page.wait_for_timeout(100)
    expect(options(page)).to_have_text(["Brdo Meeting"])


@pytest.mark.parametrize(
    "failure",
    [
        {"status": 500},
        {"status": 200, "body": "<p>no JSON"},
        {"status": 200, "json": {"other": 1}},
        None,
    ],
    ids=["error", "no JSON", "other JSON", "no connection"],
)
def test_form_still_searches_when_the_request_fails(reader, failure):
    page = reader()
    page.goto("/en/history/")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(ANSWER, lambda route: route.fulfill(**failure) if failure else route.abort())
    with page.expect_request(ANSWER):
        field(page).press_sequentially("Brdo")
    page.wait_for_timeout(100)
    expect(options(page)).to_have_count(0)
    field(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search/\?q=Brdo$"))
    assert not errors


def test_field_is_a_plain_search_field_without_script(reader):
    page = reader(javascript=False)
    page.goto("/en/history/")
    page.locator(".header-search summary").click()
    expect(page.get_by_role("searchbox", name="Search this site")).to_be_visible()
    expect(page.locator("header [role=listbox]")).to_be_hidden()


def test_request_sends_no_cookies(reader, site_url):
    page = reader()
    page.context.add_cookies([{"name": "sessionid", "value": "x", "url": site_url}])
    page.goto("/en/history/")
    with page.expect_request(ANSWER) as request:
        field(page).press_sequentially("Brdo")
    assert "cookie" not in request.value.all_headers()


@pytest.mark.parametrize(
    ("place", "width", "fonts"),
    [
        (place, width, fonts)
        for place, (width, fonts) in product(
            ["header", "main"], combinations([320, 700, 1280], ["wide", "narrow"])
        )
    ],
)
def test_list_fits_on_the_screen(reader, place, width, fonts):
    page = reader(width=width, fonts=fonts)
    page.goto("/mk/search/")
    answer_with(page, suggestion("Долг наслов на една декларација " * 4, "/mk/", "mk"))
    field(page, place).press_sequentially("долг")
    box = options(page, place).first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["width"] > 200
