"""Random walks of several people on one page: nobody's own words go live unreviewed."""

import os
import subprocess
import sys
import time

import pytest
from django.db import connection
from wagtail.models import Page

from tests import grids

from .concurrent_walk import approvals_of_own_work, unreviewed_texts
from .random_walk import CODES, WEIGHTS, RandomWalk
from .reviewed_meeting import create_translator, send_meeting  # noqa: F401 - fixtures
from .test_workers import ROOT, database_url

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

WALKS = range(3 if grids.is_full else 1)
STEPS = 1000 if grids.is_full else 500
CONCURRENT_STEPS = 300 if grids.is_full else 60  # of each process
TREE_CHECK_INTERVAL = 25 if grids.is_full else 100  # steps


@pytest.fixture
def source(assignment, send_to_translation):
    """A page that is sent to two languages, with its parent."""
    page = assignment.translation.source.get_source_instance()
    for sent in (page.get_parent().specific, page):
        send_to_translation("sr-cyrl", sent)
    return page


@pytest.fixture
def people(translator, reviewer) -> dict[str, list]:
    return {
        code: [translator(code, "walking"), reviewer(code), reviewer(code, "second")]
        for code in CODES
    }


@pytest.mark.skipif(
    connection.vendor == "sqlite" and not grids.is_full,
    reason="a sample walks on the database of production only",
)
@pytest.mark.parametrize("seed", WALKS)
def test_what_is_live_was_approved_by_somebody_else_after_every_step(seed, editor, source, people):
    walk = RandomWalk(seed, source, editor, people)
    for number in range(STEPS):
        walk.step()
        walk.check()
        if number % TREE_CHECK_INTERVAL == 0:
            assert not any(Page.find_problems())
    assert not any(Page.find_problems())
    actions_done = {done.partition(" ")[0] for done in walk.done}
    assert actions_done == set(WEIGHTS)
    assert all(walk.approved.values())


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_publish_only_what_somebody_else_approved(editor, source, people):
    walking = [_start_walk(seed, source) for seed in (1, 2)]
    try:
        while any(process.poll() is None for process in walking):
            assert not unreviewed_texts(source)
            time.sleep(0.2)
    finally:
        for process in walking:
            process.kill()
    errors = [process.communicate()[1].decode() for process in walking]
    assert [process.returncode for process in walking] == [0, 0], "\n".join(errors)
    assert not unreviewed_texts(source)
    assert not approvals_of_own_work(source)
    assert not any(Page.find_problems())


def _start_walk(seed: int, source) -> subprocess.Popen:
    walk = (
        "from tests.translation.concurrent_walk import walk; "
        f"walk({seed}, {source.pk}, {CONCURRENT_STEPS})"
    )
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", walk],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.tests",
            "DATABASE_URL": database_url(connection.settings_dict["NAME"]),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
