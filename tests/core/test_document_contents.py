"""The content of uploaded documents: what an office program would take for something else."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core import document_contents
from core.document_contents import OFFICE_FORMATS, check_content

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.{}.main+xml"
OPEN_XML = {
    "docx": ("wordprocessingml.document", "word/document.xml"),
    "xlsx": ("spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": ("presentationml.presentation", "ppt/presentation.xml"),
}
OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def archive(parts: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as file:
        for name, content in parts.items():
            kind = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            file.writestr(name, content, compress_type=kind)
    return written.getvalue()


def parts_of(extension: str) -> dict[str, bytes]:
    """Return the parts that every file of this format has."""
    if kind := OPEN_DOCUMENT.get(extension):
        media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
        return {"mimetype": media_type, "content.xml": b"<x/>", "META-INF/manifest.xml": b"<x/>"}
    kind, main = OPEN_XML[extension]
    types = f'<Types><Override ContentType="{MAIN_TYPE.format(kind)}"/></Types>'.encode()
    return {"[Content_Types].xml": types, main: b"<x/>"}


def office_file(extension: str, **more: bytes) -> bytes:
    return archive(parts_of(extension) | {name.replace("__", "/"): more[name] for name in more})


def refusal(content: bytes, name: str) -> str:
    """Return why a file is refused, or nothing."""
    try:
        check_content(SimpleUploadedFile(name, content))
    except ValidationError as error:
        return error.messages[0]
    return ""


def test_every_office_format_that_can_be_uploaded_is_checked(settings):
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == {*OFFICE_FORMATS, "pdf", "csv", "txt"}


@pytest.mark.parametrize("extension", OFFICE_FORMATS)
def test_a_file_is_accepted_under_the_extension_of_its_format_only(extension):
    content = office_file(extension)
    accepted = {name for name in OFFICE_FORMATS if not refusal(content, f"a.{name}")}
    assert accepted == {extension}


@pytest.mark.parametrize("extension", OFFICE_FORMATS)
def test_an_archive_of_anything_else_is_refused(extension):
    assert "although its name ends so" in refusal(archive({"a.txt": b"a"}), f"a.{extension}")
    assert "although its name ends so" in refusal(b"PK", f"a.{extension}")


@pytest.mark.parametrize(
    ("extension", "part"),
    [
        ("docx", "word__vbaProject.bin"),
        ("xlsx", "xl__VBAPROJECT.bin"),
        ("odt", "Basic__Standard__Module1.xml"),
        ("ods", "Scripts__python__a.py"),
    ],
)
def test_macros_are_refused(extension, part):
    assert "macros" in refusal(office_file(extension, **{part: b"x"}), f"a.{extension}")


def test_a_format_with_macros_is_refused_under_another_extension():
    types = b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    content = archive(parts_of("docx") | {"[Content_Types].xml": types})
    assert "is not DOCX" in refusal(content, "a.docx")


def test_an_index_of_libraries_without_macros_is_accepted():
    empty = {"Basic__script-lc.xml": b"x", "Basic__Standard__script-lb.xml": b"x"}
    assert not refusal(office_file("odt", **empty), "a.odt")


def test_what_asks_for_a_password_is_refused():
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert "password" in refusal(archive(parts_of("odt") | manifest), "a.odt")
    content = bytearray(office_file("docx"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert "password" in refusal(bytes(content), "a.docx")


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_a_damaged_archive_is_refused(extension):
    content = office_file(extension)
    assert "damaged" in refusal(content[:-30], f"a.{extension}")
    assert "damaged" in refusal(content[:40] + b"\0" * 40 + content[80:], f"a.{extension}")


def test_what_would_unpack_to_too_much_is_refused(monkeypatch):
    zeros = {"word__media__a.png": bytes(3_000_000)}
    assert "unpacked" in refusal(office_file("docx", **zeros), "a.docx")
    monkeypatch.setattr(document_contents, "MAX_RATIO", 10_000)
    assert not refusal(office_file("docx", **zeros), "a.docx")
    monkeypatch.setattr(document_contents, "MAX_UNPACKED", 2_000_000)
    assert "unpacked" in refusal(office_file("docx", **zeros), "a.docx")


def test_an_archive_of_very_many_parts_is_refused(monkeypatch):
    many = {f"word__{number}.xml": b"x" for number in range(6)}
    monkeypatch.setattr(document_contents, "MAX_ENTRIES", 5)
    assert "unpacked" in refusal(office_file("docx", **many), "a.docx")


def test_a_large_directory_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(document_contents, "ZipFile", None)  # must not be reached
    content = office_file("docx")
    end = content.rindex(b"PK\x05\x06")
    size = struct.pack("<L", document_contents.MAX_DIRECTORY + 1)
    assert "unpacked" in refusal(content[: end + 12] + size + content[end + 16 :], "a.docx")


@pytest.mark.parametrize(
    "content",
    [b"", "Žabljak;1\r\n".encode(), "Žabljak".encode("cp1250"), "Жабљак\n".encode("utf-16")],
    ids=["empty", "utf-8", "cp1250", "utf-16"],
)
def test_a_text_of_any_encoding_is_accepted(content):
    assert not refusal(content, "a.csv")


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00\x03", b"\x89PNG\r\n\x1a\n", b"a\0b", b"\xff\xfeM\0Z\0\x01\0", b"\xff\xfe\x00"],
)
def test_what_is_no_text_is_refused(content):
    assert "is not TXT" in refusal(content, "a.txt")


def test_a_pdf_begins_as_one():
    assert not refusal(b"%PDF-1.7\n", "a.pdf")
    assert "is not PDF" in refusal(b"\n%PDF-1.7\n", "a.pdf")
