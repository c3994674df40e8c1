"""An archive is complete and can be read again, or it is not there."""

import fcntl
import os
import shutil
import subprocess
import tarfile
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from backup.actions import write
from backup.actions.write import WriteBackup
from backup.archive import BackupArchive
from backup.files import StoredFile
from backup.models import Backup
from backup.refusals import BackupRefusedError
from backup.tables import DatabaseTable, all_tables
from core.models import SiteDocument
from tests import specimens as specimen

from .conftest import SITE_IN_A_TRANSACTION

pytestmark = SITE_IN_A_TRANSACTION


def members(archive: BackupArchive) -> dict[str, bytes]:
    return {name: content.read() for name, content in archive.members()}


def file_of(document: SiteDocument) -> StoredFile:
    return StoredFile(SiteDocument._meta.get_field("file"), document.file.name)


@pytest.fixture
def during(monkeypatch):
    """Do something after the files were read and before the rows are: ``during(change)``."""

    def do(change) -> None:
        @contextmanager
        def changed():
            change()
            with snapshot():
                yield

        snapshot = write.snapshot
        monkeypatch.setattr(write, "snapshot", changed)

    return do


# What is in it


def test_an_archive_has_the_rows_of_every_table_and_the_files_that_they_name(archive, site):
    manifest, found = archive.verify(), members(archive)
    assert {table.member for table in all_tables().values()} < found.keys()
    for upload in site:
        file = StoredFile(type(upload)._meta.get_field("file"), upload.file.name)
        assert found[file.member] == file.open().read()
    assert found.keys() == manifest.checksums.keys() | {"manifest.json", "manifest.json.sha256"}
    assert not manifest.missing_files


def test_people_sign_in_again_so_that_no_session_is_in_it(archive):
    tables = {"django_session", "usersessions_usersession"}
    assert not {f"database/{table}.jsonl.gz" for table in tables} & members(archive).keys()


def test_only_its_owner_can_read_an_archive(archive):
    assert archive.path.stat().st_mode & 0o777 == 0o600


def test_the_manifest_tells_the_versions(archive):
    manifest = archive.verify()
    assert {"Python", "Django", "wagtail"} <= manifest.versions.keys()
    assert manifest.migrations["backup"] == "0001_initial"
    assert manifest.columns["backup_backup"] == ["id", "created_at", "name"]


def test_the_site_remembers_that_a_backup_was_made(back_up):
    assert back_up().path.name == Backup.objects.first().name
    assert Backup.objects.first().age < timedelta(minutes=1)


# Files that change while it is written


def test_a_file_that_is_deleted_while_the_others_are_read_is_in_the_archive(back_up, during, home):
    file = file_of(specimen.document())
    during(file.delete)
    archive = back_up()
    assert file.member in archive.verify().checksums
    assert members(archive)[file.member].startswith(b"%PDF")


def test_a_file_that_is_deleted_with_its_row_is_no_part_of_it(back_up, during, home):
    document = specimen.document()
    file = file_of(document)

    def delete():
        file.delete()
        SiteDocument.objects.filter(pk=document.pk).delete()

    during(delete)
    manifest = back_up().verify()
    assert file.member not in manifest.checksums
    assert not manifest.missing_files


def test_a_file_that_is_uploaded_meanwhile_is_in_the_archive(back_up, during, home):
    uploaded = []
    during(lambda: uploaded.append(specimen.document()))
    checksums = back_up().verify().checksums
    assert file_of(uploaded[0]).member in checksums


def test_a_new_file_with_the_name_of_another_one_is_in_the_archive(back_up, during, home):
    file = file_of(specimen.document())

    def replace():
        file.delete()
        file.save(ContentFile(b"%PDF-1.7 another one"))

    during(replace)
    archive = back_up()
    archive.verify()
    assert members(archive)[file.member] == b"%PDF-1.7 another one"


def test_a_file_that_is_missing_is_named_and_the_rest_is_kept(tmp_path, home):
    file = file_of(specimen.document())
    file.delete()
    errors = StringIO()
    call_command("backup", tmp_path, stdout=StringIO(), stderr=errors)
    assert errors.getvalue().splitlines() == [
        f"Not in the archive, since it does not exist: {file.member}"
    ]
    assert Backup.objects.exists()


# Never half an archive


def test_a_backup_that_fails_leaves_nothing(tmp_path, monkeypatch, home):
    def fail(table):
        yield [1]
        raise OSError("The disk is full.")

    before = Backup.objects.count()
    monkeypatch.setattr(DatabaseTable, "read", fail)
    with pytest.raises(OSError, match="full"):
        WriteBackup(tmp_path, keep=1).execute()
    assert not list(tmp_path.glob("[!.]*")) + list(tmp_path.glob(".unfinished*"))
    assert Backup.objects.count() == before


def test_what_a_disk_has_changed_is_noticed_before_the_archive_counts(tmp_path, monkeypatch, home):
    before = Backup.objects.count()
    monkeypatch.setattr(write.os, "fsync", lambda file: os.pwrite(file, b"\0\0\0\0", 2000))
    with pytest.raises(BackupRefusedError, match="damaged"):
        WriteBackup(tmp_path).execute()
    assert not list(tmp_path.glob("backup-*"))
    assert Backup.objects.count() == before


