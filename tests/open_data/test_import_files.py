"""Uploaded files that are damaged, too large, in other encodings or of other formats."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.imports.tables import MAX_ROWS
from open_data.import_files import MAX_FILE_SIZE, MAX_UNPACKED_SIZE, read_import_table
from open_data.spreadsheet_cells import MAX_CELL_LENGTH
from tests.data_set_files import xlsx_file

HEADING = b"slug,title\r\n"


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read_import_table(name, data)
    return refused.value.messages[0]


def rows(name: str, data: bytes) -> list[tuple]:
    return read_import_table(name, data).rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_may_have_other_delimiters_and_a_byte_order_mark(delimiter):
    text = f'\ufeffslug{delimiter}title\r\na{delimiter}"B{delimiter}""c"""\r\n'
    assert rows("x.csv", text.encode()) == [(2, {"slug": "a", "title": f'B{delimiter}"c"'})]


def test_rows_are_numbered_as_in_a_spreadsheet_and_empty_ones_left_out():
    data = b'slug,title\r\n,\r\na,"two\nlines"\r\n\r\nb,x\r\n'
    assert [number for number, _cells in rows("x.csv", data)] == [3, 5]


def test_a_short_row_has_empty_cells_and_a_long_one_is_refused():
    assert rows("x.csv", HEADING + b"a\r\n") == [(2, {"slug": "a", "title": ""})]
    assert "2" in refusal("x.csv", HEADING + b"a,b,c\r\n")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.pdf", b"%PDF-1.7"),
        ("x", b""),
        ("x.csv", "slug\nČ".encode("cp1250")),
        ("x.csv", "slug\nx".encode("utf-16")),
        ("x.csv", b'slug\r\n"never closed'),
        ("x.csv", b"slug,slug\r\na,b\r\n"),
        ("x.csv", b",".join([b"a"] * 200)),
        ("x.csv", HEADING + b"a,b\r\n" * (MAX_ROWS + 1)),
        ("x.csv", HEADING + b"a," + b"x" * MAX_CELL_LENGTH),
        ("x.csv", HEADING + b"x" * MAX_FILE_SIZE),
        ("x.json", b"{"),
        ("x.json", b"[]"),
        ("x.json", b'{"records": {}}'),
        ("x.json", b'{"records": ["a"]}'),
        ("x.json", b'{"records": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        ("x.json", b'{"records": [{"number": ' + b"9" * 10_000 + b"}]}"),
        ("x.json", b'{"records": [' + b"{}," * MAX_ROWS + b"{}]}"),
        ("x.json", "Č".encode("cp1250")),
        ("x.xlsx", b"PK\x03\x04"),
        ("x.xlsx", b"slug,title"),
        ("x.xlsx", b""),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_message(name, data):
    assert refusal(name, data)


def test_an_empty_table_has_no_rows():
    for data in (b"", HEADING):
        assert rows("x.csv", data) == []


def test_a_workbook_that_is_too_large_unpacked_is_not_unpacked():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (MAX_UNPACKED_SIZE + 1))
    assert len(written.getvalue()) < MAX_FILE_SIZE
    assert "unpacked" in refusal("x.xlsx", written.getvalue())


def test_a_workbook_whose_parts_are_not_what_they_should_be_is_refused():
    whole = io.BytesIO(xlsx_file(["slug"], ["a"]))
    damaged = io.BytesIO()
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(damaged, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, b"<x/>" if name.endswith("workbook.xml") else content)
    assert refusal("x.xlsx", damaged.getvalue())


def test_entities_of_a_workbook_are_not_expanded():
    expanding = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    whole, poisoned = io.BytesIO(xlsx_file(["slug"], ["a"])), io.BytesIO()
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(poisoned, "w") as copy:
        for name in archive.namelist():
            is_sheet = name.endswith("sheet1.xml")
            copy.writestr(name, expanding if is_sheet else archive.read(name))
    try:
        found = rows("x.xlsx", poisoned.getvalue())
    except ValidationError:
        found = []
    assert not found


def test_cells_of_a_workbook_are_read_as_they_are_shown():
    book = Workbook()
    sheet = book.active
    sheet.append(["whole", "yes", "day", "month", "text", "nothing"])
    sheet.append([4.0, True, date(2015, 3, 4), datetime(2015, 3, 1), "=x", None])
    sheet["D2"].number_format = "mmm\\-yy"
    sheet["E2"].data_type = "s"
    written = io.BytesIO()
    book.save(written)
    ((_number, cells),) = rows("x.xlsx", written.getvalue())
    assert cells == {
        "whole": "4",
        "yes": "true",
        "day": "2015-03-04",
        "month": "2015-03",
        "text": "=x",
        "nothing": "",
    }


@given(st.binary(max_size=300), st.sampled_from(["csv", "json", "xlsx"]))
def test_any_bytes_are_a_table_or_are_refused(data, ending):
    try:
        sheet = read_import_table(f"x.{ending}", data)
    except ValidationError:
        return
    assert all(set(cells) <= set(sheet.columns) for _number, cells in sheet.rows)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_values_of_json_are_taken_as_they_are(value):
    data = json.dumps({"records": [{"title": value}]}).encode()
    assert rows("x.json", data) == [(1, {"title": value})]
