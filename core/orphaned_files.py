"""Uploaded files that nothing refers to, such as those of an upload that was killed.

A file is stored before its row is committed. Only what is older than a day counts.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField
from django.utils import timezone
from wagtail.models import UploadedFile

GRACE_PERIOD = timedelta(days=1)
# The folders of ``MEDIA_ROOT`` that fields of models have; another one is not ours.
FOLDERS = (
    "avatar_images",
    "documents",
    "images",
    "original_images",
    "plone_exports",
    "wagtail_uploads",
)


def orphaned_files() -> list[Path]:
    """Return the old files of uploads that no row names, in order."""
    # The files before the rows, so that a row is known for each file that was there.
    stored = [path for path in _files_of_uploads() if _is_old(path)]
    named = {Path(settings.MEDIA_ROOT, name) for name in _stored_names() if name}
    return sorted(set(stored) - named) + sorted(filter(_is_old, _interrupted_uploads()))


def unfinished_uploads() -> list[UploadedFile]:
    """Return what was left in the form for several files, where a field was wrong, for a day.

    Such an upload has no date; that of its file is the same.
    """
    uploads = [(upload, Path(upload.file.path)) for upload in UploadedFile.objects.order_by("pk")]
    return [upload for upload, path in uploads if not path.exists() or _is_old(path)]


def _files_of_uploads() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from filter(Path.is_file, Path(settings.MEDIA_ROOT, folder).rglob("*"))


def _stored_names() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                yield from model._base_manager.values_list(field.name, flat=True).iterator()


def _interrupted_uploads() -> Iterator[Path]:
    """Yield the temporary files of large uploads, which a process that is killed leaves behind."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
    for path in folder.glob("tmp*.upload*"):
        if path.is_file() and path.stat().st_uid == os.getuid():
            yield path


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < (timezone.now() - GRACE_PERIOD).timestamp()
    except FileNotFoundError:  # deleted meanwhile
        return False
