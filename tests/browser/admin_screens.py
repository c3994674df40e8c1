"""What every screen of the admin has to be, at the width of a phone and of a desk."""

from collections.abc import Collection

from playwright.sync_api import Page

from .test_accessibility import violations
from .test_layout import TOO_WIDE
from .test_translation_screens import show_everything
from .user_sessions import UserSessions


def check_screen(page: Page, sessions: UserSessions, excepted: Collection[str] = ()) -> None:
    """Check that an open screen fits and is accessible; ``excepted`` are rules of axe."""
    for width, colours in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        sessions.wait_until_loaded(page)
        assert not page.evaluate(TOO_WIDE)
        show_everything(page)
        found = violations(page)
        assert not [violation for violation in found if violation.partition(":")[0] not in excepted]
