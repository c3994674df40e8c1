"""Pages suggested while a reader types: with the keyboard, with the mouse, and without harm."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from .test_accessibility import violations

ANSWER = re.compile("/search/suggestions/")


def field(page: Page, place: str = "header"):
    return page.locator(f"{place} input[type=search]")


def options(page: Page, place: str = "header"):
    return page.locator(f"{place} [role=option]")


def asked(page: Page) -> list[str]:
    """The addresses that are asked for suggestions from here on."""
    addresses = []
    page.on("request", lambda request: ANSWER.search(request.url) and addresses.append(request.url))
    return addresses


def answer_with(page: Page, *suggestions: dict) -> None:
    page.route(ANSWER, lambda route: route.fulfill(json={"suggestions": list(suggestions)}))


def suggestion(text: str, address: str, language: str = "en", context: str = "Meeting") -> dict:
    return {"text": text, "address": address, "language": language, "context": context}


@pytest.fixture
def three(reader) -> Page:
    """A page whose field has been answered with three suggestions."""
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
def test_a_page_whose_title_begins_like_it_is_one_key_away(reader, code, typed, path, place):
    page = reader()
    page.goto(f"/{code}/search/")
    field(page, place).press_sequentially(typed)
    expect(options(page, place).first).to_be_visible()
    field(page, place).press("ArrowDown")
    field(page, place).press("Enter")
    expect(page).to_have_url(re.compile(f"/{code}/{path}$"))


def test_the_list_says_what_it_is_and_how_many_there_are(three):
    combobox = three.get_by_role("combobox", name="Search this site", expanded=True)
    expect(combobox).to_have_attribute("aria-controls", "header-search-suggestions")
    expect(three.get_by_role("listbox", name="Suggested pages")).to_be_visible()
    expect(three.locator("header [aria-live]")).to_have_text("Suggested pages: 3")
    expect(options(three).nth(1)).to_have_accessible_name("Брдо Declaration")
    expect(options(three).nth(1).locator("[lang=mk]")).to_have_text("Брдо")
    assert not violations(three)


def test_what_is_suggested_is_shown_as_text(three):
    expect(options(three).first).to_have_text("Brdo <b>first</b> Meeting")


def test_the_arrows_go_round_by_way_of_the_field(three):
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


def test_what_was_suggested_stays_while_more_is_typed_but_is_no_longer_chosen(three):
    three.route(ANSWER, lambda route: None)
    field(three).press("ArrowDown")
    with three.expect_request(ANSWER):
        field(three).press_sequentially("o")
    expect(options(three)).to_have_count(3)
    expect(three.get_by_role("option", selected=True)).to_have_count(0)
    field(three).press("Enter")
    expect(three).to_have_url(re.compile(r"/en/search/\?q=Brdo$"))


@pytest.mark.parametrize("typed", ["", "B"])
def test_what_was_suggested_goes_with_the_text(three, typed):
    field(three).fill(typed)
    expect(options(three)).to_have_count(0)


def test_what_was_suggested_goes_when_the_next_answer_fails(three):
    three.route(ANSWER, lambda route: route.fulfill(status=500))
    field(three).press_sequentially("o")
    expect(options(three)).to_have_count(0)


@pytest.mark.parametrize("key", ["Home", "End", "ArrowLeft"])
def test_a_key_for_the_text_leads_back_to_it(three, key):
    field(three).press("ArrowDown")
    field(three).press(key)
    expect(three.get_by_role("option", selected=True)).to_have_count(0)
    expect(options(three)).to_have_count(3)


def test_escape_closes_the_list_and_keeps_what_was_typed(three):
    field(three).press("ArrowDown")
    field(three).press("Escape")
    expect(options(three)).to_have_count(0)
    expect(field(three)).to_have_value("Brd")
    expect(field(three)).to_have_attribute("aria-expanded", "false")
    expect(three.locator("header [aria-live]")).to_have_text("")


def test_enter_without_a_choice_searches_as_always(three):
    field(three).press("Enter")
    expect(three).to_have_url(re.compile(r"/en/search/\?q=Brd$"))


def test_a_suggestion_can_be_clicked(three):
    options(three).nth(2).click()
    expect(three).to_have_url(re.compile("/en/states/$"))


def test_the_list_closes_when_the_reader_goes_elsewhere(three):
    field(three).press("Tab")
    expect(options(three)).to_have_count(0)
    expect(three.locator("header").get_by_role("button", name="Find")).to_be_focused()


def test_the_site_is_asked_once_for_words_typed_in_one_go_and_never_for_one_letter(reader):
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


def test_an_answer_that_comes_too_late_is_not_shown(reader):
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
def test_whatever_fails_the_form_stays_the_form(reader, failure):
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


def test_without_script_it_is_a_plain_search_field(reader):
    page = reader(javascript=False)
    page.goto("/en/history/")
    expect(page.get_by_role("searchbox", name="Search this site")).to_be_visible()
    expect(page.locator("header [role=listbox]")).to_be_hidden()


def test_what_was_typed_is_kept_nowhere_and_nobody_is_recognised(reader, site_address):
    page = reader()
    page.context.add_cookies([{"name": "sessionid", "value": "x", "url": site_address}])
    page.goto("/en/history/")
    with page.expect_request(ANSWER) as request:
        field(page).press_sequentially("Brdo")
    assert "cookie" not in request.value.all_headers()


@pytest.mark.parametrize("width", [320, 700, 1280])
@pytest.mark.parametrize("place", ["header", "main"])
def test_the_list_fits_on_the_screen(reader, width, place):
    page = reader(width=width)
    page.goto("/mk/search/")
    answer_with(page, suggestion("Долг наслов на една декларација " * 4, "/mk/", "mk"))
    field(page, place).press_sequentially("долг")
    box = options(page, place).first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["width"] > 200
