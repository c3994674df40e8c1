"""Exported and uploaded files: a single XLIFF or PO file, or several in a ZIP archive."""

import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.core.files import File
from django.utils.translation import gettext as _

from core.imports import MEBIBYTE
from translation.models import Assignment

from . import omegat, po, xliff
from .documents import (
    MAX_BYTES,
    MAX_TEXTS,
    ExchangeDocument,
    UnreadableFileError,
    export_document,
    export_file_name,
)

FORMATS = {"xliff": xliff, "omegat": omegat, "po": po}
READERS = {f".{xliff.EXTENSION}": xliff, ".xliff": xliff, f".{po.EXTENSION}": po}
ARCHIVE_EXTENSION = ".zip"
ACCEPTED_EXTENSIONS = (*READERS, ARCHIVE_EXTENSION)
ARCHIVE_CONTENT_TYPE = "application/zip"

MAX_FILES = 500
MAX_UNPACKED_BYTES = 64 * MEBIBYTE
MAX_LINES = 200_000  # in one upload; as many texts as are accepted take about 50,000
MAX_COMPRESSION_RATIO = 200  # of a file's size to its compressed size; texts stay far below
# A fixed date (the earliest that ZIP has), so that the same files result in the same archive.
ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
# Files that operating systems add to archives.
SYSTEM_FILES = ("__MACOSX", "Thumbs.db", "desktop.ini")


def build_file(assignment: Assignment, file_format: str) -> bytes:
    """Return the file of one translation in a format of ``FORMATS``."""
    return FORMATS[file_format].write(export_document(assignment))


def build_archive(assignments: Iterable[Assignment], file_format: str) -> bytes:
    """Return a ZIP archive with a file for each translation, in a folder for each language."""
    output = BytesIO()
    with ZipFile(output, "w") as archive:
        for assignment in assignments:
            name = export_file_name(assignment, FORMATS[file_format].EXTENSION)
            entry = ZipInfo(f"{assignment.language.tag}/{name}", ENTRY_DATE)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, build_file(assignment, file_format))
    return output.getvalue()


def read_upload(upload: File) -> list[ExchangeDocument]:
    """Read an uploaded file or archive; raise :class:`UnreadableFileError` if it is refused."""
    if upload.size > MAX_BYTES:
        raise UnreadableFileError(
            _("The file is too large. At most %(size)d MB are accepted; import it in parts."),
            params={"size": MAX_BYTES // MEBIBYTE},
        )
    name, data = PurePosixPath(upload.name).name, upload.read()
    documents = (
        _read_archive(data) if _extension(name) == ARCHIVE_EXTENSION else _read_file(name, data)
    )
    if sum(len(document.units) for document in documents) > MAX_TEXTS:
        raise UnreadableFileError(
            _("There are more than %(count)d texts in the file. Import it in parts."),
            params={"count": MAX_TEXTS},
        )
    return documents


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _read_file(name: str, data: bytes) -> list[ExchangeDocument]:
    if data.count(b"\n") > MAX_LINES:
        raise UnreadableFileError(_("The file is too large."))
    reader = READERS.get(_extension(name))
    if reader is None:
        raise UnreadableFileError(
            _("“%(name)s” has an unsupported file type. Accepted types: %(endings)s."),
            params={"name": name, "endings": ", ".join(ACCEPTED_EXTENSIONS)},
        )
    documents = reader.read(data)
    for document in documents:
        document.name = name
    return documents


def _read_archive(data: bytes) -> list[ExchangeDocument]:
    documents = []
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_ignored(entry)]
            _check_entries(entries)
            lines = 0
            for entry in entries:
                with archive.open(entry) as file:
                    unpacked = file.read(MAX_BYTES + 1)  # the directory's sizes are not reliable
                lines += unpacked.count(b"\n")
                if lines > MAX_LINES:
                    raise UnreadableFileError(_("The unpacked archive is too large for texts."))
                documents += _read_entry(entry, unpacked)
    # zipfile raises all of these for archives that are damaged, truncated or encrypted.
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise UnreadableFileError(_("The archive is damaged or locked with a password.")) from error
    return documents


def _path(entry: ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _is_ignored(entry: ZipInfo) -> bool:
    path = _path(entry)
    return (
        entry.is_dir()
        or path.parts[:1] == SYSTEM_FILES[:1]
        or path.name.startswith((".", *SYSTEM_FILES))
    )


def _check_entries(entries: list[ZipInfo]) -> None:
    """Check the central directory of the archive before anything is unpacked."""
    if not entries:
        raise UnreadableFileError(_("There are no files in the archive."))
    if len(entries) > MAX_FILES:
        raise UnreadableFileError(
            _("There are more than %(count)d files in the archive. Import it in parts."),
            params={"count": MAX_FILES},
        )
    too_large = sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES
    if too_large or any(
        entry.file_size > MAX_COMPRESSION_RATIO * max(entry.compress_size, 1) for entry in entries
    ):
        raise UnreadableFileError(_("The unpacked archive is too large for texts."))
    for entry in entries:
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile
        path = _path(entry)
        if path.is_absolute() or ".." in path.parts:
            raise UnreadableFileError(
                _("“%(name)s” has a path outside the archive."), params={"name": entry.filename}
            )


def _read_entry(entry: ZipInfo, data: bytes) -> list[ExchangeDocument]:
    try:
        if len(data) > MAX_BYTES:
            raise UnreadableFileError(_("The file is too large."))
        return _read_file(entry.filename, data)
    except UnreadableFileError as error:
        raise UnreadableFileError(
            _("%(file)s: %(problem)s"),
            params={"file": entry.filename, "problem": error.messages[0]},
        ) from error
