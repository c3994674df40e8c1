"""Uploaded files as tables of values, whatever their format.

The files are not trusted: they are limited in size before they are opened, and in rows and columns
while they are read.
"""

import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.imports import MEBIBYTE
from core.imports.tables import MAX_ROWS, csv_lines, decode_table, numbered_rows

from .spreadsheet_cells import MAX_CELL_LENGTH, unescape_formula

MAX_FILE_SIZE = 5 * MEBIBYTE
MAX_UNPACKED_SIZE = 50 * MEBIBYTE
MAX_COLUMNS = 100
RECORDS_KEY = "records"


@dataclass
class ImportTable:
    """The names of the columns, and the rows with their numbers in a spreadsheet.

    ``is_text``: the values are the texts of cells; otherwise they are values of JSON.
    ``data_set_name``: the data set that the file names, if any.
    """

    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    is_text: bool = True
    data_set_name: str = ""


def read_import_table(file_name: str, data: bytes) -> ImportTable:
    """Read a file by the extension of its name; raise ``ValidationError`` if it is no table."""
    extension = file_name.lower().rpartition(".")[2]
    if extension not in READERS:
        raise ValidationError(
            _("The name of the file has to end in one of: %(endings)s."),
            params={"endings": ", ".join(f".{known}" for known in READERS)},
        )
    if len(data) > MAX_FILE_SIZE:
        raise ValidationError(_("The file is larger than 5 MB. Divide it."))
    return READERS[extension](data)


def _read_csv(data: bytes) -> ImportTable:
    return _read_lines([unescape_formula(cell) for cell in line] for line in csv_lines(data))


def _read_json(data: bytes) -> ImportTable:
    try:
        content = json.loads(decode_table(data))
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is not a file in the JSON format.")) from error
    records = content.get(RECORDS_KEY) if isinstance(content, dict) else None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValidationError(
            _("The file has no list “%(name)s” of objects."), params={"name": RECORDS_KEY}
        )
    if len(records) > MAX_ROWS:
        raise ValidationError(_("The table is too long. Divide it."))
    columns = list(dict.fromkeys(name for record in records for name in record))
    rows = list(enumerate(records, start=1))
    return ImportTable(columns, rows, is_text=False, data_set_name=str(content.get("name") or ""))


def _read_xlsx(data: bytes) -> ImportTable:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_SIZE:
            raise ValidationError(_("The file is too large when it is unpacked. Divide it."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        lines = book.worksheets[0].iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1)
        return _read_lines([_cell_text(cell) for cell in line] for line in lines)
    except ValidationError:
        raise
    except Exception as error:
        # openpyxl raises many different exceptions for damaged files.
        raise ValidationError(_("This is not a table in the XLSX format.")) from error


def _cell_text(cell) -> str:
    """Return the text that the cell shows: a date whose number format has no day is a month."""
    value = cell.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        shows_day = "d" in (cell.number_format or "d").lower()
        return f"{value:%Y-%m-%d}" if shows_day else f"{value:%Y-%m}"
    return "" if value is None else str(value)


def _read_lines(lines) -> ImportTable:
    """Read a header and the rows below it; empty rows are counted, but left out."""
    lines = iter(lines)
    names = [name.strip() for name in next(lines, [])]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise ValidationError(_("The table has too many columns."))
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValidationError(
            _("A column is there more than once: %(names)s."),
            params={"names": ", ".join(repeated)},
        )
    rows = []
    for number, line in numbered_rows(lines):
        _refuse_truncated_cells(number, line)
        if any(cell.strip() for cell in line[len(names) :]):
            raise ValidationError(
                _("Row %(row)d has more cells than there are columns."), params={"row": number}
            )
        cells = [*line, *[""] * (len(names) - len(line))]
        rows.append((number, dict(zip(names, cells, strict=False))))
    return ImportTable(names, rows)


def _refuse_truncated_cells(number: int, line: list[str]) -> None:
    """Refuse a cell of the maximum length: a spreadsheet truncates longer texts silently."""
    if any(len(cell) == MAX_CELL_LENGTH for cell in line):
        raise ValidationError(
            _("Row %(row)d: a text is as long as a spreadsheet can hold. Use CSV or JSON."),
            params={"row": number},
        )


READERS = {"csv": _read_csv, "json": _read_json, "xlsx": _read_xlsx}
