"""Damaged or malicious files: refused with a message, without any change."""

from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.imports import MEBIBYTE
from translation.exchange import archive, xliff
from translation.exchange.archive import build_file, read_upload
from translation.exchange.documents import MAX_TEXTS, UnreadableFileError
from translation.models import SegmentChange

from .conftest import targets_by_source
from .translation_tools import zip_archive

pytestmark = pytest.mark.django_db

XLIFF = '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">{}</xliff>'
ENTITY_BOMB = (
    '<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise("abcdefghi"))
    + "]>"
    + XLIFF.format("&i;")
)
PO = 'msgid ""\nmsgstr ""\n"Language: sl\\n"\n"X-WagtailLocalize-TranslationID: {}\\n"\n\n'


def zip_bomb() -> bytes:
    return zip_archive(("words.po", b"\0" * 50 * MEBIBYTE))


def zip_of_zips() -> bytes:
    return zip_archive(("inner.zip", zip_archive(("words.po", b"#"))))


def zip_with_false_sizes() -> bytes:
    """Return an archive whose directory contains a smaller size than the real one."""
    data = zip_archive(("words.po", b"# " * 20 * MEBIBYTE))
    size = (40 * MEBIBYTE).to_bytes(4, "little")
    return data.replace(size, (100).to_bytes(4, "little"))


