"""A site is restored exactly, or nothing of it is changed."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models
from django.utils import timezone
from wagtail.models import Page

from backup import manifest as manifests
from backup.actions import restore
from backup.actions.restore import RestoreBackup
from backup.files import StoredFile
from backup.models import Backup
from backup.refusals import BackupRefusedError
from backup.tables import DatabaseTable, as_json
from core.models import SiteDocument
from home.models import ContentPage
from page_cache.models import ContentGeneration, stored_generation
from tests import specimens as specimen
from tests.public_pages import entry_titles, read

from .conftest import SITE_IN_A_TRANSACTION

pytestmark = SITE_IN_A_TRANSACTION


def checksums(archive) -> dict[str, str]:
    """Those of everything but the list of backups, which each backup changes."""
    found = archive.verify().checksums
    return {name: found[name] for name in found if "backup_backup" not in name}


def first_file(archive) -> StoredFile:
    return next(
        StoredFile.of_member(name) for name in checksums(archive) if name.startswith("files/")
    )


def titles() -> list[str]:
    return list(Page.objects.order_by("pk").values_list("title", flat=True))


# Exactly


def test_a_restored_site_gives_the_same_archive_again(archive, back_up, site):
    picture, _ = site
    Page.objects.filter(title="Трговина људима").update(title="Spoilt")
    SiteDocument.objects.all().delete()
    specimen.content(Page.objects.get(slug="home", depth=2).specific, slug="new", title="New")
    file = StoredFile(type(picture)._meta.get_field("file"), picture.file.name)
    file.delete()
    file.save(ContentFile(b"spoilt"))
    RestoreBackup(archive, replaces=True).execute()
    assert "Трговина људима" in titles()
    assert not {"Spoilt", "New"} & set(titles())
    again = back_up()
    assert checksums(again) == checksums(archive)
    assert again.verify().last_ids["core_user"] == archive.verify().last_ids["core_user"]
    assert not any(Page.find_problems())


def test_values_that_a_field_would_interpret_come_back_as_they_were(back_up, home):
    page = ContentPage.objects.first()
    moment = datetime(2026, 3, 29, 1, 59, 59, 123456, tzinfo=UTC)
    unknown = json.dumps([{"id": "1", "type": "no-such-block", "value": "\u2028 „ђ“\n\r\t"}])
    Page.objects.filter(pk=page.pk).update(first_published_at=moment)
    table = connection.ops.quote_name(ContentPage._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET sources = %s", [unknown])
    RestoreBackup(back_up(), replaces=True).execute()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sources FROM {table}")
        assert cursor.fetchone()[0] == unknown
    assert Page.objects.get(pk=page.pk).first_published_at == moment


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (models.DateTimeField(), datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)),
        (models.DateField(), date(2026, 1, 2)),
        (models.TimeField(), time(3, 4, 5, 678901)),
        (models.DurationField(), timedelta(days=-3, microseconds=1)),
        (models.DecimalField(), Decimal("1234567890.0123456789")),
        (models.UUIDField(), UUID(int=1)),
        (models.BinaryField(), b"\0\xff"),
    ],
)
def test_a_value_survives_json(field, value):
    assert field.to_python(json.loads(json.dumps(value, default=as_json))) == value


def test_an_id_is_not_given_again_after_restoring(back_up, home):
    accounts = get_user_model().objects
    last = accounts.create_user("left", email="left@example.org").pk
    accounts.filter(pk=last).delete()
    RestoreBackup(back_up(), replaces=True).execute()
    assert accounts.create_user("new", email="new@example.org").pk > last


def test_everybody_has_to_sign_in_again(archive):
    Session.objects.create(session_key="stolen", expire_date=timezone.now() + timedelta(days=1))
    RestoreBackup(archive, replaces=True).execute()
    assert not Session.objects.exists()


def test_the_restored_site_knows_its_own_archive_as_its_last_backup(archive):
    RestoreBackup(archive, replaces=True).execute()
    assert Backup.objects.first().name == archive.path.name


def test_pages_are_found_after_restoring(archive, client):
    RestoreBackup(archive, replaces=True).execute()
    assert entry_titles(read(client, "/en/search/", q="trgovina")) == ["Трговина људима"]


def test_an_answer_that_was_cached_before_is_not_served_after_restoring(archive):
    ContentGeneration.objects.update_or_create(pk=1, defaults={"number": 1_000_000})
    RestoreBackup(archive, replaces=True).execute()
    assert stored_generation() > 1_000_000


# Files


def test_files_of_the_former_site_stay(archive):
    former = StoredFile(SiteDocument._meta.get_field("file"), specimen.document().file.name)
    RestoreBackup(archive, replaces=True).execute()
    assert former.exists
    former.delete()


def test_a_restored_file_is_named_if_the_archive_does_not_have_it(back_up):
    file = StoredFile(SiteDocument._meta.get_field("file"), specimen.document().file.name)
    file.delete()
    errors = StringIO()
    path = back_up().path
    call_command("restore", path, replace=True, stdout=StringIO(), stderr=errors)
    assert file.member in errors.getvalue()


# Refusals


@pytest.fixture
def untouched(monkeypatch):
    """Nothing may begin to change the site."""

    def touch(*arguments, **options):
        pytest.fail("The site was touched.")

    monkeypatch.setattr(restore, "delete_all_rows", touch)
    monkeypatch.setattr(restore, "call_command", touch)
    monkeypatch.setattr(StoredFile, "save", touch)
    monkeypatch.setattr(StoredFile, "delete", touch)


def test_a_site_with_accounts_is_not_replaced_by_mistake(archive, untouched):
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", archive.path)


def test_a_new_site_without_accounts_is_restored(archive):
    get_user_model().objects.all().delete()
    call_command("restore", archive.path, stdout=StringIO())
    assert get_user_model().objects.get().username == "secretariat"


def test_a_damaged_archive_touches_nothing(archive, tmp_path, untouched):
    damaged = tmp_path / "damaged.tar"
    content = bytearray(archive.path.read_bytes())
    content[-30_000] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", damaged, replace=True)


def test_an_archive_of_other_migrations_touches_nothing(archive, untouched, monkeypatch):
    later = {**manifests.last_migrations(), "search": "0002_later"}
    monkeypatch.setattr(manifests, "last_migrations", lambda: later)
    with pytest.raises(CommandError, match=r"\d+\.\d+\.\d+\. It differs in: search\. Install"):
        call_command("restore", archive.path, replace=True)


def test_an_archive_of_other_columns_touches_nothing(archive, untouched, monkeypatch):
    monkeypatch.setattr(DatabaseTable, "column_names", ["id"])
    with pytest.raises(CommandError, match="another version"):
        call_command("restore", archive.path, replace=True)


def test_a_restoration_that_fails_leaves_rows_and_files_as_they_were(archive, monkeypatch):
    def fail(table, number):
        raise DatabaseError("connection lost")

    file = first_file(archive)
    original = file.open().read()
    file.delete()
    file.save(ContentFile(b"of today"))
    Page.objects.filter(title="Трговина људима").update(title="Of today")
    before = titles()
    monkeypatch.setattr(DatabaseTable, "set_last_id", fail)
    with pytest.raises(BackupRefusedError, match="connection lost"):
        RestoreBackup(archive, replaces=True).execute()
    assert titles() == before
    assert file.open().read() == b"of today"
    monkeypatch.undo()
    RestoreBackup(archive, replaces=True).execute()
    assert "Трговина људима" in titles()
    assert file.open().read() == original
