"""The browser for the tests, Chromium, and the demonstration on a real web server.

All processes share one loaded site, whose data no test changes. The tests of one process that
change data share a copy; a test restores what another one may depend on.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from tests.services import provision
from tests.services.fonts import FONT_SETS
from tests.services.website import DATABASE, shared_website, website
from tests.site_templates import loaded_demonstration

from .contexts import ReusedContexts
from .user_sessions import UserSessions

BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All pages of a context share a process, and none is started in advance.
    "--renderer-process-limit=1",
)


@pytest.fixture(scope="session")
def demonstration(run_folder) -> Path:
    """A folder with the demonstration as it was loaded; only copies of it are served."""
    return loaded_demonstration(run_folder)


@pytest.fixture(scope="session")
def site_url(demonstration, run_folder) -> Iterator[str]:
    """The URL of the demonstration, without a slash at the end."""
    with shared_website(demonstration, run_folder / "website") as url:
        yield url


def confirm_help_lines(database: Path) -> None:
    """Complete every help line with what it needs to be shown: a source and a recent check."""
    today = timezone.localdate()
    with closing(sqlite3.connect(database)) as connection, connection:
        rows = connection.execute("SELECT page_ptr_id, help_lines FROM states_statepage")
        for key, stored in rows.fetchall():
            lines = json.loads(stored)
            for line in lines:
                line["value"] |= {
                    "source": "https://example.org/",
                    "checked_on": today.isoformat(),
                    "expires_on": (today + timedelta(days=30)).isoformat(),
                }
            connection.execute(
                "UPDATE states_statepage SET help_lines = ? WHERE page_ptr_id = ?",
                [json.dumps(lines), key],
            )


@pytest.fixture(scope="session")
def confirmed(demonstration, run_folder) -> Iterator[str]:
    """The URL of a site on which all help lines are confirmed."""
    with shared_website(demonstration, run_folder / "confirmed", confirm_help_lines) as url:
        yield url


@pytest.fixture(scope="session")
def launch(tmp_path_factory) -> Iterator[Callable[..., Browser]]:
    """Start a browser with the fonts of one system: ``launch("narrow")``.

    ``program`` is the path of the browser; further options are Playwright's own.
    """
    shell = provision.headless_shell()
    assert shell, "No browser: run python -m tests.services.provision."
    with sync_playwright() as playwright:

        def launch_browser(fonts: str, program: str = shell, **options) -> Browser:
            folder = tmp_path_factory.mktemp("fonts") / fonts
            configuration = FONT_SETS[fonts].configuration(folder)
            return playwright.chromium.launch(
                executable_path=program,
                args=BROWSER_OPTIONS,
                env={**os.environ, "FONTCONFIG_FILE": str(configuration)},
                **options,
            )

        yield launch_browser


@pytest.fixture(scope="session")
def browsers(launch) -> Iterator[Callable[[str], Browser]]:
    """Return the browser with the fonts of one system; all tests of a process share it."""
    started: dict[str, Browser] = {}

    def browser_with(fonts: str) -> Browser:
        if fonts not in started:
            started[fonts] = launch(fonts)
        return started[fonts]

    yield browser_with
    for browser in started.values():
        browser.close()


@pytest.fixture(scope="session")
def contexts_of_readers(browsers, site_url) -> ReusedContexts:
    """What :func:`reader` opens pages in."""
    return ReusedContexts(browsers, site_url)


@pytest.fixture
def reader(contexts_of_readers) -> Iterator[Callable[..., Page]]:
    """Open a page as one kind of reader: ``reader(javascript=False, width=320).goto("/en/")``.

    Every call is another reader, without cookies. ``fonts`` names the fonts of the reader's system
    (:data:`tests.services.fonts.FONT_SETS`), and a ``fresh`` reader's browser has no file in its
    cache. Further options are Playwright's own for a new context (``locale``, ``color_scheme``,
    ``reduced_motion`` …).
    """

    def open_page(javascript: bool = True, **options) -> Page:
        return contexts_of_readers.open(java_script_enabled=javascript, **options)

    yield open_page
    contexts_of_readers.release()


@pytest.fixture(scope="session")
def sessions(browsers, demonstration, tmp_path_factory) -> Iterator[UserSessions]:
    """The signed-in users of a site whose data may be changed."""
    folder = tmp_path_factory.mktemp("translation")
    with website(demonstration, folder) as url:
        yield UserSessions(browsers, url, folder / DATABASE)


@pytest.fixture
def open_as(sessions) -> Iterator[Callable[..., Page]]:
    """Open that site as one of its users: ``open_as("editor")``, or as a reader: ``open_as()``.

    The test fails if a page raises an error or sends a request to another host.
    """
    yield sessions.open
    problems = sessions.close()
    assert not problems
