"""The files of a data set: CSV, JSON, XLSX, and the JSON Schema."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from core.csv_files import BYTE_ORDER_MARK, CSV_CONTENT_TYPE
from core.languages import active_language
from core.models.layout import layout_settings

from .data_sets import SCHEMA_EXTENSION, DataSet
from .json_schema import data_set_schema
from .spreadsheet_cells import escape_formula

MAX_COLUMN_WIDTH = 40  # characters
WITHOUT_TIME = datetime(1980, 1, 1)  # the first that an archive can hold


def row_cells(data_set: DataSet, row) -> list[str]:
    """Return the values of a row as the texts of cells."""
    return [column.value_type.to_cell(column.value(row)) for column in data_set.columns]


def write_csv(data_set: DataSet, rows: Iterable) -> Iterator[bytes]:
    """RFC 4180 in UTF-8, with a byte order mark and a header."""
    output = io.StringIO(newline="")
    output.write(BYTE_ORDER_MARK)
    writer = csv.writer(output)
    writer.writerow([column.name for column in data_set.columns])
    for row in rows:
        yield output.getvalue().encode()
        output.seek(0)
        output.truncate()
        writer.writerow(escape_formula(cell) for cell in row_cells(data_set, row))
    yield output.getvalue().encode()


def write_json(data_set: DataSet, rows: Iterable) -> Iterator[bytes]:
    """Write each record on a line of its own."""
    head = _json(
        {
            "$schema": data_set.schema_absolute_url,
            "name": data_set.name,
            "title": str(data_set.title),
            "language": active_language().tag,
            "license": layout_settings().licence.url or None,
            "records": [],
        }
    )
    yield head.removesuffix("]\n}\n").encode()
    before = "\n"
    for row in rows:
        record = {column.name: column.value(row) for column in data_set.columns}
        yield f"{before}  {json.dumps(record, ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"\n ]\n}\n"


def write_schema(data_set: DataSet, rows: Iterable = ()) -> Iterator[bytes]:
    yield _json(data_set_schema(data_set)).encode()


def _json(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_xlsx(data_set: DataSet, rows: Iterable) -> Iterator[bytes]:
    """Write a sheet of the records, and one that documents the columns in the current language."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    table = [row_cells(data_set, row) for row in rows]
    _write_sheet(book.create_sheet("data"), [column.name for column in data_set.columns], table)
    descriptions = [
        [
            column.name,
            str(column.value_type.name),
            str(column.description),
            "✓" if column.write else "–",
        ]
        for column in data_set.columns
    ]
    header = [_("Column"), _("Values"), _("Meaning"), _("Import")]
    _write_sheet(book.create_sheet("columns"), header, descriptions)
    output = io.BytesIO()
    book.properties.created = book.properties.modified = WITHOUT_TIME
    ExcelWriter(book, _ArchiveWithoutTimes(output, "w", ZIP_DEFLATED)).save()
    yield output.getvalue()


class _ArchiveWithoutTimes(ZipFile):
    """A workbook with the same records has the same bytes, and thus the same ``ETag``."""

    def open(self, name, mode="r", **options):
        if mode == "w":
            name.date_time = WITHOUT_TIME.timetuple()[:6]
        return super().open(name, mode, **options)


def _write_sheet(sheet, header: list[str], table: list[list[str]]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for index, title in enumerate(header):
        longest = max([len(title), *(len(row[index]) for row in table)])
        width = min(longest + 2, MAX_COLUMN_WIDTH)
        sheet.column_dimensions[get_column_letter(index + 1)].width = width
    sheet.append([_cell(sheet, title, bold=True) for title in header])
    for row in table:
        sheet.append([_cell(sheet, text) for text in row])


def _cell(sheet, text: str, bold: bool = False):
    """Return a cell that is text and stays text when somebody edits it."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = escape_formula(text) != text
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=bold)
    return cell


@dataclass(frozen=True)
class ExportFormat:
    """A file format and the function that writes it.

    ``is_table``: a table for spreadsheets, which browsers download.
    """

    name: str
    extension: str
    content_type: str
    write: Callable[[DataSet, Iterable], Iterator[bytes]]
    is_table: bool = False

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0]


EXPORT_FORMATS = (
    ExportFormat("CSV", "csv", f"{CSV_CONTENT_TYPE}; header=present", write_csv, is_table=True),
    ExportFormat("JSON", "json", "application/json", write_json),
    ExportFormat(
        "XLSX",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_xlsx,
        is_table=True,
    ),
)
SCHEMA_FORMAT = ExportFormat(
    "JSON Schema", SCHEMA_EXTENSION, "application/schema+json", write_schema
)
