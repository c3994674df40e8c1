"""Restore the database and the uploaded files from an archive."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from backup.archive import BackupArchive, checksum, read_rows
from backup.files import FOLDER, StoredFile
from backup.manifest import BackupManifest, has_pending_migrations
from backup.models import Backup
from backup.refusals import BackupRefusedError
from backup.tables import all_tables, delete_all_rows


class RestoreBackup:
    """Gives the site the content of an archive, on SQLite or PostgreSQL, whichever it came from.

    All rows are replaced in one transaction. Files that are new are stored before it, those that
    replace others after it. Whenever this is interrupted, the site has its former content, or the
    restoration can be repeated. ``replaces``: whether the site may have content of its own.
    """

    def __init__(self, archive: BackupArchive, replaces: bool = False):
        self.archive, self.replaces = archive, replaces

    def check(self) -> BackupManifest:
        """Refuse before anything is changed; return what the archive contains."""
        manifest = self.archive.verify()
        manifest.check_version()
        if not self.replaces and _has_accounts():
            raise BackupRefusedError(
                f"The database {connection.settings_dict['NAME']} is in use: it has accounts. "
                "Choose an empty one, or replace its content with --replace."
            )
        return manifest

    def execute(self) -> BackupManifest:
        manifest = self.check()
        if has_pending_migrations():
            call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        self._store_files(manifest, replaces=False)
        try:
            with transaction.atomic():
                self._load_rows(manifest)
        except DatabaseError as error:
            raise BackupRefusedError(f"The database refuses the rows: {error}") from error
        self._store_files(manifest, replaces=True)
        Backup.objects.get_or_create(
            created_at=manifest.created, defaults={"name": self.archive.path.name}
        )
        cache.clear()
        ContentType.objects.clear_cache()
        # The words of the index are stored in another way by each kind of database.
        call_command("update_index", verbosity=0)
        return manifest

    def _load_rows(self, manifest: BackupManifest) -> None:
        tables = {table.member: table for table in all_tables().values()}
        delete_all_rows()
        for name, content in self.archive.members():
            if name in tables:
                tables[name].write(read_rows(content))
        for table in tables.values():
            table.set_last_id(manifest.last_ids[table.name])
        connection.check_constraints()

    def _store_files(self, manifest: BackupManifest, replaces: bool) -> None:
        """Store the files that do not exist; with ``replaces``, also those that differ."""
        for name, content in self.archive.members():
            if not name.startswith(f"{FOLDER}/") or name not in manifest.checksums:
                continue
            file = StoredFile.of_member(name)
            if replaces and file.exists and _checksum(file) != manifest.checksums[name]:
                file.delete()
            if not file.exists:
                file.save(content)


def _checksum(file: StoredFile) -> str:
    with file.open() as content:
        return checksum(content)


def _has_accounts() -> bool:
    """Whether anybody has worked in this database; it may have no tables yet."""
    accounts = get_user_model()
    exists = accounts._meta.db_table in connection.introspection.table_names()
    return exists and accounts.objects.exists()
