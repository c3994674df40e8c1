"""A reader without a mouse: the way past the frame, and the focus always in sight."""

import pytest
from playwright.sync_api import expect

from tests.public_pages import interface_text

from .pages import PATHS, visit

# What holds the focus now: a sign to recognise it by, and whether a reader can see it.
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
def test_the_first_stop_leads_past_the_frame_to_the_content(reader, javascript, code):
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


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "meeting index", "declaration", "state", "plain page"])
def test_the_focus_is_always_in_sight_and_never_trapped(reader, kind, width):
    page = reader(width=width, reduced_motion="reduce")
    assert kind in PATHS
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


def test_questions_open_with_the_keyboard_without_script(reader):
    page = reader(javascript=False)
    page.goto("/en/safety/")
    question = page.locator(".questions details").first
    answer = question.locator(".text")
    expect(answer).to_be_hidden()
    question.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
