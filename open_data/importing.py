"""The import of a table into a data set.

Pages are changed as in the page editor: by a revision in the source language, which stays a draft
unless it is to be published. Only cells that differ from the site are written. The preview is an
import that is rolled back, so that both report the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from core.imports.actions import ImportProblem, ImportWithPreview, state_fingerprint
from core.imports.tables import RecordOutcome, TableImportReport
from core.languages import source_language
from core.request_cache import new_request_cache

from .columns import DataColumn
from .data_sets import DataSet
from .import_files import ImportTable
from .page_matching import MatchedPage, PageMatcher
from .value_types import clean_value


@dataclass
class ImportRecord:
    """A row of the file: its cleaned values, and the outcome of its import.

    ``title``: that of the page before the import.
    """

    number: int
    values: dict[str, Any]
    title: str = ""
    outcome: RecordOutcome = RecordOutcome.UNCHANGED
    changed: list[str] = field(default_factory=list)


class DataSetImport(ImportWithPreview):
    """The import of a table into a data set, with the permissions of ``user``, if there is one."""

    def __init__(self, data_set: DataSet, table: ImportTable, user=None, publish: bool = False):
        self.name = f"open_data.{data_set.name}"
        self.data_set = data_set
        self.table = table
        self.user = user
        self.publish = publish

    def build_report(self) -> TableImportReport:
        """Save the drafts; ``write`` only publishes them."""
        self._problems: dict[ImportProblem, None] = {}  # each once, in order
        self._rows_with_problems: set[int] = set()
        with new_request_cache():
            records = []
            if self._check_header():
                records = [
                    ImportRecord(number, dict(self._clean_cells(number, cells)))
                    for number, cells in self.table.rows
                ]
            self._pages = PageMatcher(self.data_set, records)
            self._check_repeated_records(records)
            self._saved = list(self._save_drafts(records))
        problems = sorted(self._problems, key=lambda problem: (problem.row, problem.column))
        return TableImportReport(
            problems=problems, records=records, fingerprint=self._fingerprint(records)
        )

    def write(self, report: TableImportReport) -> None:
        if self.publish:
            for matched in self._saved:
                matched.revision.publish(user=self.user)

    def _fingerprint(self, records: list[ImportRecord]) -> str:
        compared = [
            (
                record.number,
                record.outcome,
                record.changed,
                self._pages.base_revision_id(record.values),
            )
            for record in records
        ]
        return state_fingerprint(compared)

    def _add_problem(self, row: int, column: str, error) -> None:
        """Record a message, or all messages of a ``ValidationError``."""
        for message in ValidationError(error).messages:
            self._problems[ImportProblem(row, message, column)] = None
        self._rows_with_problems.add(row)

    def _add_validation_error(self, row: int, error: ValidationError) -> None:
        """Record each message of an error in the column of its field."""
        if not hasattr(error, "error_dict"):
            self._add_problem(row, "", error)
            return
        columns = {
            column.model_field or column.name: column.name for column in self.data_set.columns
        }
        columns |= {"draft_title": "title"}  # Wagtail's copy for listings in the admin
        for name, errors in error.error_dict.items():
            column = "" if name == NON_FIELD_ERRORS else columns.get(name, name)
            for item in errors:
                self._add_problem(row, column, item)

    # Reading the rows

    def _check_header(self) -> bool:
        """Report columns that the data set does not have once, and not for each row."""
        names = self.table.columns
        if self.table.data_set_name not in ("", self.data_set.name):
            self._add_problem(1, "name", _("The file holds another data set."))
            return False
        for name in names:
            if name not in self.data_set.columns_by_name:
                self._add_problem(1, name, _("There is no such column."))
        if not set(names) & set(self.data_set.page_columns):
            self._add_problem(1, "", _("The row does not identify a record."))
        return not self._problems

    def _clean_cells(self, row: int, cells: dict) -> Iterator[tuple[str, Any]]:
        for name, cell in cells.items():
            column = self.data_set.columns_by_name[name]
            value = cell
            if self.table.is_text:
                value = column.value_type.from_cell(cell) if cell.strip() else None
            try:
                if column.write:
                    yield name, clean_value(column, value)
                elif name == "language":
                    self._check_language(column, value)
            except ValidationError as error:
                self._add_problem(row, name, error)

    def _check_language(self, column: DataColumn, value) -> None:
        if clean_value(column, value) not in (None, source_language().tag):
            message = _(
                "Only records in %(language)s can be imported. Translate in the translation app."
            )
            raise ValidationError(message, params={"language": source_language().name})

    def _check_repeated_records(self, records: list[ImportRecord]) -> None:
        rows: dict[tuple, int] = {}
        for record in records:
            key = self._pages.record_key(record.values)
            if key[0] is None:
                continue
            first = rows.setdefault(key, record.number)
            if first != record.number:
                message = _("The same record as in row %(row)d.")
                error = ValidationError(message, params={"row": first})
                self._add_problem(record.number, self.data_set.key_columns[-1], error)

    # Writing the records

    def _save_drafts(self, records: list[ImportRecord]) -> Iterator[MatchedPage]:
        """Create all missing pages, which other rows may refer to; then write page by page."""
        for record in records:
            self._find_or_create_page(record)
        for matched, rows in self._pages.group_by_page(records):
            before = len(self._problems)
            for record in rows:
                self._write_row(matched, record)
            if len(self._problems) == before and any(row.changed for row in rows):
                self._save_page(matched, rows[0].number)
                yield matched

    def _find_or_create_page(self, record: ImportRecord) -> None:
        if self._has_problems(record):
            return
        for name in self._pages.missing_key_columns(record.values):
            self._add_problem(record.number, name, _("A value is required here."))
        try:
            if self._pages.find(record.values) is None:
                self._create_page(record)
        except ValidationError as error:
            self._add_validation_error(record.number, error)

    def _create_page(self, record: ImportRecord) -> None:
        """Create a draft, without the columns that may refer to pages not created yet."""
        page, section = self.data_set.new_page(), self.data_set.section
        if page is None or section is None:
            id_column, slug_column = self.data_set.page_columns
            name = record.values.get(id_column) or record.values.get(slug_column)
            message = _("There is no such record on the site: %(names)s.")
            raise ValidationError({id_column: ValidationError(message, params={"names": name})})
        if self.user and not section.permissions_for_user(self.user).can_add_subpage():
            raise ValidationError(_("You may not add records here."))
        page.locale, page.owner = section.locale, self.user
        for column in self._given_columns(record):
            if not column.references_pages:
                self._write_cell(page, column, record)
        if self._has_problems(record):
            return
        page.full_clean(exclude=("path", "depth", "numchild", "content_type"))
        section.add_child(instance=page)
        self._pages.add_new_page(page)

    def _write_row(self, matched: MatchedPage, record: ImportRecord) -> None:
        """Write the cells that differ both from the published page and from the latest draft."""
        values, given = record.values, self._given_columns(record)
        record.title = matched.page.title
        pages = matched.published_and_draft
        rows = [row for page in pages if (row := self.data_set.find_row(page, values))]
        is_new = matched.is_new or not rows
        to_write = [
            column
            for column in given
            if is_new or not any(self._has_value(row, column, record) for row in rows)
        ]
        record.changed = [column.name for column in to_write]
        if not to_write:
            return
        record.outcome = RecordOutcome.CREATED if is_new else RecordOutcome.CHANGED
        row = self.data_set.find_row(matched.draft, values)
        row = row or self.data_set.new_row(matched.draft, values)
        unchanged = [column for column in given if self._has_value(row, column, record)]
        for column in to_write:
            self._write_cell(row, column, record)
        self._check_written(row, [*unchanged, *to_write], record)

    def _check_written(self, row, columns: list[DataColumn], record: ImportRecord) -> None:
        """Report columns that contradict each other: writing one has changed another."""
        if self._has_problems(record):
            return
        for column in columns:
            # A page that was referred to exists, but may not be public yet.
            if not (column.references_pages or self._has_value(row, column, record)):
                message = _("This does not agree with other columns of the row.")
                self._add_problem(record.number, column.name, message)

    def _has_value(self, row, column: DataColumn, record: ImportRecord) -> bool:
        return column.source_value(row) == record.values[column.name]

    def _given_columns(self, record: ImportRecord) -> list[DataColumn]:
        """Return the columns to write. An empty cell does not remove what identifies a record."""
        identity = (*self.data_set.page_columns, *self.data_set.key_columns)
        return [
            column
            for column in self.data_set.importable_columns
            if record.values.get(column.name) is not None
            or (column.name in record.values and column.name not in identity)
        ]

    def _has_problems(self, record: ImportRecord) -> bool:
        return record.number in self._rows_with_problems

    def _write_cell(self, row, column: DataColumn, record: ImportRecord) -> None:
        try:
            column.write(row, record.values[column.name])
        except ValidationError as error:
            self._add_problem(record.number, column.name, error)

    def _save_page(self, matched: MatchedPage, row: int) -> None:
        try:
            self._check_permissions(matched)
            matched.save(self.user)
        except ValidationError as error:
            self._add_validation_error(row, error)

    def _check_permissions(self, matched: MatchedPage) -> None:
        if self.publish and matched.has_other_changes:
            raise ValidationError(_("There is a draft of this page that nobody has published yet."))
        if not self.user:
            return
        permissions = matched.draft.permissions_for_user(self.user)
        if not permissions.can_edit() or permissions.page_locked():
            raise ValidationError(_("You may not change this page."))
        if self.publish and not permissions.can_publish():
            raise ValidationError(_("You may not publish this page."))
