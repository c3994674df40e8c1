"""Several nodes set up the same empty database at the same moment."""

import os
import subprocess
import sys
from contextlib import closing

import dj_database_url
import pytest
from django.conf import settings
from django.db import ConnectionHandler

from core.languages import all_languages
from tests import grids
from tests.services.databases import database_url, databases_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.skipif(not grids.is_full, reason="all migrations take long: with --full"),
]


@pytest.fixture
def address(tmp_path, django_db_blocker):
    """The address of an empty database."""
    databases = databases_in(tmp_path)
    databases.create("empty")
    yield database_url(databases.setting("empty"))
    databases.drop("empty")


def test_two_processes_set_up_an_empty_database_at_once(address):
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "manage.py", "set_up"],
            cwd=settings.ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], "\n".join(outputs)
    site = ConnectionHandler({"default": dj_database_url.parse(address)})["default"]
    with closing(site), site.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM home_homepage")
        assert cursor.fetchone() == (len(all_languages()),)