def zip_with_path(name: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as made:
        made.writestr(ZipInfo(name), b"# words")
    return written.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(zip_archive(("words.po", b"# words")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def _comments(count: int) -> bytes:
    """Return a file of comments that are not compressed to almost nothing."""
    return (PO.format("x") + "".join(f"# {number}\n" for number in range(count))).encode()


def zip_of_far_too_many() -> bytes:
    return zip_archive(*((f"{number}.po", b"# words") for number in range(archive.MAX_FILES + 1)))


def zip_of_far_too_many_lines() -> bytes:
    comments = _comments(archive.MAX_LINES // 4)
    return zip_archive(*((f"{number}.po", comments) for number in range(5)))


NOT_UTF8 = "not written in UTF-8"
# Name, content or the function that makes it, and message. Large files are made when they are used.
MALICIOUS_FILES = {
    "empty xliff": ("a.xlf", b"", "empty"),
    "empty po": ("a.po", b"", "empty"),
    "only white space": ("a.po", b" \n ", "empty"),
    "not xml": ("a.xlf", b"Words, nothing but words.", "line 1"),
    "no xliff": ("a.xlf", b"<html/>", "XLIFF 1.2"),
    "xliff 2": (
        "a.xlf",
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>',
        "XLIFF 1.2",
    ),
    "no file in it": ("a.xliff", XLIFF.format("").encode(), "no texts"),
    "cut off": ("a.xlf", XLIFF.format("<file>").encode()[:-20], "line 1"),
    "dtd": ("a.xlf", b'<!DOCTYPE xliff SYSTEM "http://example.org/a.dtd"><xliff/>', "DTD"),
    "entity bomb": ("a.xlf", ENTITY_BOMB.encode(), "DTD"),
    "external entity": (
        "a.xlf",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XLIFF.format("&a;").encode(),
        "DTD",
    ),
    "utf-16": ("a.xlf", XLIFF.format("").encode("utf-16"), "UTF-16"),
    "utf-16 without a mark": ("a.po", "msgid".encode("utf-16-le"), "not allowed in texts"),
    "windows-1250": ("a.po", 'msgid "Čas"\n'.encode("windows-1250"), NOT_UTF8),
    "latin xliff": (
        "a.xlf",
        b'<?xml version="1.0" encoding="iso-8859-2"?><xliff>\xe8</xliff>',
        NOT_UTF8,
    ),
    "nul": ("a.po", b'msgid "a\0b"\nmsgstr ""\n', "not allowed in texts"),
    "po of nobody": ("a.po", b'msgid "About"\nmsgstr "O"\n', "what page"),
    "po cut off in a string": ("a.po", b'msgid "About"\nmsgstr "O na', "line 2"),
    "po with an unknown word": ("a.po", b'msgid "About"\nmsgword "O nas"\n', "line 2"),
    "po in disorder": ("a.po", b'msgstr "O nas"\n', "line 1"),
    "po with a loose quotation mark": ("a.po", b'msgid "a"b"\nmsgstr ""\n', "line 1"),
    "po that names a file of the server": ("a.po", b"/etc/passwd", "line 1"),
    "unsupported file type of file": ("a.docx", b"PK", "unsupported file type"),
    "no ending": ("words", b"words", "unsupported file type"),
    "not a zip": ("a.zip", b"PK\x03\x04 and then nothing", "damaged"),
    "empty zip": ("a.zip", zip_archive(), "no files"),
    "zip cut off": ("a.zip", zip_archive(("a.po", b"# words"))[:-30], "damaged"),
    "zip bomb": ("a.zip", zip_bomb, "unpacked"),
    "zip that lies": ("a.zip", zip_with_false_sizes, "damaged"),
    "zip of zips": ("a.zip", zip_of_zips(), "unsupported file type"),
    "zip with a lock": ("a.zip", encrypted_zip(), "locked"),
    "zip that climbs out": ("a.zip", zip_with_path("../../words.po"), "path outside"),
    "zip from the root": ("a.zip", zip_with_path("/etc/words.po"), "path outside"),
    "zip for another system": ("a.zip", zip_with_path("..\\words.po"), "path outside"),
    "zip of far too many": ("a.zip", zip_of_far_too_many, "more than 500"),
    "po of far too many lines": ("a.po", b"#\n" * (archive.MAX_LINES + 1), "too large"),
    "zip of far too many lines": ("a.zip", zip_of_far_too_many_lines, "too large"),
    "50 MB": ("a.xlf", lambda: b" " * 50 * MEBIBYTE, "too large"),
}


@pytest.mark.parametrize(("name", "data", "message"), MALICIOUS_FILES.values(), ids=MALICIOUS_FILES)
def test_a_malicious_file_is_refused_with_a_message_and_changes_nothing(
    assignment, translator_sl, client_for, name, data, message
):
    before = targets_by_source(assignment)
    client = client_for(translator_sl)
    file = SimpleUploadedFile(name, data() if callable(data) else data)
    response = client.post(reverse("translation:exchange_import"), {"file": file})
    assert response.status_code == 200
    [error] = response.context["form"].errors["file"]
    assert message in error
    assert targets_by_source(assignment) == before
    assert not SegmentChange.objects.exists()


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as error:
        read_upload(SimpleUploadedFile(name, data))
    return error.value.messages[0]


def test_errors_in_an_archive_contain_the_file_name():
    data = zip_archive(("sl/good.po", PO.format("x").encode()), ("sl/bad.po", b"words"))
    assert refusal("a.zip", data).startswith("sl/bad.po: ")


def test_files_that_macos_adds_to_an_archive_are_ignored(assignment):
    data = zip_archive(
        ("words.xlf", build_file(assignment, "xliff")),
        ("__MACOSX/words.xlf", b"\0"),
        (".DS_Store", b"\0"),
        ("sl/", b""),
    )
    assert len(read_upload(SimpleUploadedFile("a.zip", data))) == 1


def test_more_texts_than_the_limit_are_refused():
    entries = "".join(f'msgid "{number}"\nmsgstr "x"\n\n' for number in range(MAX_TEXTS + 1))
    assert "5000" in refusal("a.po", (PO.format("x") + entries).encode())


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ('<g id="b1">' * 200 + "x" + "</g>" * 200, "formatting within formatting"),
        ('<ph id="1">{0}</ph>', "none of those"),
        ('<x id="script"/>', "none of those"),
        ('<x id="char-0041"/>', "none of those"),
    ],
)
def test_unknown_inline_elements_make_a_text_invalid(target, message):
    unit = f'<trans-unit id="a"><source>x</source><target>{target}</target></trans-unit>'
    file = XLIFF.format(
        f'<file original="x" source-language="en" datatype="html"><body>{unit}</body></file>'
    )
    [document] = read_upload(SimpleUploadedFile("a.xlf", file.encode()))
    assert message in document.units[0].error


def test_comments_before_a_text_are_not_read():
    comments = "# a comment\n" * 100_000
    file = f'{PO.format("x")}{comments}msgid "a"\nmsgstr "b"\n'
    [document] = read_upload(SimpleUploadedFile("a.po", file.encode()))
    assert [unit.target for unit in document.units] == ["b"]


def test_a_text_with_two_different_translations_is_invalid():
    entries = 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'
    [document] = read_upload(SimpleUploadedFile("a.po", (PO.format("x") + entries).encode()))
    [unit] = document.units
    assert "twice" in unit.error


def test_markup_that_would_take_too_long_to_parse_is_invalid():
    entries = f'msgid "a"\nmsgstr "{"<a " * 200_000}"\n'
    [document] = read_upload(SimpleUploadedFile("a.po", (PO.format("x") + entries).encode()))
    assert document.units[0].error


@pytest.mark.parametrize(
    "unit", ['<trans-unit id="a"/>', '<trans-unit id="a"><source/></trans-unit>']
)
def test_a_text_without_source_and_target_is_read_as_empty(unit):
    data = XLIFF.format(f'<file original="a"><body>{unit}</body></file>').encode()
    [document] = xliff.read(data)
    assert [(item.source, item.target) for item in document.units] == [("", "")]
