"""Text that a reader has enlarged or spaced out is not cut off, covered or outside of the page.

WCAG 2.2, 1.4.4 (text twice as large), 1.4.10 (400 % zoom) and 1.4.12 (text spacing).
"""

import pytest
from playwright.sync_api import Page

from tests.grids import NARROWEST_WIDTH, combinations, share
from tests.services.fonts import FONT_SETS

from .pages import KINDS, SEARCHES, unfold, visit
from .test_layout import TOO_WIDE

TWICE_AS_LARGE = "html { font-size: 200% }"
# The distances that success criterion 1.4.12 names.
SPACED_OUT = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important }
* { word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
ADD_STYLE = """style => {
    const sheet = document.createElement("style");
    sheet.textContent = style;
    document.body.append(sheet);
}"""
PHONE_WIDTH = 360  # CSS pixels
# The width of the window in CSS pixels, and the reader's own style sheet.
READINGS = {
    "at 400 %": (NARROWEST_WIDTH, ""),
    "twice as large on a phone": (PHONE_WIDTH, TWICE_AS_LARGE),
    "twice as large on half a screen": (NARROWEST_WIDTH * 2, TWICE_AS_LARGE),
    "twice as large on a whole screen": (1280, TWICE_AS_LARGE),
    "spaced out at 400 %": (NARROWEST_WIDTH, SPACED_OUT),
    "spaced out on a whole screen": (1280, SPACED_OUT),
}
# Every visible line of text that is outside of the page, outside of its box or under another line.
# The upper and the lower fifth of a line are ignored, since they only contain accents.
LOST_LINES = """() => {
    const room = document.documentElement.clientWidth, lines = [], lost = new Set();
    const holders = "button, summary, select, dd, dt, td, th, li, a, label, figcaption";
    const isSeen = element => element.checkVisibility({visibilityProperty: true})
        && !element.closest(".visually-hidden, .skip-link, option, template, script, style");
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode.data.trim(), parent = words.currentNode.parentElement;
        if (!text || !isSeen(parent)) continue;
        const range = document.createRange();
        range.selectNodeContents(words.currentNode);
        for (const {left, right, top, bottom, height, width} of range.getClientRects())
            if (width > 1) lines.push(
                {text, parent, left, right, top: top + height / 5, bottom: bottom - height / 5});
    }
    const lose = (line, how) => lost.add(`${how}: ${line.text.replace(/\\s+/g, " ").slice(0, 80)}`);
    for (const line of lines) {
        if (line.left < -1 || line.right > room + 1) lose(line, "off the page");
        for (let box = line.parent; box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box), edges = box.getBoundingClientRect();
            const cuts = style.overflow !== "visible" || box.matches(holders);
            if (!cuts || style.display === "inline" || box.closest("svg")) continue;
            if (line.left < edges.left - 1 || line.right > edges.right + 1
                || line.bottom > edges.bottom + 1) lose(line, `out of its ${box.tagName}`);
        }
    }
    lines.forEach((line, place) => lines.slice(place + 1).forEach(other => {
        if (Math.min(line.right, other.right) - Math.max(line.left, other.left) > 1
            && Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top) > 1)
            lose(line, `under "${other.text.slice(0, 40)}"`);
    }));
    return [...lost];
}"""


def losses(page: Page) -> list[str]:
    """Return the lines of this page that cannot be read, with every disclosure expanded."""
    return (page.evaluate(LOST_LINES) + page.evaluate(TOO_WIDE))[:4]


def read_enlarged(page: Page, width: int, style: str) -> None:
    """Set the page's width, and replace the style sheet that was added before with this one."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('body > style').forEach(sheet => sheet.remove())")
    page.evaluate(ADD_STYLE, style)


@pytest.mark.parametrize(("code", "fonts"), combinations(["mk", "en"], FONT_SETS))
def test_nothing_is_lost_of_any_kind_of_page(reader, code, fonts):
    page = reader(fonts=fonts, bypass_csp=True)
    lost = {}
    for kind in share(KINDS, code, ["mk", "en"]):
        visit(page, kind, code)
        unfold(page)
        for name, reading in READINGS.items():
            read_enlarged(page, *reading)
            lost[kind, name] = losses(page)
    assert not {place: lines for place, lines in lost.items() if lines}


@pytest.mark.parametrize(("code", "fonts"), combinations(["sr-cyrl", "en"], FONT_SETS))
def test_nothing_is_lost_whatever_is_searched_for(reader, code, fonts):
    page = reader(fonts=fonts, bypass_csp=True)
    lost = {}
    for kind, query in SEARCHES.items():
        page.goto(f"/{code}/search/{query}")
        unfold(page)
        for name in ("twice as large on half a screen", "spaced out at 400 %"):
            read_enlarged(page, *READINGS[name])
            lost[kind, name] = losses(page)
    assert not {place: lines for place, lines in lost.items() if lines}


@pytest.mark.parametrize("code", ["en", "mk"])
def test_reader_with_twice_as_large_text_filters_searches_and_changes_the_language(reader, code):
    page = reader(width=NARROWEST_WIDTH * 2, height=800, bypass_csp=True)
    visit(page, "meeting index", code)
    page.add_style_tag(content=TWICE_AS_LARGE)
    page.locator(".filter select[name=year]").select_option("2015")
    page.locator(".filter button").click()
    page.wait_for_url("**year=2015**")
    page.add_style_tag(content=TWICE_AS_LARGE)
    page.locator(".language-menu summary").click()
    page.locator("header .language-list").get_by_role("link", name="Shqip").click()
    page.wait_for_url("**/sq/meetings/?year=2015**")
    page.add_style_tag(content=TWICE_AS_LARGE)
    page.locator(".header-search summary").click()
    page.locator("header input[type=search]").fill("Stockholm")
    page.locator("header form button").click()
    page.wait_for_url("**/sq/search/?q=Stockholm")
