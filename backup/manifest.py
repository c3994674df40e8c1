"""What an archive contains, and which version of the site has made it."""

import json
import platform
import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import distributions
from typing import Self

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .refusals import BackupRefusedError
from .tables import all_tables

FORMAT = 1


@dataclass(frozen=True)
class BackupManifest:
    """What an archive has to contain. It is written last: without it, the archive is not complete.

    ``columns`` and ``last_ids`` are those of each table, ``checksums`` (SHA-256) those of each
    other member. ``missing_files`` are named by a row, but were not there.
    """

    created_at: str
    site_version: str
    database: str
    versions: dict[str, str]
    migrations: dict[str, str]
    columns: dict[str, list[str]]
    last_ids: dict[str, int]
    checksums: dict[str, str]
    missing_files: list[str]

    @classmethod
    def of_this_site(cls, created_at: datetime, **content) -> Self:
        project = tomllib.loads((settings.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        packages = {package.name: package.version for package in distributions()}
        return cls(
            created_at=created_at.isoformat(),
            site_version=project["project"]["version"],
            database=connection.vendor,
            versions={"Python": platform.python_version(), **dict(sorted(packages.items()))},
            migrations=last_migrations(),
            columns=_columns(),
            **content,
        )

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        content = json.loads(text)
        if content.pop("format") != FORMAT:
            raise BackupRefusedError("The archive has the form of another version of the site.")
        return cls(**content)

    def as_json(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1).encode()

    @property
    def created(self) -> datetime:
        return datetime.fromisoformat(self.created_at)

    def check_version(self) -> None:
        """Refuse an archive of other tables than those of the installed version."""
        different = _differences(self.migrations, last_migrations())
        different += _differences(self.columns, _columns())
        if different:
            raise BackupRefusedError(
                f"The archive is of another version of the site, {self.site_version}. It differs "
                f"in: {', '.join(different)}. Install that version, restore the archive with it, "
                "then upgrade."
            )


def _differences(one: dict, other: dict) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _columns() -> dict[str, list[str]]:
    return {name: table.column_names for name, table in all_tables().items()}


def last_migrations() -> dict[str, str]:
    """Return the name of the last migration of each app, as it is installed."""
    return dict(sorted(MigrationLoader(None).graph.leaf_nodes()))


def has_pending_migrations() -> bool:
    """Whether the tables are not those of the installed version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
