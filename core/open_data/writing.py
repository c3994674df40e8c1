"""A data set as a file: CSV, JSON, XLSX, and the schema of the JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from core.languages import current

from .data_sets import SCHEMA, DataSet
from .guarding import guarded
from .schemas import schema

LONGEST_CELL = 32_767  # characters that a cell of a spreadsheet can hold
WIDEST_COLUMN = 40  # characters


def cells(data_set: DataSet, row) -> list[str]:
    """The values of a row as text."""
    return [column.kind.to_cell(column.value(row)) for column in data_set.columns]


def write_csv(data_set: DataSet, rows: Iterable) -> bytes:
    """RFC 4180 in UTF-8, with a heading and without a mark at the beginning."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.name for column in data_set.columns])
    for row in rows:
        writer.writerow(guarded(cell) for cell in cells(data_set, row))
    return written.getvalue().encode()


def write_json(data_set: DataSet, rows: Iterable) -> bytes:
    return _json(
        {
            "$schema": data_set.schema_address,
            "name": data_set.name,
            "title": str(data_set.title),
            "language": current().tag,
            "records": [
                {column.name: column.value(row) for column in data_set.columns} for row in rows
            ],
        }
    )


def write_schema(data_set: DataSet, rows: Iterable = ()) -> bytes:
    return _json(schema(data_set))


def _json(content: dict) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def write_xlsx(data_set: DataSet, rows: Iterable) -> bytes:
    """Two sheets: the records, and what the columns mean in the reader's language."""
    book = Workbook(write_only=True)
    table = [cells(data_set, row) for row in rows]
    names = [column.name for column in data_set.columns]
    _fill(book.create_sheet("data"), names, table)
    described = [
        [column.name, str(column.kind.name), str(column.description), "✓" if column.write else "–"]
        for column in data_set.columns
    ]
    heading = [_("Column"), _("Values"), _("Meaning"), _("Import")]
    _fill(book.create_sheet("columns"), heading, described)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet, heading: list[str], table: list[list[str]]) -> None:
    sheet.freeze_panes = "A2"
    for number, title in enumerate(heading):
        longest = max([len(title), *(len(row[number]) for row in table)])
        letter = chr(ord("A") + number % 26)
        prefix = "A" if number >= 26 else ""
        sheet.column_dimensions[prefix + letter].width = min(longest + 2, WIDEST_COLUMN)
    sheet.append([_cell(sheet, title, bold=True) for title in heading])
    for row in table:
        sheet.append([_cell(sheet, text) for text in row])


def _cell(sheet, text: str, bold: bool = False) -> WriteOnlyCell:
    """A cell that is text and stays text, whatever it begins with and whoever edits it."""
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = guarded(text) != text
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=bold)
    return cell


@dataclass(frozen=True)
class Format:
    """A form of file: what it is called, what it is, and what writes it.

    ``is_table``: it is for people with a spreadsheet. ``is_repeatable``: the same records always
    make the same file.
    """

    name: str
    ending: str
    content_type: str
    write: Callable[[DataSet, Iterable], bytes]
    is_table: bool = False
    is_repeatable: bool = True

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0]


FORMATS = (
    Format("CSV", "csv", "text/csv; charset=utf-8; header=present", write_csv, is_table=True),
    Format("JSON", "json", "application/json", write_json),
    Format(
        "XLSX",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_xlsx,
        is_table=True,
        is_repeatable=False,  # it holds the time at which it was made
    ),
)
SCHEMA_FORMAT = Format("JSON Schema", SCHEMA, "application/schema+json", write_schema)
