"""What a process of the web server loads before it is forked, and while it serves readers."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from core.languages import source_language
from core.localized_urls import localized_url
from tests.rules.source_files import ROOT
from tests.services.databases import database_url

# Large, and needed for a single kind of file, or in the admin.
SELDOM_NEEDED = (
    *("icalendar", "mammoth", "markdown_it", "ninja", "openpyxl", "pypdfium2", "rapidfuzz"),
    *("pikepdf", "typst"),
)
SERVE = """
import json, sys, threading
import cms.wsgi
from django.db import connection
from django.test import Client

forked = {"threads": threading.active_count(), "has_connection": connection.connection is not None}
statuses = [Client().get(path).status_code for path in sys.argv[1:]]
json.dump({"forked": forked, "statuses": statuses, "modules": list(sys.modules)}, sys.stdout)
"""


@pytest.fixture(scope="module")
def process(specimens) -> dict:
    """What another process tells after it has served a page of every type, and a search."""
    pages = [localized_url(page) for page in specimens.pages.values()]
    search = f"/{source_language().code}/search/?q=meeting"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SERVE, *pages, search],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url(connection.settings_dict["NAME"])},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_libraries_that_pages_do_not_need_are_not_loaded(process):
    assert set(process["statuses"]) == {200}
    assert set(SELDOM_NEEDED) & set(process["modules"]) == set()


def test_workers_that_are_forked_share_no_thread_and_no_connection(process):
    assert process["forked"] == {"threads": 1, "has_connection": False}
