"""The database that every test starts from: migrated and set up once, then copied.

Migrating takes longer than most tests together, so the first process that needs a database builds
a template, and each process (one per test worker) copies it. A copy has the languages, the home
pages and the sections of a new site.
"""

import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from cms.set_up import set_up_site

from .once import once


class SQLiteFiles:
    """Databases as files in one folder; a file, not memory, so that threads can share it."""

    def __init__(self, folder: Path):
        self.folder = folder

    def address(self, name: str) -> str:
        return str(self.folder / f"{name}.sqlite3")

    def create(self, name: str, template: str | None = None) -> None:
        if template:
            shutil.copyfile(self.address(template), self.address(name))

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(self.address(name) + suffix).unlink(missing_ok=True)


class PostgreSQLDatabases:
    """Databases of one server."""

    def address(self, name: str) -> str:
        return f"tests_{name}"

    def create(self, name: str, template: str | None = None) -> None:
        source = f' TEMPLATE "{self.address(template)}"' if template else ""
        self._execute(f'CREATE DATABASE "{self.address(name)}"{source}')

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self.address(name)}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


class Baseline:
    """One process's copy. ``folder`` is shared by all processes of a run, ``name`` is its own."""

    TEMPLATE = "template"

    def __init__(self, folder: Path, name: str):
        self.folder, self.name = folder, name
        is_sqlite = connection.vendor == "sqlite"
        self.databases = SQLiteFiles(folder) if is_sqlite else PostgreSQLDatabases()

    def copy(self) -> None:
        """Give this process a fresh copy, in place of the one it may have used."""
        once(self.folder / self.TEMPLATE, self._build)
        connection.close()
        self.databases.drop(self.name)
        self.databases.create(self.name, self.TEMPLATE)
        self._use(self.name)

    def remove(self) -> None:
        connection.close()
        self.databases.drop(self.name)

    def _build(self) -> None:
        connection.close()
        self.databases.drop(self.TEMPLATE)
        self.databases.create(self.TEMPLATE)
        self._use(self.TEMPLATE)
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            set_up_site()
        connection.close()

    def _use(self, name: str) -> None:
        connection.settings_dict["NAME"] = self.databases.address(name)
