"""What imports of tables have in common: reading CSV, and the outcome of each record."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .actions import ImportReport

MAX_ROWS = 20_000


def decode_table(data: bytes) -> str:
    """Return the text of a file; raise ``ValidationError`` if it is not in UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The file is not written in UTF-8. Save it as “CSV UTF-8” and try again.")
        raise ValidationError(message) from error


def csv_lines(data: bytes) -> Iterator[list[str]]:
    """Yield the lines of a CSV file; raise ``ValidationError`` if it is none."""
    text = decode_table(data)
    # Spreadsheets also write semicolons or tabs, depending on the country.
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    # A cell may be as long as the text of a page.
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise ValidationError(_("This is not a table in the CSV format.")) from error


def numbered_rows(lines: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Number the lines below a header as spreadsheets do, and leave out empty ones.

    Raise ``ValidationError`` if there are more than ``MAX_ROWS``; the rest is not read.
    """
    for number, cells in enumerate(lines, start=2):
        if number > MAX_ROWS + 1:
            raise ValidationError(_("The table is too long. Divide it."))
        if any(cell.strip() for cell in cells):
            yield number, cells


class RecordOutcome(TextChoices):
    """What an import does with a record of a table."""

    CREATED = "created", pgettext_lazy("records of an import", "New")
    CHANGED = "changed", gettext_lazy("Changed")
    UNCHANGED = "unchanged", gettext_lazy("The same as before")


@dataclass(kw_only=True)
class TableImportReport(ImportReport):
    """The report of an import of a table. Each of the ``records`` has an ``outcome``."""

    records: list = field(default_factory=list)

    @property
    def by_outcome(self) -> list[tuple[RecordOutcome, list]]:
        return [
            (outcome, [record for record in self.records if record.outcome == outcome])
            for outcome in RecordOutcome
        ]

    @property
    def changed_records(self) -> list:
        """The records that are written."""
        return [record for record in self.records if record.outcome != RecordOutcome.UNCHANGED]

    def count(self, outcome: str) -> int:
        return sum(record.outcome == outcome for record in self.records)

    @property
    def can_import(self) -> bool:
        return not self.problems and bool(self.changed_records)

    @property
    def success_message(self) -> str:
        return _("Imported: %(new)d new, %(changed)d changed.") % {
            "new": self.count(RecordOutcome.CREATED),
            "changed": self.count(RecordOutcome.CHANGED),
        }
