"""What every screen of the admin has to be, at the width of a phone and of a desk."""

from collections.abc import Collection

from playwright.sync_api import Page

from tests import grids

from .test_accessibility import violations
from .test_layout import TOO_WIDE
from .user_sessions import UserSessions

PHONE, DESK = 360, grids.WIDEST_WIDTH  # CSS pixels

# Targets in a list that are smaller than 24 pixels, except for links in a text. As WCAG 2.2 allows
# it, axe accepts small targets with space around them, which all rows of a list have.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "#listing-results :is(a[href], button, input:not([type=hidden]), select, summary)"
)].filter(element => {
    const {width, height} = element.getBoundingClientRect();
    return element.checkVisibility() && getComputedStyle(element).display !== "inline"
        && Math.min(width, height) < 24;
}).map(element => element.outerHTML.slice(0, 160))"""


def check_screen(
    page: Page,
    sessions: UserSessions,
    excepted: Collection[str] = (),
    has_large_targets: bool = False,
    part: str | None = None,
) -> None:
    """Check that an open screen fits and is accessible; ``excepted`` are rules of axe.

    ``has_large_targets``: its lists are our own, and no target in them is small. Those of Wagtail
    have small ones with space around them.
    In a sample, axe looks at it once: at the width of a phone, in the colours that it has, and only
    at its ``part``, a selector, if another test looks at the rest.
    """
    for width, colours in ((PHONE, "dark"), (DESK, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        if grids.is_full:
            page.emulate_media(color_scheme=colours)
        sessions.wait_until_loaded(page)
        assert not page.evaluate(TOO_WIDE)
        assert not (has_large_targets and page.evaluate(SMALL_TARGETS))
        if width == PHONE or grids.is_full:
            show_everything(page)
            found = violations(page, within=None if grids.is_full else part)
            assert not [item for item in found if item.partition(":")[0] not in excepted]


def show_everything(page: Page) -> None:
    """Make the window as high as its page, so that no sticky bar covers anything."""
    height = page.evaluate(
        "Math.max(...[...document.querySelectorAll('body, main')].map("
        "element => element.scrollHeight))"
    )
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height + 200})
