"""The report of an import or of a dry run: the outcome of each row, and every problem."""

from dataclasses import dataclass, field
from typing import Any

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


@dataclass(frozen=True)
class ImportProblem:
    """A problem in a row, numbered as spreadsheets do, and in a column, if it concerns one."""

    row: int
    column: str
    message: str


@dataclass
class ImportRecord:
    """A row of the file: its cleaned values, and the outcome of its import.

    ``title``: that of the page before the import.
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
class ImportReport:
    """The result of an import or of a dry run.

    ``fingerprint``: a hash of all outcomes and of the revisions that the rows were compared with.
    """

    problems: list[ImportProblem] = field(default_factory=list)
    records: list[ImportRecord] = field(default_factory=list)
    fingerprint: str = ""

    def count(self, outcome: str) -> int:
        return sum(record.outcome == outcome for record in self.records)

    @property
    def can_import(self) -> bool:
        """Whether there is something to import and no problem."""
        return not self.problems and self.count(UNCHANGED) < len(self.records)
