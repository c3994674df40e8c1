"""Checks whether the content of an uploaded document is what its extension says, and harmless.

Programs for texts and tables recognise a file by its content, and run its macros. Only the
directory and some small parts of an archive are read, each within a limit.
"""

import struct
import zlib
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MAX_DIRECTORY = 4 * 1024**2  # bytes of the directory of an archive; some 40,000 entries
MAX_ENTRIES = 5_000
MAX_UNPACKED = 250 * 1024**2  # bytes
MAX_RATIO = 200  # unpacked to packed size; texts and tables have up to 50
MAX_PART = 2 * 1024**2  # bytes of a part that is read
END_OF_DIRECTORY, END_SIZE, MAX_COMMENT = b"PK\x05\x06", 22, 65_535
ENCRYPTED = 0x1  # flag of an entry
TEXT_CONTROLS = b"\t\n\f\r"
CONTROLS = bytes(set(range(32)) - set(TEXT_CONTROLS))


class OfficeFormat(NamedTuple):
    """The part of an archive that names its format, the words in it, and the main part."""

    part: str
    words: bytes
    main: str


def _open_xml(kind: str, main: str) -> OfficeFormat:
    return OfficeFormat("[Content_Types].xml", f"{kind}.main+xml".encode(), main)


def _open_document(kind: str) -> OfficeFormat:
    words = f"application/vnd.oasis.opendocument.{kind}".encode()
    return OfficeFormat("mimetype", words, "content.xml")


OFFICE_FORMATS = {
    "docx": _open_xml("wordprocessingml.document", "word/document.xml"),
    "xlsx": _open_xml("spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": _open_xml("presentationml.presentation", "ppt/presentation.xml"),
    "odt": _open_document("text"),
    "ods": _open_document("spreadsheet"),
    "odp": _open_document("presentation"),
}
MANIFEST = "META-INF/manifest.xml"
# Folders and files of macros; LibreOffice writes an index of libraries without macros, too.
MACRO_FOLDERS = ("Basic/", "Scripts/")
MACRO_FILES = ("vbaproject.bin", "vbadata.xml")
MACRO_INDEXES = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml", "/")


def check_content(upload: UploadedFile) -> None:
    """Raise ``ValidationError`` with the reason why a file is refused."""
    extension = upload.name.rpartition(".")[2].lower()
    upload.seek(0)
    if office_format := OFFICE_FORMATS.get(extension):
        is_right = _is_office_file(upload, office_format)
    elif extension == "pdf":
        is_right = upload.read(5) == b"%PDF-"
    else:
        is_right = _is_text(upload.read())
    if not is_right:
        raise ValidationError(
            _("The content of this file is not %(format)s, although its name ends so.")
            % {"format": extension.upper()}
        )


def _is_text(content: bytes) -> bool:
    """Return whether bytes are a text, in UTF-8, UTF-16 or an older encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    return content == content.translate(None, CONTROLS)


def _is_office_file(file: BinaryIO, office_format: OfficeFormat) -> bool:
    """Return whether an archive has this format; raise ``ValidationError`` if it is refused."""
    if file.read(4) != b"PK\x03\x04":
        return False
    damaged = ValidationError(
        _("This file is damaged, or too large when it is unpacked. Export it again.")
    )
    if _directory_size(file) > MAX_DIRECTORY:
        raise damaged
    file.seek(0)
    # zipfile raises all of these for archives that are damaged, truncated or encrypted.
    try:
        with ZipFile(file) as archive:
            if not _is_within_limits(archive):
                raise damaged
            _refuse_protected(archive)
            _refuse_macros(archive)
            names = set(archive.namelist())
            return {office_format.part, office_format.main} <= names and (
                _has_words(archive, office_format)
            )
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise damaged from error
    except NotImplementedError as error:  # of a compression that office programs do not use
        raise damaged from error


def _directory_size(file: BinaryIO) -> int:
    """Return the size of the directory, which ``ZipFile`` would read as a whole.

    That of an archive without an end, and of one in the ZIP64 format, is larger than any limit.
    """
    start = max(file.seek(0, 2) - MAX_COMMENT - END_SIZE, 0)
    file.seek(start)
    end = file.read()
    found = end.rfind(END_OF_DIRECTORY)
    if found < 0 or len(end) < found + END_SIZE:
        return MAX_DIRECTORY + 1
    return struct.unpack_from("<L", end, found + 12)[0]


def _is_within_limits(archive: ZipFile) -> bool:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return len(entries) <= MAX_ENTRIES and unpacked <= min(MAX_UNPACKED, packed * MAX_RATIO)


def _refuse_protected(archive: ZipFile) -> None:
    is_encrypted = any(entry.flag_bits & ENCRYPTED for entry in archive.infolist())
    if is_encrypted or b"encryption-data" in _part(archive, MANIFEST):
        raise ValidationError(
            _("This file is protected by a password. Upload a version that opens without one.")
        )


def _refuse_macros(archive: ZipFile) -> None:
    for name in archive.namelist():
        is_macro = name.startswith(MACRO_FOLDERS) and not name.endswith(MACRO_INDEXES)
        if is_macro or name.lower().endswith(MACRO_FILES):
            raise ValidationError(
                _("This file contains macros. Save it without them and upload the new file.")
            )


def _has_words(archive: ZipFile, office_format: OfficeFormat) -> bool:
    part = _part(archive, office_format.part)
    if office_format.part == "mimetype":
        return part.strip() == office_format.words
    return office_format.words in part


def _part(archive: ZipFile, name: str) -> bytes:
    """Return the beginning of a part, or nothing if the archive does not have it."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(MAX_PART)
