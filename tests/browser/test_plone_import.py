"""The screens of the import from Plone: accessible, without sideways scrolling and errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.plone_export import small_site

from .test_accessibility import violations
from .test_layout import TOO_WIDE
from .test_translation_screens import show_everything

PATH = "/admin/plone-import/"
ACCOUNT = "editor"


@pytest.fixture
def administrator(sessions, open_as) -> Iterator[Page]:
    """The editor, who is an administrator until the end of the test."""
    set_superuser(sessions.database, True)
    yield open_as(ACCOUNT, color_scheme="dark")
    set_superuser(sessions.database, False)


def set_superuser(database: Path, is_superuser: bool) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "UPDATE core_user SET is_superuser = ? WHERE username = ?", [is_superuser, ACCOUNT]
        )


def check(page: Page, sessions) -> None:
    for width, colours in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        sessions.wait_until_loaded(page)
        assert not page.evaluate(TOO_WIDE)
        show_everything(page)
        assert not violations(page)


def test_screens_before_and_after_the_dry_run_are_accessible_and_fit(administrator, sessions):
    page = administrator
    page.goto(PATH)
    check(page, sessions)
    page.locator("[name=file]").set_input_files(
        {"name": "export.zip", "mimeType": "application/zip", "buffer": small_site().archive()}
    )
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("/en/about/network")
    check(page, sessions)
