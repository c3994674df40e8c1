"""The files of the data sets: downloading, reading, writing and importing them."""

import csv
import io
import json

from django.test import Client
from openpyxl import Workbook, load_workbook

from core.imports.tables import TableImportReport
from open_data.data_sets import get_data_set
from open_data.import_files import read_import_table
from open_data.importing import DataSetImport

PATHS = {
    "meetings": "meetings/data",
    "declarations": "declarations/data",
    "paragraphs": "declarations/paragraphs",
    "states": "states/data",
    "news": "news/data",
}


def fetch(client: Client, name: str, ending: str, code: str = "en", query: str = "") -> bytes:
    """Download a data set."""
    answer = client.get(f"/{code}/{PATHS[name]}.{ending}{query}")
    assert answer.status_code == 200
    return answer.content


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dictionaries."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def records(client: Client, name: str, code: str = "en", query: str = "") -> list[dict]:
    return json.loads(fetch(client, name, "json", code, query))["records"]


def only_record(client: Client, name: str, code: str = "en") -> dict:
    (record,) = records(client, name, code)
    return record


def sheet_rows(data: bytes, sheet: int = 0) -> list[list]:
    """Return the cells of a sheet of an XLSX file, row by row."""
    book = load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def csv_file(*rows: dict) -> bytes:
    """Return a CSV file with these rows; the keys of the first are the columns."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def json_file(*rows: dict) -> bytes:
    return json.dumps({"records": rows}).encode()


def xlsx_file(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def data_set_import(name: str, data: bytes, ending: str = "csv", **options) -> DataSetImport:
    return DataSetImport(get_data_set(name), read_import_table(f"data.{ending}", data), **options)


def import_rows(name: str, *rows: dict, **options) -> TableImportReport:
    """Import rows as a CSV file."""
    return data_set_import(name, csv_file(*rows), **options).execute()


def problem_positions(report: TableImportReport) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in report.problems]
