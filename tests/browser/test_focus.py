"""The focus is never covered, no target is too small, and pages can be used with the keyboard
alone.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.grids import combinations, share
from tests.public_pages import interface_text

from .pages import KINDS, unfold, visit
from .test_accessibility import violations
from .test_changing_language import tab_to

# The focused element if something covers its middle or a corner. In a link of two lines, each line
# is checked, not the box around both.
COVERED = """() => {
    const element = document.activeElement;
    // At the end, browsers go on to their own buttons or straight to the beginning.
    if (element === document.body || element.hadFocus) return "end";
    element.hadFocus = true;
    const isBare = box => [[0.1, 0.2], [0.9, 0.2], [0.5, 0.5], [0.1, 0.8], [0.9, 0.8]]
        .every(([across, down]) => {
            const x = box.left + box.width * across, y = box.top + box.height * down;
            const found = document.elementFromPoint(x, y);
            return found && (element.contains(found) || found.contains(element));
        });
    const covered = [...element.getClientRects()].some(box => !isBare(box));
    return covered ? element.outerHTML.slice(0, 160) : "";
}"""


# The browser goes to a paragraph of a new page with the first picture of it, after its load event.
IS_AT_TARGET = "document.querySelector(':target').getBoundingClientRect().top < innerHeight"
NEVER_FOCUSED = """() => [...document.links]
    .filter(link => !link.hadFocus && link.checkVisibility())
    .map(link => link.outerHTML.slice(0, 160))"""


def covered_on_the_way(page: Page, key: str) -> list[str]:
    """Return the elements that something covered when this key had moved the focus to them."""
    covered = []
    while True:
        page.keyboard.press(key)
        found = page.evaluate(COVERED)
        if found == "end":
            return covered + page.evaluate(NEVER_FOCUSED)
        if found:
            covered.append(found)


@pytest.mark.parametrize(
    ("code", "width", "fonts", "key"),
    [
        (code, width, fonts, key)
        for (code, width, key), fonts in combinations(
            [("mk", 1280, "Tab"), ("sq", 360, "Shift+Tab")], ["narrow", "wide"]
        )
    ],
)
def test_nothing_covers_the_focused_element(reader, code, width, fonts, key):
    page = reader(width=width, height=600, fonts=fonts, reduced_motion="reduce")
    covered = {}
    for kind in share(KINDS, key, ["Tab", "Shift+Tab"]):
        visit(page, kind, code)
        unfold(page)
        covered[kind] = covered_on_the_way(page, key)
    assert not {kind: elements[:3] for kind, elements in covered.items() if elements}


@pytest.mark.parametrize(("code", "fonts"), combinations(["mk", "en"], ["narrow", "wide"]))
def test_every_target_is_large_enough(reader, code, fonts):
    page = reader(width=360, height=740, fonts=fonts)
    small = {}
    for kind in share(KINDS, code, ["mk", "en"]):
        visit(page, kind, code)
        unfold(page)
        small[kind] = violations(page, {"type": "rule", "values": ["target-size"]})
    assert not {kind: elements[:3] for kind, elements in small.items() if elements}


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Move the focus to an element with the Tab key, and press a key there."""
    tab_to(page, target)
    page.keyboard.press(key)


@pytest.mark.parametrize("code", ["en", "mk"])
def test_declaration_is_compared_in_several_languages_with_the_keyboard_alone(reader, code):
    page = reader(javascript=False)
    visit(page, "declaration", code)
    press(page, page.locator(".parallel-form summary"))
    for language in ("Shqip", "Hrvatski"):
        press(page, page.get_by_label(language), "Space")
    press(page, page.get_by_role("button", name=interface_text(code, "Show side by side")))
    page.wait_for_url("**?with=*")
    expect(page.locator(".parallel__heads h3")).to_have_count(3)
    citation = page.locator("#p-1 .citation")
    expect(citation).to_be_hidden()
    page.locator("#p-1 .paragraph__number").focus()
    press(page, page.locator("#p-1 .cite summary"))
    expect(citation).to_be_visible()


def test_theme_leads_to_paragraphs_and_meetings_with_the_keyboard_alone(reader):
    page = reader(javascript=False)
    visit(page, "themes", "mk")
    page.locator("main").focus()
    press(page, page.locator(".entry:has(.entry__metadata) a").first)
    page.wait_for_url("**/themes/*/")
    number = page.locator(".timeline .paragraph__number").first
    url = number.get_attribute("href")
    page.locator("main").focus()
    press(page, number)
    page.wait_for_url(f"**{url}")
    page.wait_for_function(IS_AT_TARGET)
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector(':target').contains(document.activeElement)")


def test_the_table_of_the_meeting_statistics_is_expanded_with_the_keyboard_alone(reader):
    page = reader(javascript=False)
    visit(page, "pictures of the work", "mk")
    page.locator(".statistics").scroll_into_view_if_needed()
    page.locator("main").focus()
    figure = page.locator(".statistics figure").first
    expect(figure.get_by_role("table")).to_be_hidden()
    press(page, figure.locator("summary"))
    expect(figure.get_by_role("table")).to_be_visible()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_country_is_chosen_with_the_keyboard_alone(reader, code):
    page = reader(javascript=False, width=360)
    visit(page, "contacts", code)
    page.locator("main").focus()
    press(page, page.locator(".countries a").nth(1))
    page.wait_for_url("**?state=*")
    expect(page.locator("main h2").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_results_are_filtered_with_the_keyboard_alone(reader, width):
    page = reader(javascript=False, width=width, reduced_motion="reduce")
    visit(page, "search", "mk")
    page.locator("main").focus()
    if width < 960:
        press(page, page.locator(".facets > summary"))
    found = page.locator("main .search-status h2").inner_text()
    press(page, page.locator(".facets nav a").first)
    page.wait_for_url("**&*")
    expect(page.locator("main .search-status h2")).not_to_have_text(found)
    page.locator("main").focus()
    press(page, page.locator(".chosen a").first)
    expect(page.locator("main .search-status h2")).to_have_text(found)
