"""Records from a file into the pages: first it is seen what would change, then all or nothing.

Looking is writing and taking it back: what is shown is what would happen, by the same code. Pages
are changed as an editor changes them: a revision in the source language, a draft unless it is to
be published. Only cells that say something else than the site are written.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.languages import source
from core.memory import fresh

from .columns import Column
from .data_sets import DataSet
from .finding import Found, Pages
from .kinds import check
from .reading import Sheet
from .reports import CHANGED, CREATED, Problem, Record, Report


class ChangedMeanwhileError(Exception):
    """The site is not the one any more that was looked at."""


class Import:
    """Bring a sheet into a data set in the name of ``user``; without one, everything is allowed."""

    def __init__(self, data_set: DataSet, sheet: Sheet, user=None, publish: bool = False):
        self.data_set = data_set
        self.sheet = sheet
        self.user = user
        self.publish = publish
        self._start()

    def _start(self) -> None:
        self._problems: dict[Problem, None] = {}  # each once, in order
        self._rows_with_problems: set[int] = set()

    def check(self) -> Report:
        """Say what would happen, and every problem; nothing is kept."""
        with transaction.atomic():
            report = self._run()
            transaction.set_rollback(True)
        return report

    def execute(self, state: str = "") -> Report:
        """Write everything, or nothing if there is a problem.

        ``state``: that of an earlier report; raise ``ChangedMeanwhileError`` where the same file
        would do something else today.
        """
        with transaction.atomic():
            report = self._run()
            changed = bool(state) and report.state != state
            if report.problems or changed:
                transaction.set_rollback(True)
            elif self.publish:
                self._publish()
        if changed:
            raise ChangedMeanwhileError
        return report

    def _run(self) -> Report:
        self._start()
        with fresh():
            records = list(self._records()) if self._knows_columns() else []
            self._pages = Pages(self.data_set, records)
            self._refuse_repeated(records)
            self._written = list(self._write(records))
        return Report(sorted(self._problems, key=_place), records, self._state(records))

    def _state(self, records: list[Record]) -> str:
        seen = [
            (record.number, record.outcome, record.changed, self._pages.revision(record.values))
            for record in records
        ]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()

    def _complain(self, row: int, column: str, error) -> None:
        """Remember a message, or all those of a ``ValidationError``."""
        for message in ValidationError(error).messages:
            self._problems[Problem(row, column, message)] = None
        self._rows_with_problems.add(row)

    # Reading the rows

    def _knows_columns(self) -> bool:
        """Refuse a file that is about something else, before each of its rows says so."""
        names = self.sheet.columns
        if self.sheet.name not in ("", self.data_set.name):
            self._complain(1, "name", _("The file holds another data set."))
            return False
        for name in names:
            if name not in self.data_set.by_name:
                self._complain(1, name, _("There is no such column."))
        if not set(names) & set(self.data_set.page_columns):
            self._complain(1, "", _("Nothing in the row says which record it is about."))
        return not self._problems

    def _records(self) -> Iterator[Record]:
        for number, cells in self.sheet.rows:
            yield Record(number, dict(self._checked(number, cells)))

    def _checked(self, number: int, cells: dict) -> Iterator[tuple[str, Any]]:
        for name, cell in cells.items():
            column = self.data_set.by_name[name]
            value = cell
            if self.sheet.is_text:
                value = column.kind.from_cell(cell) if cell.strip() else None
            try:
                if column.write:
                    yield name, check(column, value)
                elif name == "language":
                    self._refuse_translation(number, column, value)
            except ValidationError as error:
                self._complain(number, name, error)

    def _refuse_translation(self, number: int, column: Column, value) -> None:
        if check(column, value) not in (None, source().tag):
            message = _("Only records in %(language)s can be imported. Translate in the workshop.")
            error = ValidationError(message, params={"language": source().name})
            self._complain(number, column.name, error)

    def _refuse_repeated(self, records: list[Record]) -> None:
        seen: dict[tuple, int] = {}
        for record in records:
            key = self._pages.key(record.values)
            if key[0] is None:
                continue
            first = seen.setdefault(key, record.number)
            if first != record.number:
                message = _("The same record as in row %(row)d.")
                error = ValidationError(message, params={"row": first})
                self._complain(record.number, self.data_set.key_columns[-1], error)

    # Writing them

    def _write(self, records: list[Record]) -> Iterator[Found]:
        """Create what is missing before anything refers to it; then write page by page."""
        for record in records:
            self._look_for(record)
        for found, rows in self._pages.grouped(records):
            before = len(self._problems)
            for record in rows:
                self._write_row(found, record)
            if len(self._problems) == before and any(row.changed for row in rows):
                self._save(found, rows[0].number)
                yield found

    def _look_for(self, record: Record) -> None:
        if self._has_problems(record):
            return
        for name in self._pages.missing(record.values):
            self._complain(record.number, name, _("Something has to stand here."))
        try:
            if self._pages.find(record.values) is None:
                self._create(record)
        except ValidationError as error:
            self._tell(record.number, error)

    def _create(self, record: Record) -> None:
        """Make a draft of what does not refer to other pages, which may be missing still."""
        page, section = self.data_set.new_page(), self.data_set.section
        if page is None or section is None:
            by_id, by_slug = self.data_set.page_columns
            wanted = record.values.get(by_id) or record.values.get(by_slug)
            message = _("There is no such record on the site: %(names)s.")
            raise ValidationError({by_id: ValidationError(message, params={"names": wanted})})
        if self.user and not section.permissions_for_user(self.user).can_add_subpage():
            raise ValidationError(_("You may not add records here."))
        page.locale, page.owner = section.locale, self.user
        for column in self._given(record):
            if not column.refers:
                self._write_cell(page, column, record)
        if self._has_problems(record):
            return
        page.full_clean(exclude=("path", "depth", "numchild", "content_type"))
        section.add_child(instance=page)
        self._pages.add(record.values, page)

    def _write_row(self, found: Found, record: Record) -> None:
        """Write what the file says and neither readers nor the latest draft have."""
        values, given = record.values, self._given(record)
        record.title = found.page.title
        rows = [row for page in found.versions if (row := self.data_set.row(page, values))]
        is_new = found.is_new or not rows
        wanted = [
            column
            for column in given
            if is_new or all(column.source_value(row) != values[column.name] for row in rows)
        ]
        record.changed = [column.name for column in wanted]
        if not wanted:
            return
        record.outcome = CREATED if is_new else CHANGED
        row = self.data_set.row(found.draft, values) or self.data_set.new_row(found.draft, values)
        agreed = [column for column in given if self._agrees(row, column, record)]
        for column in wanted:
            self._write_cell(row, column, record)
        self._compare(row, [*agreed, *wanted], record)

    def _compare(self, row, columns: list[Column], record: Record) -> None:
        """What was written has to say what the file says, or columns contradict each other."""
        if self._has_problems(record):
            return
        for column in columns:
            # What refers to something has been found; it may not be public yet.
            if not (column.refers or self._agrees(row, column, record)):
                message = _("This does not agree with other columns of the row.")
                self._complain(record.number, column.name, message)

    def _agrees(self, row, column: Column, record: Record) -> bool:
        return column.source_value(row) == record.values[column.name]

    def _given(self, record: Record) -> list[Column]:
        """The columns to be written; an empty cell is no reason to forget what identifies."""
        identity = (*self.data_set.page_columns, *self.data_set.key_columns)
        return [
            column
            for column in self.data_set.importable
            if record.values.get(column.name) is not None
            or (column.name in record.values and column.name not in identity)
        ]

    def _has_problems(self, record: Record) -> bool:
        return record.number in self._rows_with_problems

    def _write_cell(self, row, column: Column, record: Record) -> None:
        try:
            column.write(row, record.values[column.name])
        except ValidationError as error:
            self._complain(record.number, column.name, error)

    def _save(self, found: Found, number: int) -> None:
        try:
            self._ask_permission(found)
            found.save(self.user)
        except ValidationError as error:
            self._tell(number, error)

    def _ask_permission(self, found: Found) -> None:
        if self.publish and found.has_other_changes:
            raise ValidationError(_("There is a draft of this page that nobody has published yet."))
        if not self.user:
            return
        may = found.draft.permissions_for_user(self.user)
        if not may.can_edit() or may.page_locked():
            raise ValidationError(_("You may not change this page."))
        if self.publish and not may.can_publish():
            raise ValidationError(_("You may not publish this page."))

    def _publish(self) -> None:
        for found in self._written:
            found.revision.publish(user=self.user)

    def _tell(self, number: int, error: ValidationError) -> None:
        """Tell of each message in the column of the field that it is about."""
        if not hasattr(error, "error_dict"):
            self._complain(number, "", error)
            return
        columns = {column.field or column.name: column.name for column in self.data_set.columns}
        columns |= {"draft_title": "title"}  # Wagtail's copy of it for the editors' lists
        for name, errors in error.error_dict.items():
            column = "" if name == NON_FIELD_ERRORS else columns.get(name, name)
            for one in errors:
                self._complain(number, column, one)


def _place(problem: Problem) -> tuple[int, str]:
    return problem.row, problem.column
