"""The site without a mouse: the skip link, and a focus that is always visible."""

import pytest
from playwright.sync_api import expect

from tests.grids import combinations
from tests.public_pages import interface_text

from .pages import visit

# The focused element: its beginning, its position in the page, and whether it is visible.
FOCUS = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const style = getComputedStyle(element), middle = box.top + box.height / 2;
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return {
        name: element === document.body ? "" : element.outerHTML.slice(0, 120),
        number: [...document.querySelectorAll("*")].indexOf(element),
        seen: drawn && box.width > 0 && middle > 0 && middle < innerHeight
            && box.left < innerWidth && box.right > 0,
    };
}"""
MOST_STOPS = 150


@pytest.mark.parametrize("javascript", [False, True], ids=["without script", "with script"])
@pytest.mark.parametrize("code", ["en", "mk"])
def test_skip_link_is_focused_first_and_leads_to_the_content(reader, javascript, code):
    page = reader(javascript=javascript)
    page.goto(f"/{code}/declarations/2012-joint-declaration/")
    skip = page.get_by_role("link", name=interface_text(code, "Skip to the content"))
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


@pytest.mark.parametrize(
    ("kind", "width"),
    combinations(["home", "meeting index", "declaration", "state", "plain page"], [360, 1280]),
)
def test_focus_is_always_visible_and_never_trapped(reader, kind, width):
    page = reader(width=width, reduced_motion="reduce")
    visit(page, kind, "mk")
    stops, unseen = [], []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if not focus["name"]:
            break
        stops.append(focus["number"])
        if not focus["seen"]:
            unseen.append(focus["name"])
    assert not unseen
    assert 10 < len(stops) < MOST_STOPS
    assert stops == sorted(stops), "The focus moves in the order of the page."


def test_questions_are_expanded_with_the_keyboard_without_script(reader):
    page = reader(javascript=False)
    page.goto("/en/safety/")
    question = page.locator(".questions details").first
    answer = question.locator(".text")
    expect(answer).to_be_hidden()
    question.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
