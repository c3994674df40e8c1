"""The whole site is restored: from SQLite on an empty PostgreSQL, and from there on another one."""

import gzip
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from wagtail.models import Page

from backup.actions.restore import RestoreBackup
from backup.actions.write import WriteBackup
from backup.archive import BackupArchive
from backup.manifest import BackupManifest
from backup.tables import all_tables
from core.models import SiteDocument
from tests import grids
from tests import specimens as specimen
from tests.conftest import SITES
from tests.services import website
from tests.services.index_updates import updated_indexes
from tests.services.other_sites import other_site
from tests.site_templates import NEW_SITE, loaded_demonstration
from translation.models import Assignment

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="it restores on PostgreSQL, from both databases"
    ),
    # tests/backup/test_restoring.py restores single archives with each run.
    pytest.mark.skipif(not grids.is_full, reason="three whole sites take long: with --full"),
]
ADDRESSES = 200
SEARCHES = ("/en/search/?q=trafficking", "/mk/search/?q=трговија", "/sr-latn/search/?q=izjava")
LOCATION = re.compile("<loc>(.*?)</loc>")
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "CONN_HEALTH_CHECKS": False, "OPTIONS": {}}


@dataclass
class DrilledSite:
    """What is compared: the archive that the site gives, and its public answers."""

    archive: BackupArchive
    manifest: BackupManifest
    answers: dict[str, bytes]
    problems: tuple


def drilled(archive: BackupArchive, paths: list[str]) -> DrilledSite:
    answers = {path: answer(path) for path in paths}
    return DrilledSite(archive, archive.verify(), answers, Page.find_problems())


def answer(path: str) -> bytes:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.getvalue()


def public_paths() -> list[str]:
    """Return as many addresses of the sitemap as are compared, of all languages and kinds."""
    paths = []
    for of_language in listed_in("/sitemap.xml"):
        paths += listed_in(of_language)
    wanted = ADDRESSES - len(SEARCHES)
    assert len(paths) >= wanted
    return [*paths[:: len(paths) // wanted][:wanted], *SEARCHES]


def listed_in(sitemap: str) -> list[str]:
    """Return the paths of the addresses in a file of the sitemap."""
    return [urlsplit(address).path for address in LOCATION.findall(answer(sitemap).decode())]


def work() -> None:
    """Add to the demonstration what it does not have: a second factor, uploads, deleted rows."""
    accounts = get_user_model().objects
    Authenticator.objects.create(
        user=accounts.get(username="editor"), type="totp", data={"secret": "GEZDGNBVGY3TQOJQ"}
    )
    accounts.create_user("left", email="left@example.org").delete()
    with updated_indexes():
        specimen.picture().get_rendition("width-400")
        for name in ("Записник (нацрт).pdf", "agenda.pdf", "agenda.pdf"):
            SiteDocument.objects.create(title=name, file=ContentFile(os.urandom(100_000), name))
    assert Assignment.objects.exists()


@pytest.fixture
def sites(request, django_db_setup, django_db_blocker, run_folder, tmp_path_factory) -> Iterator:
    """The demonstration on SQLite, restored on PostgreSQL, and from there on PostgreSQL."""
    folder = tmp_path_factory.mktemp("drill")
    loaded, databases = loaded_demonstration(run_folder), request.config.stash[SITES].databases
    shutil.copy(loaded / website.DATABASE, folder)
    (folder / "media").mkdir()  # the demonstration has no uploads
    names = ["drill_first", "drill_second"]
    with django_db_blocker.unblock():
        with other_site(folder / "media", NAME=folder / website.DATABASE, **SQLITE):
            work()
            # In a process of its own: models depend on the kind of the database.
            website.run(folder, "backup", str(folder))
            archive = BackupArchive(next(folder.glob("backup-*")))
            paths = public_paths()
            found = [drilled(archive, paths)]
        try:
            for name in names:
                databases.drop(name)
                # The first one has no table, as a new server; the second one is set up.
                databases.create(name, NEW_SITE.name if name == names[-1] else None)
                media, archives = folder / f"{name}-media", folder / name
                media.mkdir()
                archives.mkdir()
                with other_site(media, NAME=databases.setting(name)):
                    RestoreBackup(found[-1].archive).execute()
                    archive = BackupArchive(WriteBackup(archives).execute()[0])
                    found.append(drilled(archive, paths))
            yield found
        finally:
            for name in names:
                databases.drop(name)


def check_page_trees(sites: list[DrilledSite]) -> None:
    assert [site.problems for site in sites] == [([], [], [], [], [])] * 3


def check_uploaded_files(sites: list[DrilledSite]) -> None:
    files = [
        {name: checksum for name, checksum in site.manifest.checksums.items() if "files/" in name}
        for site in sites
    ]
    assert len(files[0]) == 5
    assert any("Записник" in name for name in files[0])
    assert files[0] == files[1] == files[2]
    assert not any(site.manifest.missing_files for site in sites)


def check_tables_on_the_same_kind_of_database(sites: list[DrilledSite]) -> None:
    _, first, second = (site.manifest.checksums for site in sites)
    changed = {name for name in first if first[name] != second[name]}
    assert changed == {"database/backup_backup.jsonl.gz"}


def check_values_on_the_other_kind_of_database(sites: list[DrilledSite]) -> None:
    on_sqlite, on_postgresql, _ = (rows(site.archive) for site in sites)
    assert sum(map(len, on_sqlite.values())) > 1000
    changed = {name for name in on_sqlite if on_sqlite[name] != on_postgresql[name]}
    # The second one by ``update_index``: it has an entry for the root of the page tree, too.
    assert changed == {"backup_backup", "search_indexentry"}


def rows(archive: BackupArchive) -> dict[str, list]:
    """Return the rows of each table. JSON is compared as a value, since PostgreSQL orders keys."""
    tables, found = {table.member: table for table in all_tables().values()}, {}
    for name, content in archive.members():
        if name in tables:
            lines = gzip.decompress(content.read()).splitlines()
            found[tables[name].name] = sorted(
                ([comparable(value) for value in json.loads(line)] for line in lines), key=repr
            )
    return found


def comparable(value):
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def check_last_ids(sites: list[DrilledSite]) -> None:
    last = [site.manifest.last_ids["core_user"] for site in sites]
    assert last[0] == last[1] == last[2] > 0


def check_public_addresses(sites: list[DrilledSite]) -> None:
    on_sqlite, *restored = (site.answers for site in sites)
    assert len(on_sqlite) == ADDRESSES
    for answers in restored:
        assert not [path for path in on_sqlite if answers[path] != on_sqlite[path]]


def test_a_restored_site_is_the_same_on_either_kind_of_database(sites):
    """One test: processes share out tests, and each process would restore both sites."""
    check_page_trees(sites)
    check_uploaded_files(sites)
    check_tables_on_the_same_kind_of_database(sites)
    check_values_on_the_other_kind_of_database(sites)
    check_last_ids(sites)
    check_public_addresses(sites)
