"""Tables of the old site as blocks of this one, which have headings and hold only plain text."""

from typing import Any

from bs4 import Tag
from django.core.exceptions import ValidationError

from core.blocks import TableBlock
from core.blocks.table import MAX_COLUMNS, MAX_ROWS, ROW_HEADING

from .tags import text_in_one_line

# What a cell of plain text would lose.
NOT_PLAIN = ["a", "img", "ul", "ol", "table"]
SPANS = ("colspan", "rowspan")

# A joined cell stands in the first of its columns, and in each of its rows.
CellGrid = list[list[Tag | None]]


def rows_of(table: Tag) -> list[list[Tag]]:
    """Return the cells of each row, without those of tables within the table."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [row.find_all(["td", "th"], recursive=False) for row in rows]


def span(cell: Tag, name: str = "colspan") -> int:
    """Return over how many columns, or with ``rowspan`` rows, a cell extends; 100 at most."""
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), 100) if value.isascii() and value.isdecimal() else 1


def has_joined_cells(rows: list[list[Tag]]) -> bool:
    return any(span(cell, name) > 1 for row in rows for cell in row for name in SPANS)


def table_value(rows: list[list[Tag]], caption: str) -> dict[str, Any] | None:
    """Return the stored value of a table; ``None`` if the block cannot hold it without a loss."""
    cells = [cell for row in rows for cell in row]
    is_large = len(rows) > MAX_ROWS + 1 or any(len(row) > MAX_COLUMNS for row in rows)
    if is_large or any(cell.find(NOT_PLAIN) for cell in cells) or not _is_headed(rows):
        return None
    head, *body = _grid(rows)
    body = [row for row in body if any(map(_text, row))]
    value = {
        "caption": caption,
        "columns": [
            {"type": _column_type([row[number] for row in body]), "heading": _text(cell)}
            for number, cell in enumerate(head)
        ],
        "rows": [{"values": list(map(_text, row))} for row in body],
    }
    block = TableBlock()
    try:
        block.clean(block.to_python(value))
    except ValidationError:
        return None
    return value


def _grid(rows: list[list[Tag]]) -> CellGrid:
    """Return rows of the same length and meaning without joined cells."""
    found: dict[tuple[int, int], Tag | None] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in found:
                column += 1
            for down in range(min(span(cell, "rowspan"), len(rows) - number)):
                for across in range(min(span(cell), MAX_COLUMNS)):
                    found[number + down, column + across] = None if across else cell
    filled = [column for (_row, column), cell in found.items() if cell is not None]
    columns = range(max(filled, default=-1) + 1)
    return [[found.get((number, column)) for column in columns] for number in range(len(rows))]


def _is_headed(rows: list[list[Tag]]) -> bool:
    """Whether the first row has headings: as such, or because all of it is bold."""
    return bool(rows) and all(
        cell.name == "th" or cell.find_parent("thead") or _is_bold(cell) for cell in rows[0]
    )


def _is_bold(cell: Tag) -> bool:
    bold = " ".join(text_in_one_line(tag) for tag in cell.find_all(["b", "strong"]))
    return bool(bold) and bold == text_in_one_line(cell)


def _column_type(cells: list[Tag | None]) -> str:
    filled = [cell for cell in cells if cell is not None]
    is_heading = filled and all(cell.name == "th" for cell in filled)
    return ROW_HEADING if is_heading else "text"


def _text(cell: Tag | None) -> str:
    return text_in_one_line(cell) if cell is not None else ""
