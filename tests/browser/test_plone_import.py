"""The screens of the import from Plone: accessible, without sideways scrolling and errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.plone_export import small_site

from .admin_screens import check_screen

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


def test_screens_before_and_after_the_dry_run_are_accessible_and_fit(administrator, sessions):
    page = administrator
    page.goto(PATH)
    check_screen(page, sessions)
    page.locator("[name=file]").set_input_files(
        {"name": "export.zip", "mimeType": "application/zip", "buffer": small_site().archive()}
    )
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("/en/about/network")
    check_screen(page, sessions)
