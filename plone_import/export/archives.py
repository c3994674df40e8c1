"""The files of an export: in a folder, in a ZIP archive, or a single JSON file.

Nothing is unpacked to disk. Sizes are checked before anything is read.
"""

import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.imports import MEBIBYTE

MAX_MEMBERS = 50_000
MAX_UNPACKED_SIZE = 4096 * MEBIBYTE
MAX_JSON_SIZE = 512 * MEBIBYTE
# Text compresses to about a tenth of its size, base64 in JSON to three quarters.
MAX_RATIO = 200
BLOB_FOLDER = "blobstorage"


class PloneExportError(ValidationError):
    """The export as a whole cannot be read."""


class ExportFiles:
    """The files of an export by their names, with ``/`` between folders."""

    only = ""  # the name of the file that contains the objects, if others do not count

    def sizes(self) -> dict[str, int]:
        """Return the size of each file in bytes."""
        raise NotImplementedError

    def read(self, name: str) -> bytes:
        """Raise ``PloneExportError`` if the file cannot be read."""
        raise NotImplementedError

    def json_names(self) -> list[str]:
        """Return the names of the JSON files, those with the shortest names first."""
        names = [name for name in self.sizes() if name.lower().endswith(".json")]
        return sorted(names, key=lambda name: (name.count("/"), len(name), name))

    def read_json(self, name: str) -> bytes:
        if self.sizes()[name] > MAX_JSON_SIZE:
            message = _("“%(name)s” is larger than %(size)d MB.")
            raise PloneExportError(message % {"name": name, "size": MAX_JSON_SIZE // MEBIBYTE})
        return self.read(name)

    def find_blob(self, path: str) -> str | None:
        """Return the name of the file at a ``blob_path``, wherever the blob storage lies."""
        wanted = PurePosixPath(path.replace("\\", "/"))
        if not path or wanted.is_absolute() or ".." in wanted.parts:
            return None
        for name in (self._blob_names.get(str(wanted)), str(wanted)):
            if name in self.sizes():
                return name
        return None

    @cached_property
    def _blob_names(self) -> dict[str, str]:
        """The names of the files in the blob storage by their paths below it."""
        folder = f"{BLOB_FOLDER}/"
        return {name.rpartition(folder)[2]: name for name in self.sizes() if folder in f"/{name}"}


class ExportFolder(ExportFiles):
    """An export in a folder. ``only``: the one JSON file with contents that is to be read."""

    def __init__(self, folder: Path, only: str = ""):
        self.folder, self.only = folder.resolve(), only
        self._sizes: dict[str, int] | None = None

    def sizes(self) -> dict[str, int]:
        if self._sizes is None:
            self._sizes = {}
            for path in self._paths():
                # A symbolic link could lead to any file of the server.
                if path.is_file() and not path.is_symlink():
                    self._sizes[path.relative_to(self.folder).as_posix()] = path.stat().st_size
                if len(self._sizes) > MAX_MEMBERS:
                    raise PloneExportError(_("There are too many files in the folder."))
        return self._sizes

    def _paths(self) -> Iterator[Path]:
        """Yield everything in the folder, or else what may belong to the one file."""
        if not self.only:
            yield from sorted(self.folder.rglob("*"))
            return
        yield from sorted(self.folder.glob("*.json"))
        yield from sorted((self.folder / BLOB_FOLDER).rglob("*"))

    def read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            message = _("“%(name)s” cannot be read.") % {"name": name}
            raise PloneExportError(message) from error


class ExportArchive(ExportFiles):
    """An export in a ZIP archive."""

    def __init__(self, file):
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise PloneExportError(_("This is not a complete ZIP archive.")) from error
        members = [item for item in self._archive.infolist() if not item.is_dir()]
        unpacked = sum(item.file_size for item in members)
        packed = sum(item.compress_size for item in members)
        if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_SIZE:
            raise PloneExportError(_("There is too much in the archive."))
        if unpacked > MEBIBYTE and unpacked > packed * MAX_RATIO:
            raise PloneExportError(_("The archive unpacks to many times its size."))
        if any(item.flag_bits & 1 for item in members):
            raise PloneExportError(_("The archive is encrypted."))
        self._sizes = {item.filename: item.file_size for item in members}

    def sizes(self) -> dict[str, int]:
        return self._sizes

    def read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except Exception as error:  # those of zipfile and of its decompressors share no base class
            message = _("“%(name)s” in the archive is damaged.") % {"name": name}
            raise PloneExportError(message) from error


class SingleExportFile(ExportFiles):
    """One uploaded JSON file, without anything beside it."""

    def __init__(self, data: bytes):
        self._data = data

    def sizes(self) -> dict[str, int]:
        return {"content.json": len(self._data)}

    def read(self, name: str) -> bytes:
        return self._data


def open_export(path: Path) -> ExportFiles:
    """Open a folder, a ZIP archive or a JSON file, with the other files of its folder."""
    if path.is_dir():
        return ExportFolder(path)
    if not path.is_file():
        raise PloneExportError(_("There is no file or folder “%(path)s”.") % {"path": path})
    if zipfile.is_zipfile(path):
        return ExportArchive(path)
    return ExportFolder(path.parent, only=path.name)
