"""Pages fit the narrowest screen, which is also a wide one at 400 % zoom, in the fonts of any
system.
"""

import pytest
from playwright.sync_api import Page

from tests.grids import NARROWEST_WIDTH, combinations, share, widths
from tests.services.fonts import FONT_SETS

from .pages import LANGUAGE_LIST, PATHS, SEARCHES, unfold, visit

# The elements that extend beyond the right edge of a page that scrolls sideways. A difference of
# one pixel is due to rounding.
TOO_WIDE = """() => {
    const {clientWidth: room, scrollWidth: width} = document.documentElement;
    if (width <= room) return [];
    const wide = [...document.querySelectorAll("body *")]
        .filter(element => element.getBoundingClientRect().right > room + 1)
        .map(element => `${element.tagName} ${element.className} ${element.textContent.trim()}`);
    return wide.length ? wide : [`what a style sheet adds: ${width} > ${room}`];
}"""

# In a sample, one half of the pages is opened in English and Macedonian, the other half in two
# other languages: each page in both scripts and in both sets of fonts.
IN_TWO_LANGUAGES = (True, False)


@pytest.mark.parametrize(
    ("code", "fonts"), combinations(["en", "mk", "sr-cyrl", "ro"], ["narrow", "wide"])
)
def test_no_page_scrolls_sideways_on_the_narrowest_screen(reader, code, fonts):
    page = reader(width=NARROWEST_WIDTH, height=640, fonts=fonts)
    too_wide = {}
    for kind in share(list(PATHS), code in ("en", "mk"), IN_TWO_LANGUAGES):
        visit(page, kind, code)
        for state in ("closed", "open"):
            if elements := page.evaluate(TOO_WIDE):
                too_wide[f"{kind}, menu {state}"] = [text[:80] for text in elements[:3]]
            page.locator(".language-menu summary").click()
    assert not too_wide


@pytest.mark.parametrize(
    ("code", "fonts"), combinations(["en", "mk", "sr-cyrl", "sl"], ["narrow", "wide"])
)
def test_search_fits_and_its_field_is_wide_enough_whatever_the_query(reader, code, fonts):
    page = reader(width=NARROWEST_WIDTH, height=640, fonts=fonts)
    queries = share(list(SEARCHES.items()), code in ("en", "mk"), IN_TWO_LANGUAGES)
    for kind, query in queries:
        page.goto(f"/{code}/search/{query}")
        unfold(page)
        assert not page.evaluate(TOO_WIDE), kind
    page.locator(".header-search summary").click()
    for field in page.locator("input[type=search]").all():
        assert field.bounding_box()["width"] > 100


@pytest.mark.parametrize("fonts", FONT_SETS)
def test_list_of_languages_and_form_with_an_error_fit_the_narrowest_screen(reader, fonts):
    page = reader(width=NARROWEST_WIDTH, height=640, fonts=fonts)
    visit(page, LANGUAGE_LIST, "en")
    assert not page.evaluate(TOO_WIDE)
    page.set_extra_http_headers({})
    page.goto("/mk/meetings/?year=1066&theme=" + "weather" * 20)
    assert not page.evaluate(TOO_WIDE)


def edges(page: Page, selector: str, edge: str) -> set[int]:
    """Return where the elements that a selector finds have this edge (``left``, ``bottom`` …)."""
    read = "(found, edge) => found.map(one => Math.round(one.getBoundingClientRect()[edge]))"
    return set(page.locator(selector).evaluate_all(read, edge))


@pytest.mark.parametrize(("code", "fonts"), combinations(["en", "mk"], FONT_SETS))
def test_lists_and_filters_are_aligned_on_a_wide_screen(reader, code, fonts):
    page = reader(width=1280, fonts=fonts)
    page.goto(f"/{code}/meetings/?state=SI")
    [fields] = edges(page, ".filter select", "bottom")
    # Wide letters leave no room for the button beside them; it is below all of them then.
    [button] = edges(page, ".filter button", "bottom")
    assert button == fields or edges(page, ".filter button", "top").pop() > fields
    assert len(edges(page, ".entry__date", "left")) == 1
    page.goto(f"/{code}/library/")
    assert len(edges(page, ".entry__title", "left")) == 1


def open_language_menu(page: Page) -> None:
    menu = page.locator("header details.language-menu")
    if not menu.evaluate("menu => menu.open"):
        menu.locator("summary").click()


@pytest.mark.parametrize(
    ("code", "fonts"), combinations(["en", "mk", "sr-cyrl", "sr-latn"], ["narrow", "wide"])
)
def test_open_language_menu_is_wholly_on_the_screen(reader, code, fonts):
    page = reader(height=900, fonts=fonts)
    visit(page, "meeting index", code)
    for width in widths():
        page.set_viewport_size({"width": width, "height": 900})
        open_language_menu(page)
        menu = page.locator("header .language-list").bounding_box()
        assert menu["x"] >= 0, width
        assert menu["x"] + menu["width"] <= width, width
