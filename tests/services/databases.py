"""Databases that tests create and drop: SQLite files, or databases of one PostgreSQL server."""

import os
import shutil
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.db import connection


class Databases(Protocol):
    """Creates databases by a short name that is unique within the run."""

    def setting(self, name: str) -> str:
        """Return the value of ``NAME`` in Django's setting."""

    def create(self, name: str, template: str | None = None) -> None:
        """Create an empty database, or a copy of another one to which nothing is connected."""

    def drop(self, name: str) -> None:
        """Drop a database if it exists."""


class SQLiteFiles:
    """Databases as files in one folder. Threads can share a file, but not a database in memory."""

    def __init__(self, folder: Path):
        self.folder = folder

    def setting(self, name: str) -> str:
        return str(self.folder / f"{name}.sqlite3")

    def create(self, name: str, template: str | None = None) -> None:
        if template:
            shutil.copyfile(self.setting(template), self.setting(name))

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(self.setting(name) + suffix).unlink(missing_ok=True)


class PostgreSQLDatabases:
    """Databases of one server."""

    def setting(self, name: str) -> str:
        return f"tests_{name}"

    def create(self, name: str, template: str | None = None) -> None:
        source = f' TEMPLATE "{self.setting(template)}"' if template else ""
        self._execute(f'CREATE DATABASE "{self.setting(name)}"{source}')

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self.setting(name)}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def databases_in(folder: Path) -> Databases:
    """Return the databases for the backend that the tests use; files are created in ``folder``."""
    return SQLiteFiles(folder) if connection.vendor == "sqlite" else PostgreSQLDatabases()


def database_url(name: str) -> str:
    """Return the value of ``DATABASE_URL`` for another process; ``name`` is that of the setting."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
