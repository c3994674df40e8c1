"""A declaration in several languages side by side: chosen, cited and printed."""

import pytest
from playwright.sync_api import Page, expect

from tests.grids import combinations

from .pages import unfold
from .test_accessibility import COLOUR_RULES, violations
from .test_layout import TOO_WIDE

DECLARATION = "declarations/2012-joint-declaration/"

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [False, True], ids=["without script", "with script"]
)


def tops(page: Page, paragraph: str = "p-2") -> list[float]:
    """Return the distance of each cell of one row from the top of the page."""
    cells = page.locator(f"#{paragraph} .parallel__cell").all()
    return [cell.bounding_box()["y"] for cell in cells]


def languages(page: Page) -> list[str]:
    return page.locator(".parallel__heads h3").all_inner_texts()


@with_and_without_javascript
def test_languages_are_chosen_in_a_form_and_kept_in_the_url(reader, javascript):
    page = reader(javascript=javascript)
    page.goto(f"/en/{DECLARATION}")
    page.locator(".parallel-form summary").click()
    page.get_by_label("Македонски").check()
    page.get_by_label("Srpski").check()
    page.get_by_role("button", name="Show side by side").click()
    page.wait_for_url(f"**/en/{DECLARATION}?with=mk,sr-latn")
    assert languages(page) == ["English", "Македонски", "Srpski"]
    page.reload()
    assert languages(page) == ["English", "Македонски", "Srpski"]
    page.locator(".parallel__heads a").first.click()
    expect(page.locator(".parallel")).to_have_count(0)


@with_and_without_javascript
def test_citation_of_a_paragraph_has_a_url_that_leads_back_to_it(reader, javascript):
    page = reader(javascript=javascript, locale="mk")
    page.goto(f"/mk/{DECLARATION}")
    page.locator("#p-2 .cite summary").click()
    citation = page.locator("#p-2 .citation")
    expect(citation).to_be_visible()
    citation.click(position={"x": 4, "y": 4})
    if javascript:
        assert page.evaluate("getSelection().toString()").strip() == citation.inner_text().strip()
    url = citation.locator("a").inner_text()
    page.goto(url)
    assert page.url.endswith(f"/mk/{DECLARATION}#p-2")


in_each_font = pytest.mark.parametrize(
    ("code", "others", "fonts"),
    [
        (*languages, fonts)
        for languages, fonts in combinations(
            [("sr-cyrl", "sr-latn,sq"), ("en", "mk")], ["wide", "narrow"]
        )
    ],
)


@in_each_font
def test_on_a_wide_screen_translations_are_side_by_side(reader, code, others, fonts):
    page = reader(width=1280, fonts=fonts)
    page.goto(f"/{code}/{DECLARATION}?with={others}")
    assert len(set(tops(page))) == 1
    expect(page.locator("#p-2 .parallel__language").first).to_be_hidden()
    assert not page.evaluate(TOO_WIDE)


@in_each_font
def test_on_a_narrow_screen_languages_alternate_and_each_is_named(reader, code, others, fonts):
    page = reader(width=360, height=740, fonts=fonts)
    page.goto(f"/{code}/{DECLARATION}?with={others}")
    found = tops(page)
    assert found == sorted(set(found))
    expect(page.locator("#p-2 .parallel__language").first).to_be_visible()
    unfold(page)
    assert not page.evaluate(TOO_WIDE)


def test_columns_are_printed_and_controls_are_not(reader):
    page = reader(width=700)
    page.emulate_media(media="print")
    page.goto(f"/en/{DECLARATION}?with=mk,sq")
    assert len(set(tops(page))) == 1
    expect(page.locator(".parallel-form")).to_be_hidden()
    expect(page.locator("#p-2 .cite")).to_be_hidden()
    expect(page.locator(".citation-section .citation")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "width"),
    combinations(["", "?with=mk", "?with=sr-cyrl,sr-latn", "?with=xx"], [360, 1280]),
)
def test_page_has_no_violations_in_light_and_dark(reader, query, width):
    page = reader(width=width, reduced_motion="reduce")
    page.goto(f"/en/{DECLARATION}{query}")
    unfold(page)
    assert not violations(page)
    page.emulate_media(color_scheme="dark")
    assert not violations(page, COLOUR_RULES)
