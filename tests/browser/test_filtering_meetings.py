"""A reader filters the list of meetings with a plain form; the URL contains the filters."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.public_pages import interface_text

MEETINGS = "/en/meetings/"
HEIGHT = 740  # CSS pixels, of a phone
STOCKHOLM = "Coordinators’ meeting in Stockholm"

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [False, True], ids=["without script", "with script"]
)


def choose(page: Page, **choices: str) -> None:
    for name, value in choices.items():
        page.locator(f".filter select[name={name}]").select_option(value)
    with page.expect_navigation():
        page.locator(".filter button").click()


def expect_chosen(page: Page, **choices: str) -> None:
    """Expect these filters in the URL and in the form, and no others."""
    query = parse_qs(urlsplit(page.url).query)
    assert query == {name: [value] for name, value in choices.items()}
    for name in ("year", "kind", "state", "theme"):
        expect(page.locator(f".filter select[name={name}]")).to_have_value(choices.get(name, ""))


def titles(page: Page) -> list[str]:
    return page.locator(".entry__title").all_inner_texts()


def years(page: Page) -> set[str]:
    times = page.locator(".entry time").evaluate_all("times => times.map(time => time.dateTime)")
    return {time[:4] for time in times}


def kinds(page: Page) -> set[str]:
    return set(page.locator(".entry__metadata > span").all_inner_texts())


@pytest.fixture
def open_list(reader):
    def open_page(javascript: bool = False, query: str = "", path: str = MEETINGS) -> Page:
        page = reader(javascript=javascript)
        page.goto(path + query)
        return page

    return open_page


@with_and_without_javascript
def test_filters_combine_and_stay_in_the_url_and_in_the_form(open_list, javascript):
    page = open_list(javascript)
    everything = titles(page)
    choose(page, year="2020")
    assert years(page) == {"2020"}
    in_2020 = titles(page)
    choose(page, kind="coordinators")
    assert kinds(page) == {"Coordinators’ meeting"}
    coordinators_in_2020 = titles(page)
    assert set(coordinators_in_2020) < set(in_2020) < set(everything)
    page.reload()
    assert titles(page) == coordinators_in_2020


def test_on_a_phone_the_filter_is_folded_and_a_meeting_is_on_the_second_screen(reader):
    page = reader(javascript=False, width=360, height=HEIGHT)
    low = {}
    for code in ("en", "bg", "sq", "sr-cyrl"):
        page.goto(f"/{code}/meetings/")
        top = page.locator(".entry").first.bounding_box()["y"]
        if top > 2 * HEIGHT:
            low[code] = top
    assert not low
    page.goto(MEETINGS)
    expect(page.locator(".filter select").first).to_be_hidden()
    page.locator(".filter-fold > summary").click()
    choose(page, year="2020")
    assert years(page) == {"2020"}
    expect_chosen(page, year="2020")


@with_and_without_javascript
def test_state_filter_finds_meetings_with_that_participant(open_list, javascript):
    page = open_list(javascript)
    choose(page, state="SE")
    expect_chosen(page, state="SE")
    assert titles(page) == [STOCKHOLM]
    page.get_by_role("link", name=STOCKHOLM).click()
    expect(page.locator(".states")).to_contain_text("Sweden")
    page.go_back()
    expect_chosen(page, state="SE")


@with_and_without_javascript
def test_theme_filter_finds_meetings_on_that_theme(open_list, javascript):
    page = open_list(javascript)
    choose(page, theme="referral")
    expect_chosen(page, theme="referral")
    assert titles(page)
    page.locator(".entry__title a").first.click()
    expect(page.locator(".themes")).to_contain_text("Referral of victims")


def test_all_four_filters_find_one_meeting_and_can_be_removed(open_list):
    page = open_list()
    everything = titles(page)
    choices = {"year": "2015", "kind": "coordinators", "state": "XK", "theme": "network"}
    choose(page, **choices)
    expect_chosen(page, **choices)
    assert titles(page) == [STOCKHOLM]
    with page.expect_navigation():
        page.get_by_role("link", name="Show all meetings").click()
    expect_chosen(page)
    assert titles(page) == everything


def test_filters_without_results_are_explained_and_can_be_removed(open_list):
    page = open_list()
    choose(page, year="2015", kind="ministerial")
    assert titles(page) == []
    expect(page.locator("main")).to_contain_text("No meeting matches these choices.")
    choose(page, kind="")
    assert titles(page) == [STOCKHOLM]


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "1066"), ("kind", "picnic"), ("state", "<b>"), ("theme", "weather")],
)
def test_invalid_value_in_the_url_is_explained_and_every_meeting_is_shown(open_list, name, value):
    everything = titles(open_list())
    page = open_list(query=f"?{name}={value}")
    problem = page.locator("main").get_by_text(value)
    expect(problem).to_be_visible()
    expect(problem).to_contain_text("All meetings are shown")
    assert titles(page) == everything
    choose(page, year="2015")
    assert titles(page) == [STOCKHOLM]
    expect(page.locator("main").get_by_text("All meetings are shown")).to_have_count(0)


def test_form_is_in_the_readers_language(open_list):
    page = open_list(path="/mk/meetings/")
    form = page.get_by_role("form", name=interface_text("mk", "Filter the meetings"))
    form.get_by_label(interface_text("mk", "State"), exact=True).select_option(label="Шведска")
    form.get_by_role("button", name=interface_text("mk", "Filter", "button")).click()
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "mk")
