"""The nightly command that deletes files of uploads that nothing refers to."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db.models import FileField
from wagtail.models import UploadedFile

from core import orphaned_files
from core.models import SiteImage
from tests import specimens as specimen

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 24 * 60 * 60  # seconds


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("sweep_files", *arguments, stdout=out)
    return out.getvalue()


def stored(name: str, age: int = TWO_DAYS) -> Path:
    """Write a file of this name and age in seconds to the folder of uploads."""
    path = Path(settings.MEDIA_ROOT, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return aged(path, age)


def aged(path: Path | str, age: int = TWO_DAYS) -> Path:
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return Path(path)


@pytest.fixture(autouse=True)
def temporary_folder(settings, tmp_path) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _without_older_files():
    run()


@pytest.fixture
def upload(editor) -> UploadedFile:
    """A picture whose form for several pictures has an error and was left."""
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(SiteImage),
        file=ContentFile(b"x", "hall.png"),
        uploaded_by_user=editor,
    )


def test_the_file_of_a_killed_upload_is_listed_and_then_deleted():
    paths = [stored("documents/killed.pdf"), stored("images/killed.width-100.jpg")]
    assert run("--dry-run") == "".join(f"would delete: {path}\n" for path in paths)
    assert all(path.exists() for path in paths)
    assert run() == "".join(f"deleted: {path}\n" for path in paths)
    assert not any(path.exists() for path in paths)
    assert run() == ""


@pytest.mark.postgresql
def test_what_a_row_names_is_kept_however_old():
    picture, document = specimen.picture(), specimen.document()
    rendition = picture.get_rendition("width-20")
    paths = [aged(one.file.path) for one in (picture, rendition, document)]
    assert run() == ""
    assert all(path.exists() for path in paths)


def test_a_file_of_today_may_be_that_of_a_transaction_under_way():
    path = stored("original_images/under-way.png", age=60)
    assert run() == ""
    assert path.exists()


def test_a_folder_that_is_not_of_uploads_is_left_alone():
    path = stored("from-the-operator/notes.txt")
    assert run() == ""
    assert path.exists()


def test_every_folder_of_a_model_is_swept():
    fields = [field for model in apps.get_models() for field in model._meta.local_fields]
    folders = {
        field.generate_filename(field.model(), "a.png").partition("/")[0]
        for field in fields
        if isinstance(field, FileField)
    }
    assert folders == set(orphaned_files.FOLDERS)


def test_what_was_left_in_the_form_for_several_files_is_deleted_after_a_day(upload):
    path = Path(upload.file.path)
    assert run() == ""
    aged(path)
    assert run("--dry-run") == f"would delete: {path}\n"
    run()
    assert not UploadedFile.objects.exists()
    assert not path.exists()


def test_what_was_left_is_deleted_also_if_its_file_is_missing(upload):
    Path(upload.file.path).unlink()
    run()
    assert not UploadedFile.objects.exists()


def test_a_large_upload_that_was_killed_leaves_no_temporary_file(temporary_folder):
    old, new = temporary_folder / "tmpa.upload.jpg", temporary_folder / "tmpb.upload.pdf"
    other = temporary_folder / "tmpc.txt"
    for path in (old, new, other):
        path.touch()
    aged(old), aged(other)
    assert run() == f"deleted: {old}\n"
    assert new.exists()
    assert other.exists()


def test_an_error_is_reported_and_does_not_stop_the_others(monkeypatch):
    first, second = stored("documents/a.pdf"), stored("documents/b.pdf")
    unlink = Path.unlink

    def fail(path, **options):
        if path == first:
            raise PermissionError
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", fail)
    with pytest.raises(CommandError, match=r"a\.pdf"):
        run()
    monkeypatch.undo()
    assert first.exists()
    assert not second.exists()
    unlink(first)
