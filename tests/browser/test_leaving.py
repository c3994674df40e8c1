"""The quick exit: with its link and with the keyboard, with script and without."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from core.languages import all_languages
from core.models.quick_exit import DEFAULT_EXIT_URL
from tests.grids import codes, colour_schemes, combinations
from tests.public_pages import interface_text
from tests.services import provision
from tests.services.fonts import FONT_SETS

from .pages import PATHS
from .test_accessibility import violations

STATE = "states/kosovo/"
CONTACTS = "contacts-by-country/"
LEAVE = ".quick-exit__link"
BEFORE = "/en/meetings/"
HISTORY = "history.length"
IS_BLANK = "document.body === null"
# Whether the fixed bar covers the focused element.
COVERED = """() => {
    const bar = document.querySelector(".quick-exit"), focus = document.activeElement;
    const box = focus.getBoundingClientRect();
    return !bar.contains(focus) && !focus.matches(".skip-link, main")
        && box.bottom <= bar.getBoundingClientRect().bottom;
}"""

# Whether the link is on top at each of its corners.
IS_UNCOVERED = """() => {
    const link = document.querySelector(".quick-exit__link"), box = link.getBoundingClientRect();
    return [box.left + 2, box.right - 2].every(x => [box.top + 2, box.bottom - 2].every(
        y => link.contains(document.elementFromPoint(x, y))));
}"""

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [False, True], ids=["without script", "with script"]
)


def answer(route: Route) -> None:
    """Respond in place of the other site, to which no test may send a request."""
    route.fulfill(content_type="text/html", body="<!doctype html><title>Elsewhere</title>")


@pytest.fixture
def visitor(reader) -> Callable[..., Page]:
    """Open a page after another one, as a reader: ``visitor("states/kosovo/")``."""

    def open_page(path: str, code: str = "en", **options) -> Page:
        page = reader(**options)
        page.context.route(f"{DEFAULT_EXIT_URL}**", answer)
        page.goto(BEFORE)
        page.goto(f"/{code}/{path}")
        return page

    return open_page


def leave(page: Page) -> None:
    page.locator(LEAVE).click()
    page.wait_for_url(DEFAULT_EXIT_URL)


# The link


@pytest.mark.parametrize(
    ("path", "javascript"), combinations([STATE, CONTACTS, "states/", "safety/"], [False, True])
)
def test_link_leads_to_the_other_site_and_sends_no_referrer(visitor, path, javascript):
    page = visitor(path, javascript=javascript)
    with page.expect_request(DEFAULT_EXIT_URL) as request:
        leave(page)
    assert "referer" not in request.value.all_headers()
    expect(page).to_have_title("Elsewhere")


@with_and_without_javascript
def test_link_to_the_limits_of_the_quick_exit_precedes_it(visitor, javascript):
    page = visitor(STATE, "mk", javascript=javascript)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".quick-exit a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/mk/safety/")
    expect(page.locator("h1")).to_have_text(interface_text("mk", "Using this site safely"))


def test_without_script_back_returns_as_the_safety_page_explains(visitor):
    page = visitor(STATE, javascript=False)
    leave(page)
    page.go_back()
    page.wait_for_url(f"**/{STATE}")
    page.goto("/en/safety/")
    expect(page.locator("main")).to_contain_text("Without scripts the link works, but Back")


def test_page_is_blank_even_if_the_other_site_does_not_answer(visitor):
    page = visitor(STATE)
    page.context.unroute(f"{DEFAULT_EXIT_URL}**")
    # With a response without content, a browser stays on its page.
    page.context.route(f"{DEFAULT_EXIT_URL}**", lambda route: route.fulfill(status=204))
    with page.expect_request(DEFAULT_EXIT_URL):
        page.locator(LEAVE).click(no_wait_after=True)
    page.wait_for_function(IS_BLANK)
    expect(page).to_have_title("www.wikipedia.org")


# Back


def stay(page: Page) -> None:
    pass


def follow_a_footnote(page: Page) -> None:
    page.locator("main a.footnote-mark").first.click()
    page.wait_for_url("**#designation-xk")


def skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    expect(page.locator("main")).to_be_focused()


def change_the_language(page: Page) -> None:
    page.locator(".language-menu summary").click()
    page.locator("header .language-list a[hreflang=sl]").click()
    page.wait_for_url(f"**/sl/{STATE}")


def choose_a_state_and_a_language(page: Page) -> None:
    page.locator(".countries a[href='?state=XK']").click()
    page.wait_for_url(f"**/{CONTACTS}?state=XK")
    page.locator(".language-list a[hreflang=mk]").click()
    page.wait_for_url(f"**/mk/{CONTACTS}?state=XK")
    page.locator(".language-list a[hreflang=sq]").click()
    page.wait_for_url(f"**/sq/{CONTACTS}?state=XK")


@pytest.mark.parametrize(
    ("path", "read"),
    [
        (STATE, stay),
        (STATE, follow_a_footnote),
        (STATE, skip_to_the_content),
        (STATE, change_the_language),
        (CONTACTS, stay),
        (CONTACTS, choose_a_state_and_a_language),
    ],
)
def test_back_skips_the_page_that_was_left(visitor, path, read):
    page = visitor(path)
    entries = page.evaluate(HISTORY)
    read(page)
    leave(page)
    assert page.evaluate(HISTORY) == entries
    page.go_back()
    page.wait_for_url(f"**{BEFORE}")
    page.go_forward()
    page.wait_for_url(DEFAULT_EXIT_URL)


@pytest.fixture
def page_with_cache_for_back(launch, site_url) -> Iterator[Page]:
    """A page of a browser with a back/forward cache.

    Chromium's headless shell has no such cache, and Playwright disables that of Chromium.
    """
    browser = launch(
        "wide",
        program=provision.chromium(),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = browser.new_page(base_url=site_url)
    page.add_init_script("addEventListener('pageshow', show => { window.isKept = show.persisted })")
    page.route(f"{DEFAULT_EXIT_URL}**", answer)
    yield page
    browser.close()


def go_back(page: Page, path: str) -> None:
    """Go back to the page at this path in the cache; Playwright would wait for it to load."""
    # Not at once: the answer of this call would be lost with the page.
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_function("path => location.pathname === path && window.isKept === true", arg=path)


def test_page_that_was_left_is_not_in_the_back_forward_cache_while_others_are(
    page_with_cache_for_back,
):
    page = page_with_cache_for_back
    page.goto(BEFORE)
    page.goto(f"/en/{STATE}")
    page.goto("/en/history/")
    go_back(page, f"/en/{STATE}")
    leave(page)
    go_back(page, BEFORE)
    expect(page.locator("h1")).to_contain_text("Meetings")


# The keyboard


def expect_announced(page: Page, text: str) -> None:
    expect(page.locator(".quick-exit [role=status]")).to_have_text(text)


@pytest.mark.parametrize("code", codes())
def test_shift_three_times_leaves_and_is_announced_in_the_language_of_the_reader(visitor, code):
    page = visitor(CONTACTS, code)
    expect_announced(page, "")
    page.keyboard.press("Shift")
    expect_announced(page, interface_text(code, "Press Shift two more times to leave this site."))
    page.keyboard.press("Shift")
    expect_announced(page, interface_text(code, "Press Shift once more to leave this site."))
    page.keyboard.press("Shift")
    page.wait_for_url(DEFAULT_EXIT_URL)
    page.go_back()
    page.wait_for_url(f"**{BEFORE}")


@pytest.mark.parametrize("between", ["a", "Tab", "Shift+A", "Control+Shift", "Alt+Shift", "Enter"])
def test_another_key_in_between_starts_the_count_again(visitor, between):
    page = visitor(STATE)
    page.locator("h1").click()
    for key in ("Shift", "Shift", between, "Shift", "Shift"):
        page.keyboard.press(key)
    expect_announced(page, interface_text("en", "Press Shift once more to leave this site."))
    page.keyboard.press("Shift")
    page.wait_for_url(DEFAULT_EXIT_URL)


def test_capital_letters_and_clicks_with_shift_do_not_leave(visitor):
    page = visitor(STATE)
    page.locator(".header-search summary").click()
    field = page.locator("header input[type=search]")
    field.focus()
    for letter in "BRDO":
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(3):
        field.click(modifiers=["Shift"])
    expect_announced(page, "")
    expect(field).to_have_value("BRDO")


def test_page_without_the_link_is_not_left_by_the_keyboard(visitor):
    page = visitor("history/")
    for _ in range(3):
        page.keyboard.press("Shift")
    assert not page.evaluate(IS_BLANK)
    expect(page.locator(LEAVE)).to_have_count(0)


@with_and_without_javascript
def test_hint_is_visible_only_where_the_keyboard_works(visitor, javascript):
    page = visitor(STATE, javascript=javascript)
    expect(page.locator(".quick-exit__hint")).to_be_visible(visible=javascript)
    expect(page.locator(LEAVE)).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [STATE, CONTACTS])
def test_bar_never_covers_the_focused_element(visitor, path, width):
    page = visitor(path, "mk", width=width, reduced_motion="reduce")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("footer a").last.focus()
    covered, stops = [], 0
    while page.evaluate("document.activeElement !== document.body") and stops < 150:
        if page.evaluate(COVERED):
            covered.append(page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))
        page.keyboard.press("Shift+Tab")
        stops += 1
    assert not covered
    assert 10 < stops < 150


def test_bar_stays_on_the_screen(visitor):
    page = visitor(STATE, width=360, height=600)
    page.mouse.wheel(0, 3000)
    expect(page.locator(LEAVE)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("fonts", FONT_SETS)
@pytest.mark.parametrize("path", [STATE, CONTACTS])
def test_bar_takes_a_fifth_of_the_screen_at_most_at_400_percent(visitor, path, fonts):
    # A window of 1280 by 800 pixels.
    page = visitor(path, width=320, height=200, fonts=fonts)
    for language in all_languages():
        page.goto(f"/{language.code}/{path}")
        page.evaluate("scrollTo(0, 1000)")
        link = page.locator(LEAVE)
        expect(link).to_be_in_viewport(ratio=1)
        assert link.bounding_box()["y"] == 0, language
        assert link.bounding_box()["height"] <= 40, language


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_covers_the_link_while_languages_are_open(visitor, width):
    page = visitor(STATE, width=width, height=600)
    page.locator(".language-menu summary").click()
    for top in (0, 40, 80, 160, 320):
        page.evaluate("top => scrollTo(0, top)", top)
        assert page.evaluate(IS_UNCOVERED), top


# In this order, each page has both colour schemes in a sample.
LOOKS = [
    (scheme, fonts)
    for fonts, schemes in zip(FONT_SETS, (colour_schemes(), colour_schemes()[::-1]), strict=True)
    for scheme in schemes
]


@pytest.mark.parametrize(
    ("path", "code", "look"),
    combinations([STATE, PATHS["safety"]], ["en", "sq", "mk", "sr-cyrl"], LOOKS),
)
def test_narrow_page_has_no_violations(visitor, path, code, look):
    scheme, fonts = look
    page = visitor(path, code, width=360, color_scheme=scheme, fonts=fonts)
    assert not violations(page)
