"""What is stored of each release: its migrations, which never change, and a site with content."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(__file__).parent
# One line for each released migration: version, SHA-256, path.
MIGRATIONS = FOLDER / "migrations.txt"
ENDING = ".tar.xz"
# The files in an archive, and the folder of uploaded files.
SQLITE, POSTGRESQL, COUNTS, MEDIA = "site.sqlite3", "site.sql", "counts.json", "media"


@dataclass(frozen=True)
class ReleasedMigration:
    version: str
    checksum: str
    path: str

    @property
    def is_unchanged(self) -> bool:
        file = ROOT / self.path
        return file.exists() and checksum(file) == self.checksum


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version_key(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def released_versions() -> list[str]:
    """Return the versions that have an archive, the oldest first."""
    versions = [path.name.removesuffix(ENDING) for path in FOLDER.glob(f"*{ENDING}")]
    return sorted(versions, key=version_key)


def archive_of(version: str) -> Path:
    return FOLDER / f"{version}{ENDING}"


def released_migrations() -> list[ReleasedMigration]:
    lines = MIGRATIONS.read_text().splitlines() if MIGRATIONS.exists() else []
    return [ReleasedMigration(*line.split()) for line in lines]


def freeze_migrations(version: str) -> None:
    """Add the migrations that are new in a version. The last release can be recorded again.

    Fail if a migration of an earlier release has changed.
    """
    earlier = [item for item in released_migrations() if item.version != version]
    if changed := [item.path for item in earlier if not item.is_unchanged]:
        raise SystemExit(f"Released migrations have changed: {', '.join(changed)}")
    known = {item.path for item in earlier}
    paths = sorted(ROOT.glob("*/migrations/0*.py"))
    new = [
        ReleasedMigration(version, checksum(path), name)
        for path in paths
        if (name := str(path.relative_to(ROOT))) not in known
    ]
    lines = [f"{item.version} {item.checksum} {item.path}\n" for item in [*earlier, *new]]
    MIGRATIONS.write_text("".join(lines))
