"""An editor sets a notice with a preview and reads the guides; the screens are accessible."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from .admin_screens import check_screen
from .test_accessibility import violations
from .user_sessions import TIMEOUT

SETTINGS = "/admin/settings/core/layoutsettings/"
NOTICE = "The office is closed on Friday."
# Wagtail's own form: buttons of streams are small, and a title scrolled away is no heading.
WAGTAIL_VIOLATIONS = ("page-has-heading-one", "target-size")


@pytest.fixture
def editor(open_as) -> Page:
    return open_as("editor")


def add_notice(page: Page) -> None:
    page.goto(SETTINGS)
    panel = page.locator("[data-contentpath=notice]")
    panel.locator(".c-sf-add-button").first.click()
    panel.locator("select").first.select_option("English")
    panel.locator("[contenteditable=true]").first.click()
    page.keyboard.type(NOTICE)
    # Draftail writes the form field a little later than somebody types.
    field = page.locator('[name^="notice-"][name$="-text"]')
    expect(field).to_have_value(re.compile(NOTICE), timeout=TIMEOUT)


def choose_language_of_preview(page: Page, name: str, tag: str) -> None:
    """Choose it again after a while: Wagtail loses a mode that is chosen during an update."""
    shown = page.frame_locator("#w-preview-iframe").locator(f"html[lang={tag}]")
    for _ in range(10):
        page.get_by_label("Preview mode").select_option(name)
        with suppress(TimeoutError):
            shown.wait_for(state="attached", timeout=TIMEOUT / 10)
            return
    raise AssertionError(f"The preview is not in the language {tag}.")


def test_an_editor_previews_a_notice_in_another_language_and_readers_do_not_see_it_yet(
    editor, open_as
):
    add_notice(editor)
    editor.get_by_role("button", name="Toggle preview").click()
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.locator(".site-notice")).to_have_text(NOTICE, timeout=TIMEOUT)
    choose_language_of_preview(editor, "Македонски", "mk")
    expect(preview.locator(".site-notice")).to_have_text(NOTICE)
    reader = open_as()
    reader.goto("/mk/")
    expect(reader.locator(".site-notice")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/admin/guides/", "/admin/guides/coordinators/", "/admin/guides/open-data/", SETTINGS]
)
def test_screen_is_accessible_and_fits(open_as, sessions, path):
    page = open_as("editor", width=360, height=740, color_scheme="dark")
    page.goto(path)
    check_screen(page, sessions, WAGTAIL_VIOLATIONS)


def test_help_leads_from_the_board_to_its_section(open_as):
    page = open_as("coordinator")
    page.goto("/admin/translation/board/")
    page.get_by_role("button", name="Help").click()
    page.get_by_role("link", name="Help with this screen").click()
    expect(page).to_have_url("/admin/guides/coordinators/#the-board")
    expect(page.get_by_role("heading", name="The board")).to_be_in_viewport()


def test_the_login_is_accessible(open_as):
    page = open_as()
    page.goto("/admin/login/")
    expect(page.get_by_role("heading", name="Sign in to NATC SEE")).to_be_visible()
    assert not violations(page)
