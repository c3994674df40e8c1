"""A site with uploaded files, and its archive."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from backup.actions.write import WriteBackup
from backup.archive import BackupArchive
from tests import specimens as specimen

# The marks of a module that archives the site of a test, which is never committed.
SITE_IN_A_TRANSACTION = [
    *(pytest.mark.django_db, pytest.mark.usefixtures("site")),
    pytest.mark.skipif(
        connection.vendor == "postgresql",
        reason="its snapshot is a transaction of its own, of a whole site: test_drill.py",
    ),
]


@pytest.fixture(scope="module")
def site(home_of_module):
    """A site with a page, a picture and a document, and an account; the module is rolled back."""
    get_user_model().objects.create_user("secretariat", email="secretariat@example.org")
    specimen.content(home_of_module, title="Трговина људима")
    uploads = specimen.picture(), specimen.document()
    call_command("update_index", verbosity=0)
    return uploads


@pytest.fixture
def back_up(tmp_path) -> Callable[..., BackupArchive]:
    """Write an archive to an empty folder."""

    def write(**options) -> BackupArchive:
        return BackupArchive(WriteBackup(tmp_path, **options).execute()[0])

    return write


@pytest.fixture(scope="module")
def archive(site, tmp_path_factory) -> BackupArchive:
    """An archive of the site, for tests that only read it."""
    folder = tmp_path_factory.mktemp("archives")
    return BackupArchive(WriteBackup(folder).execute()[0])
