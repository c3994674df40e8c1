"""A reader's browser and the site it visits: Chromium, and the demonstration on a real server.

The tests of one process share one loaded site and must leave it as they found it; those of the
workshop have a copy of their own, to change as their stories go.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from tests.services import provision
from tests.services.once import once
from tests.services.website import DATABASE, load, website

from .workshop import Workshop

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory, worker_id) -> Path:
    """A folder with the demonstration as it was loaded; only copies of it are served."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "demonstration"
    once(folder, partial(load, folder))
    return folder


@pytest.fixture(scope="session")
def site_address(demonstration, tmp_path_factory) -> Iterator[str]:
    """The address of the demonstration, without a slash at the end."""
    with website(demonstration, tmp_path_factory.mktemp("website")) as address:
        yield address


def confirm_help_lines(database: Path) -> None:
    """Give every line what it needs to be shown, as if the national offices had confirmed it."""
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
def confirmed(demonstration, tmp_path_factory) -> Iterator[str]:
    """The address of a site on which all help lines are confirmed."""
    folder = tmp_path_factory.mktemp("confirmed")
    shutil.copytree(demonstration, folder, dirs_exist_ok=True)
    confirm_help_lines(folder / DATABASE)
    with website(folder, tmp_path_factory.mktemp("contacts")) as address:
        yield address


@pytest.fixture(scope="session")
def workshop(chromium, demonstration, tmp_path_factory) -> Iterator[Workshop]:
    """The people of the translators' workshop, on a site that their work may change."""
    with website(demonstration, tmp_path_factory.mktemp("workshop")) as address:
        yield Workshop(chromium, address)


@pytest.fixture
def person(workshop) -> Iterator[Callable[..., Page]]:
    """Open the workshop's site as one of its people: ``person("editor")``, a reader without a name.

    Nothing may go wrong on a page behind somebody's back, nor may it ask another host.
    """
    yield workshop.open
    complaints = workshop.close()
    assert not complaints


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = provision.chromium()
    assert path, "No Chromium: run python -m tests.services.provision."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium, site_address) -> Iterator[Callable[..., Page]]:
    """Open a page as one kind of reader: ``reader(javascript=False, width=320).goto("/en/")``.

    Every call is another person with an empty browser; further options are Playwright's own for
    a new context (``locale``, ``color_scheme``, ``reduced_motion`` …).
    """
    contexts = []

    def open_page(javascript: bool = True, width: int = 1280, height: int = 800, **options) -> Page:
        context = chromium.new_context(
            base_url=site_address,
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
