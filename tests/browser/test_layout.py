"""Pages fit the narrowest screen, which is also a wide one at 400 % zoom."""

import pytest

from .pages import ENTRANCE, PATHS, SEARCHES, unfold, visit

NARROWEST = 320
# The elements that reach beyond the edge, to name the culprit; one pixel is rounding.
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")]
        .filter(element => element.getBoundingClientRect().right > room + 1)
        .map(element => `${element.tagName} ${element.className} ${element.textContent.trim()}`);
}"""


@pytest.mark.parametrize("code", ["en", "mk", "sr-cyrl", "ro"])
def test_no_page_scrolls_sideways_on_the_narrowest_screen(reader, code):
    page = reader(width=NARROWEST, height=640)
    too_wide = {}
    for kind in PATHS:
        visit(page, kind, code)
        for state in ("closed", "open"):
            if elements := page.evaluate(TOO_WIDE):
                too_wide[f"{kind}, menu {state}"] = [text[:80] for text in elements[:3]]
            page.locator("header summary").click()
    assert not too_wide


@pytest.mark.parametrize("code", ["en", "mk", "sr-cyrl", "sl"])
def test_whatever_is_searched_for_fits_and_leaves_room_to_type(reader, code):
    page = reader(width=NARROWEST, height=640)
    for kind, query in SEARCHES.items():
        page.goto(f"/{code}/search/{query}")
        unfold(page)
        assert not page.evaluate(TOO_WIDE), kind
    for field in page.locator("input[type=search]").all():
        assert field.bounding_box()["width"] > 100


def test_the_entrance_and_an_error_in_the_form_fit_too(reader):
    page = reader(width=NARROWEST, height=640)
    visit(page, ENTRANCE, "en")
    assert not page.evaluate(TOO_WIDE)
    page.set_extra_http_headers({})
    page.goto("/mk/meetings/?year=1066&theme=" + "weather" * 20)
    assert not page.evaluate(TOO_WIDE)


def test_no_text_is_lost_when_it_is_twice_as_large(reader):
    """Browsers can enlarge the text alone; nothing may be cut off or laid over something else."""
    page = reader(width=NARROWEST * 2, height=800, bypass_csp=True)
    for kind in ("home", "meeting index", "declaration", "history", "search"):
        visit(page, kind, "mk")
        page.add_style_tag(content="html { font-size: 200% }")
        assert not page.evaluate(TOO_WIDE), kind


@pytest.mark.parametrize("width", [NARROWEST, 360, 700, 1280])
@pytest.mark.parametrize("code", ["en", "mk", "sr-cyrl", "sr-latn"])
def test_the_open_language_menu_is_wholly_on_the_screen(reader, code, width):
    page = reader(width=width, height=900)
    visit(page, "meeting index", code)
    page.locator("header summary").click()
    menu = page.locator("header .language-list").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= width
