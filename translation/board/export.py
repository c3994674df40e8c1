"""The board as a spreadsheet: one row for each object and language, without pagination."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from translation.board.progress import ProgressCell, progress_cells
from translation.board.rows import BoardRow, BoardRows
from translation.choices import TranslationPriority

# What spreadsheet programs interpret as the beginning of a formula.
FORMULA_START = re.compile(r"[=+\-@\t\r\n]")
CHUNK_SIZE = 500


def escape_formula(text: str) -> str:
    """Quote a text that a spreadsheet program would interpret as a formula."""
    return f"'{text}" if FORMULA_START.match(text) else text


def remove_illegal_characters(text: str) -> str:
    """Remove characters that XLSX cannot contain. Its text cells are never formulas."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)


@dataclass(frozen=True)
class BoardExportRow:
    """One object in one language."""

    row: BoardRow
    cell: ProgressCell
    translator: str

    @property
    def title(self) -> str:
        return self.row.name

    @property
    def kind(self) -> str:
        return self.row.type_label

    @property
    def language(self) -> str:
        return self.cell.language.name

    @property
    def state(self) -> str:
        return str(self.cell.state.label)

    @property
    def flags(self) -> str:
        return ", ".join(str(mark.label) for mark in self.cell.flags)

    @property
    def deadline(self) -> date | None:
        return self.cell.assignment and self.cell.assignment.deadline

    @property
    def priority(self) -> str:
        if not self.cell.assignment:
            return ""
        return str(TranslationPriority(self.cell.assignment.priority).label)


class BoardExportMixin(SpreadsheetExportMixin):
    """Export to CSV and XLSX, with the filters of the board and in the person's language."""

    list_export = (
        "title",
        "kind",
        "language",
        "state",
        "flags",
        "cell.done.texts",
        "cell.total.texts",
        "cell.total.words",
        "cell.words_left",
        "deadline",
        "priority",
        "translator",
    )
    export_headings = {
        "title": _("Title"),
        "kind": _("Kind"),
        "language": _("Language"),
        "state": pgettext_lazy("of a translation", "State"),
        "flags": _("Remarks"),
        "cell.done.texts": _("Texts done"),
        "cell.total.texts": _("Texts"),
        "cell.total.words": _("Words"),
        "cell.words_left": _("Words to translate"),
        "deadline": _("Deadline"),
        "priority": _("Priority"),
        "translator": _("Translator"),
    }
    custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: {"csv": escape_formula, "xlsx": remove_illegal_characters},
    }

    def get(self, request, *args, **kwargs):
        if self.is_export:
            rows = self._export_rows(self.get_queryset())
            return self.as_spreadsheet(rows, request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_filename(self) -> str:
        return f"translations-{timezone.localdate():%Y-%m-%d}"

    def stream_csv(self, queryset):
        """Write all rows at once: while streaming, the person's language is no longer active."""
        return list(super().stream_csv(queryset))

    def _export_rows(self, rows: BoardRows) -> Iterator[BoardExportRow]:
        for start in range(0, rows.count(), CHUNK_SIZE):
            chunk = rows[start : start + CHUNK_SIZE]
            cells = progress_cells([row.key for row in chunk], self.chosen_locales)
            assignees = {cell.assignment.assignee for cell in cells.values() if cell.assignment}
            accounts = get_user_model().objects.in_bulk(assignees - {None})
            names = {pk: get_user_display_name(account) for pk, account in accounts.items()}
            for row in chunk:
                for locale in self.chosen_locales:
                    cell = cells[row.key, locale.pk]
                    translator = cell.assignment and names.get(cell.assignment.assignee)
                    yield BoardExportRow(row, cell, translator or "")
