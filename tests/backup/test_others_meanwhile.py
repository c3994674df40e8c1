"""People work while a backup is written: it has the state of one moment, and stops nobody."""

from threading import Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from backup.actions.write import WriteBackup
from backup.archive import BackupArchive, read_rows
from backup.tables import DatabaseTable, all_tables

pytestmark = [pytest.mark.each_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def somebody_joins(monkeypatch):
    """Another person saves an account after the first table has been read."""
    read, tables = DatabaseTable.read, []

    def join():
        get_user_model().objects.create_user("late", email="late@example.org")
        connection.close()

    def read_slowly(table):
        yield from read(table)
        if not tables:
            person = Thread(target=join)
            person.start()
            person.join(timeout=5)
            assert not person.is_alive(), "has to wait"
        tables.append(table)

    monkeypatch.setattr(DatabaseTable, "read", read_slowly)


def usernames(archive: BackupArchive) -> list[str]:
    column = all_tables()["core_user"].column_names.index("username")
    for name, content in archive.members():
        if name == all_tables()["core_user"].member:
            return [row[column] for row in read_rows(content)]


def test_what_is_saved_meanwhile_is_in_the_next_archive(tmp_path, somebody_joins):
    first = BackupArchive(WriteBackup(tmp_path).execute()[0])
    assert usernames(first) == []
    assert get_user_model().objects.get().username == "late"
    assert usernames(BackupArchive(WriteBackup(tmp_path).execute()[0])) == ["late"]
