"""Write the database and the uploaded files to an archive."""

import fcntl
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO

from django.utils import timezone

from backup.archive import ArchiveWriter, BackupArchive
from backup.encryption import SUFFIX, encrypting, temporary_identity
from backup.files import named_files
from backup.manifest import BackupManifest, has_pending_migrations
from backup.models import Backup
from backup.refusals import BackupRefusedError
from backup.tables import all_tables, snapshot

PREFIX, UNFINISHED = "backup-", ".unfinished-"


class WriteBackup:
    """Writes one archive to a folder, with a name that says when; reads it again before it counts.

    With ``recipients``, public keys of age, it is encrypted. With ``keep``, all but this number of
    the newest archives are deleted afterwards.
    """

    def __init__(self, folder: Path, recipients: list[str] = (), keep: int | None = None):
        self.folder, self.recipients, self.keep = folder, recipients, keep
        # Of each file in the archive, what would differ if another one had got its name.
        self._versions: dict[str, tuple[datetime, int]] = {}

    def check(self) -> None:
        if not self.folder.is_dir():
            # Not created: a disk may not be mounted, and the archive would fill the one below.
            raise BackupRefusedError(f"{self.folder} is no folder.")
        if has_pending_migrations():
            raise BackupRefusedError("The database is of another version: run set_up first.")

    def execute(self) -> tuple[Path, BackupManifest]:
        """Return the archive and what is in it."""
        self.check()
        with self._locked_folder():
            for leftover in self.folder.glob(f"{UNFINISHED}*"):
                leftover.unlink()
            unfinished = self.folder / f"{UNFINISHED}{os.getpid()}"
            try:
                manifest = self._write(unfinished)
                path = self.folder / self._name(manifest)
                unfinished.rename(path)
            finally:
                unfinished.unlink(missing_ok=True)
            self._store_name()
            Backup.objects.create(created_at=manifest.created, name=path.name)
            self._delete_old_archives()
        return path, manifest

    @contextmanager
    def _locked_folder(self) -> Iterator[None]:
        """Keep others from writing to the folder. The lock of a process that is killed ends."""
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                message = f"Another backup is being written to {self.folder}."
                raise BackupRefusedError(message) from None
            yield

    def _write(self, path: Path) -> BackupManifest:
        """Write the archive and read it again, also if it is encrypted."""
        with temporary_identity() if self.recipients else nullcontext() as identity:
            with path.open("xb") as file:
                path.chmod(0o600)
                with encrypting(file, self.recipients, identity) as stream:
                    self._write_members(stream)
                file.flush()
                os.fsync(file.fileno())
            return BackupArchive(path, identity).verify()

    def _write_members(self, stream: IO[bytes]) -> None:
        """Write the files before the rows, and then those that are new.

        A file that is deleted while the others are read is there already, if a row names it.
        """
        with tarfile.open(fileobj=stream, mode="w|") as tar:
            writer = ArchiveWriter(tar)
            self._add_files(writer)
            with snapshot():
                created_at = timezone.now()
                tables = all_tables()
                for table in tables.values():
                    writer.add_rows(table.member, table.read())
                last_ids = {name: table.last_id() for name, table in tables.items()}
                named = self._add_files(writer)
            # The tar may have a file that was deleted before the rows were read: it is not wanted.
            wanted = named | {table.member for table in tables.values()}
            found = sorted(wanted & writer.checksums.keys())
            manifest = BackupManifest.of_this_site(
                created_at,
                last_ids=last_ids,
                checksums={name: writer.checksums[name] for name in found},
                missing_files=sorted(wanted - writer.checksums.keys()),
            )
            writer.add_manifest(manifest)

    def _add_files(self, writer: ArchiveWriter) -> set[str]:
        """Add the files that the archive does not have as they are now; return all members."""
        members = set()
        for file in named_files():
            members.add(file.member)
            try:
                version = file.version
                if self._versions.get(file.member) != version:
                    with file.open() as content:
                        writer.add(file.member, content, content.size)
                    self._versions[file.member] = version
            except FileNotFoundError:
                continue  # deleted meanwhile, or missing: the manifest tells which
        return members

    def _name(self, manifest: BackupManifest) -> str:
        encrypted = SUFFIX if self.recipients else ""
        return f"{PREFIX}{manifest.created:%Y-%m-%d-%H%M%S}.tar{encrypted}"

    def _store_name(self) -> None:
        """Have the disk store the new name of the archive, too."""
        folder = os.open(self.folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _delete_old_archives(self) -> None:
        if self.keep:
            for old in sorted(self.folder.glob(f"{PREFIX}*.tar*"))[: -self.keep]:
                old.unlink()
