"""Records a release: ``python -m tests.services.postgresql -- python -m tests.upgrades 1.2.0``.

It sets the version, gives the changes in ``CHANGELOG.md`` a heading, freezes the migrations and
stores a site with content. It may be repeated for the last version.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from datetime import date
from pathlib import Path

import django

from .releases import (
    COUNTS,
    MEDIA,
    POSTGRESQL,
    ROOT,
    SQLITE,
    archive_of,
    freeze_migrations,
)

WRITE = "--write"
ON_SQLITE = {"DATABASE_URL": "", "TEST_DATABASE": ""}


def write_site(folder: Path) -> None:
    """Build the site on the database of the environment, and write it into a folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.tests"
    django.setup()
    from django.conf import settings

    from tests.services import index_updates
    from tests.services.site_copies import SiteCopies

    from .stored_sites import STORED_SITE, write_database

    index_updates.pause()
    sites = SiteCopies(folder, "release")
    try:
        with sites.using(STORED_SITE):
            write_database(folder)
            media = shutil.copytree(settings.MEDIA_ROOT, folder / MEDIA, dirs_exist_ok=True)
            # Renditions are made again when they are needed.
            shutil.rmtree(Path(media) / "images", ignore_errors=True)
    finally:
        sites.remove()
        shutil.rmtree(settings.MEDIA_ROOT.parent, ignore_errors=True)


def store_site(version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for environment in (ON_SQLITE, {}):
            subprocess.run(
                [sys.executable, "-m", "tests.upgrades", WRITE, folder],
                env={**os.environ, **environment},
                check=True,
            )
        with tarfile.open(archive_of(version), "w:xz", preset=9) as archive:
            for name in (SQLITE, POSTGRESQL, MEDIA, COUNTS):
                archive.add(Path(folder) / name, name)


def set_version(version: str) -> None:
    path = ROOT / "pyproject.toml"
    text = re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', path.read_text(), count=1)
    path.write_text(text)
    path = ROOT / "CHANGELOG.md"
    text = path.read_text()
    if f"## {version} " not in text:
        heading = f"## Unreleased\n\n## {version} - {date.today().isoformat()}"
        path.write_text(text.replace("## Unreleased", heading, 1))


if __name__ == "__main__":
    if sys.argv[1:2] == [WRITE]:
        write_site(Path(sys.argv[2]))
    elif len(sys.argv) != 2 or not re.fullmatch(r"\d+\.\d+\.\d+", sys.argv[1]):
        sys.exit("Name the version, for example: make release VERSION=1.2.0")
    else:
        freeze_migrations(sys.argv[1])
        set_version(sys.argv[1])
        store_site(sys.argv[1])
