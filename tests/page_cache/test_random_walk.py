"""Two processes edit and read at random: what they have kept is what they would make."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, override_settings

from core import content_cache
from tests import grids
from tests import specimens as specimen
from tests.services.databases import database_url

from .random_edits import PATHS, SLUGS, RandomEdits
from .reading_process import digest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = 150 if grids.is_full else 15


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Have the block read the database only, and leave to this process what it has kept."""
    kept = content_cache._kept
    content_cache.forget_content()
    yield
    content_cache._kept = kept


@pytest.fixture
def other_process(home, tmp_path, settings):
    """Tell another process what to do: ``other_process("read /en/")`` returns its answer."""
    url = database_url(connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.page_cache.reading_process",
            "1",
            settings.PAGE_CACHE_CHANGES,
        ],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.tests", "DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def tell(line: str) -> str:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    yield tell
    process.stdin.close()
    process.wait(timeout=30)


def test_what_is_stored_is_what_would_be_made(home, other_process):
    specimen.theme()
    for slug in SLUGS:
        specimen.content(home, slug=slug)
    chance, edits, process, done = random.Random(0), RandomEdits(2), Client(), []
    for _ in range(STEPS):
        done.append(edits.edit() if chance.random() < 0.5 else other_process("edit"))
        for path in chance.sample(PATHS, 4):
            stored = digest(process, path), other_process(f"read {path}")
            with override_settings(PAGE_CACHE_BYTES=0, PAGE_CACHE_FILES=None):
                made = digest(Client(), path)
                with nothing_kept():
                    fresh = digest(Client(), path)
            assert (*stored, made) == (fresh, fresh, fresh), (path, done[-5:])