def test_the_next_backup_deletes_what_a_killed_one_has_left(tmp_path, home):
    (tmp_path / ".unfinished-4711").write_bytes(b"half")
    WriteBackup(tmp_path).execute()
    assert not list(tmp_path.glob(".unfinished*"))


def test_a_second_backup_at_the_same_time_is_refused(tmp_path, home):
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="Another backup is being written"):
            call_command("backup", tmp_path)
    WriteBackup(tmp_path).execute()


def test_a_folder_that_is_not_there_is_not_created(tmp_path, home):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("backup", tmp_path / "not-mounted")
    assert not list(tmp_path.iterdir())


def test_a_database_of_another_version_is_refused(tmp_path, monkeypatch, home):
    monkeypatch.setattr(write, "has_pending_migrations", lambda: True)
    with pytest.raises(CommandError, match="set_up"):
        call_command("backup", tmp_path)


def test_all_but_the_newest_archives_are_deleted(tmp_path, home):
    for name in ("backup-2020-01-01-030000.tar", "backup-2020-01-02-030000.tar.age", "notes.txt"):
        (tmp_path / name).touch()
    call_command("backup", tmp_path, keep=2, stdout=StringIO())
    kept = sorted(path.name for path in tmp_path.iterdir() if path.name != ".lock")
    assert kept == ["backup-2020-01-02-030000.tar.age", Backup.objects.first().name, "notes.txt"]
    with pytest.raises(CommandError, match="at least one"):
        call_command("backup", tmp_path, keep=0)


# Verifying


def cut_off(path):
    os.truncate(path, path.stat().st_size // 2)


def change_a_byte(path):
    with tarfile.open(path) as tar:
        member = next(member for member in tar if member.name.startswith("files/"))
    with path.open("r+b") as file:
        file.seek(member.offset_data + 5)
        file.write(b"\1")


def leave_out_a_member(path):
    with tarfile.open(path) as tar, tarfile.open(f"{path}.new", "w") as new:
        for member in list(tar)[1:]:
            new.addfile(member, tar.extractfile(member))
    os.rename(f"{path}.new", path)


def replace_by_text(path):
    path.write_text("This is no archive.")


def change_the_manifest(path):
    path.write_bytes(path.read_bytes().replace(b'"last_ids"', b'"lost_ids"'))


def test_an_undamaged_archive_is_verified(archive):
    output = StringIO()
    call_command("verify_backup", archive.path, stdout=output)
    assert "is undamaged" in output.getvalue()


@pytest.mark.parametrize(
    "damage", [cut_off, change_a_byte, leave_out_a_member, replace_by_text, change_the_manifest]
)
def test_a_damaged_archive_is_noticed(damage, archive, tmp_path):
    copy = tmp_path / "backup.tar"
    shutil.copy(archive.path, copy)
    damage(copy)
    with pytest.raises(CommandError, match="damaged"):
        call_command("verify_backup", copy)


def test_an_archive_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("verify_backup", tmp_path / "nothing.tar")


# Encryption


@pytest.fixture
def key(tmp_path_factory):
    """The file of a key, and its public key."""
    path = tmp_path_factory.mktemp("keys") / "key.txt"
    for name in ("key.txt", "other.txt"):
        made = ["age-keygen", "-o", path.with_name(name)]
        subprocess.run(made, check=True, capture_output=True)
    made = subprocess.run(["age-keygen", "-y", path], check=True, capture_output=True, text=True)
    return path, made.stdout.strip()


def test_an_encrypted_archive_is_read_with_its_key_only(tmp_path, key, home):
    path, recipient = key
    call_command("backup", tmp_path, encrypt_to=[recipient], stdout=StringIO())
    encrypted = next(tmp_path.glob("backup-*.tar.age"))
    assert b"secretariat@example.org" not in encrypted.read_bytes()
    assert b"manifest.json" not in encrypted.read_bytes()
    with pytest.raises(CommandError, match="is encrypted"):
        call_command("verify_backup", encrypted)
    with pytest.raises(CommandError, match="age has failed"):
        call_command("verify_backup", encrypted, identity=path.with_name("other.txt"))
    output = StringIO()
    call_command("verify_backup", encrypted, identity=path, stdout=output)
    assert "is undamaged" in output.getvalue()
    cut_off(encrypted)
    with pytest.raises(CommandError):
        call_command("verify_backup", encrypted, identity=path)


def test_a_wrong_recipient_leaves_no_archive(tmp_path, home):
    with pytest.raises(CommandError, match="age has failed"):
        call_command("backup", tmp_path, encrypt_to=["age1nobody"])
    assert not list(tmp_path.glob("[!.]*")) + list(tmp_path.glob(".unfinished*"))


def test_encryption_without_the_program_is_refused(tmp_path, monkeypatch, home):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="age-keygen is not installed"):
        call_command("backup", tmp_path, encrypt_to=["age1nobody"])


# Its age


@pytest.mark.parametrize(
    ("days", "is_late", "is_too_old"), [(1, False, False), (3, True, False), (8, True, True)]
)
def test_a_backup_is_late_after_two_days_and_too_old_after_a_week(days, is_late, is_too_old):
    backup = Backup(created_at=timezone.now() - timedelta(days=days))
    assert (backup.is_late, backup.is_too_old) == (is_late, is_too_old)
