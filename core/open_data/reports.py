"""What an import did or would do: row by row, and everything that is wrong."""

from dataclasses import dataclass, field
from typing import Any

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row, counted as a spreadsheet does, and in which column."""

    row: int
    column: str
    message: str


@dataclass
class Record:
    """A row of the file: its values as they were checked, and what became of them.

    ``title`` is that of the page which the row is about, as it was before.
    """

    number: int
    values: dict[str, Any]
    title: str = ""
    outcome: str = UNCHANGED
    changed: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.outcome == CREATED


@dataclass
class Report:
    """What an import did or would do."""

    problems: list[Problem] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    state: str = ""

    def count(self, outcome: str) -> int:
        return sum(record.outcome == outcome for record in self.records)

    @property
    def may_write(self) -> bool:
        return not self.problems and self.count(UNCHANGED) < len(self.records)
