"""A file as a table of values, whatever its form; nothing of it is trusted.

Whoever makes the file may not be who brings it: it is limited in size before it is opened, and in
rows and columns while it is read.
"""

import csv
import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from .guarding import unguarded
from .writing import LONGEST_CELL

MEBIBYTE = 1024 * 1024
LARGEST = 5 * MEBIBYTE
LARGEST_UNPACKED = 50 * MEBIBYTE
MOST_ROWS = 20_000
MOST_COLUMNS = 100
RECORDS = "records"


@dataclass
class Sheet:
    """The names of the columns, and the rows by the numbers that a spreadsheet gives them.

    ``is_text``: the values are the texts of cells; otherwise they are values of JSON.
    """

    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    is_text: bool = True
    name: str = ""


def read_sheet(name: str, data: bytes) -> Sheet:
    """Read a file by the ending of its name, or raise ``ValidationError``."""
    ending = name.lower().rpartition(".")[2]
    if ending not in READERS:
        raise ValidationError(
            _("The name of the file has to end in one of: %(endings)s."),
            params={"endings": ", ".join(f".{known}" for known in READERS)},
        )
    if len(data) > LARGEST:
        raise ValidationError(_("The file is larger than 5 MB. Divide it."))
    return READERS[ending](data)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The file is not written in UTF-8. Save it as “CSV UTF-8” and try again.")
        raise ValidationError(message) from error


def _read_csv(data: bytes) -> Sheet:
    """Spreadsheets also write semicolons or tabs, depending on the country."""
    text = _text(data)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    # A cell may be as long as a page's text.
    csv.field_size_limit(LARGEST)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _sheet([unguarded(cell) for cell in line] for line in lines)
    except csv.Error as error:
        raise ValidationError(_("This is not a table in the CSV format.")) from error


def _read_json(data: bytes) -> Sheet:
    try:
        content = json.loads(_text(data))
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is not a file in the JSON format.")) from error
    records = content.get(RECORDS) if isinstance(content, dict) else None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValidationError(
            _("The file has no list “%(name)s” of objects."), params={"name": RECORDS}
        )
    if len(records) > MOST_ROWS:
        raise ValidationError(_("The table is too long. Divide it."))
    names = list(dict.fromkeys(name for record in records for name in record))
    numbered = list(enumerate(records, start=1))
    return Sheet(names, numbered, is_text=False, name=str(content.get("name") or ""))


def _read_xlsx(data: bytes) -> Sheet:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise ValidationError(_("The file is too large when it is unpacked. Divide it."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        lines = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
        return _sheet([_cell_text(cell) for cell in line] for line in lines)
    except ValidationError:
        raise
    except Exception as error:
        # A damaged file fails inside the library in as many ways as there are parts to damage.
        raise ValidationError(_("This is not a table in the XLSX format.")) from error


def _cell_text(cell) -> str:
    """What the cell shows: a date without a day in its form is a month."""
    value = cell.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        shows_day = "d" in (cell.number_format or "d").lower()
        return f"{value:%Y-%m-%d}" if shows_day else f"{value:%Y-%m}"
    return "" if value is None else str(value)


def _sheet(lines) -> Sheet:
    """The first line has the names; empty lines count, but say nothing."""
    lines = iter(lines)
    names = [name.strip() for name in next(lines, [])]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise ValidationError(_("The table has too many columns."))
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValidationError(
            _("A column is there more than once: %(names)s."),
            params={"names": ", ".join(repeated)},
        )
    rows = []
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS + 1:
            raise ValidationError(_("The table is too long. Divide it."))
        if not any(cell.strip() for cell in line):
            continue
        _refuse_cut_cells(number, line)
        if any(cell.strip() for cell in line[len(names) :]):
            raise ValidationError(
                _("Row %(row)d has more cells than there are columns."), params={"row": number}
            )
        filled = [*line, *[""] * (len(names) - len(line))]
        rows.append((number, dict(zip(names, filled, strict=False))))
    return Sheet(names, rows)


def _refuse_cut_cells(number: int, line: list[str]) -> None:
    """A spreadsheet cuts longer texts off without a word; they would be lost on the site, too."""
    if any(len(cell) == LONGEST_CELL for cell in line):
        raise ValidationError(
            _("Row %(row)d: a text is as long as a spreadsheet can hold. Use CSV or JSON."),
            params={"row": number},
        )


READERS = {"csv": _read_csv, "json": _read_json, "xlsx": _read_xlsx}
