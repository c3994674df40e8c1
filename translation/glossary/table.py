"""The glossary as a CSV table for spreadsheets, written and read: one row for each form.

A term in the file gets exactly the forms of the file. Terms that are not in it stay unchanged.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale

from core.imports import MEBIBYTE
from core.imports.actions import ImportProblem
from core.imports.tables import RecordOutcome, csv_lines, numbered_rows
from core.languages import source_language
from translation.choices import TermCategory, TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

TERM_TABLE_COLUMNS = {
    "term": gettext_lazy("The expression in the source language, repeated on each of its rows."),
    "category": gettext_lazy("One of: institution, designation, title, treaty, subject."),
    "note": gettext_lazy("For translators; may be empty."),
    "needs_footnote": gettext_lazy("“yes” or “no”."),
    "language": gettext_lazy("The language's code; empty for a term without forms."),
    "form": gettext_lazy("What the term is called in that language."),
    "status": gettext_lazy("“approved”, “forbidden” or “proposed”; empty means approved."),
}
BOOLEANS = {"yes": True, "no": False, "": False}
MAX_FILE_SIZE = MEBIBYTE
MAX_LENGTHS = {
    "term": GlossaryTerm._meta.get_field("text").max_length,
    "note": GlossaryTerm._meta.get_field("note").max_length,
    "form": GlossaryTermForm._meta.get_field("text").max_length,
}
# What a spreadsheet takes for the beginning of a formula. An apostrophe before it prevents that.
_FORMULA_START = re.compile(r"[=+\-@\t\r]")
_ESCAPED_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass
class TermRecord:
    """A term of the file. ``forms`` are tuples of language code, text and status."""

    row: int
    text: str
    category: str
    note: str
    needs_footnote: bool
    forms: list[tuple[str, str, str]] = field(default_factory=list)
    outcome: RecordOutcome = RecordOutcome.UNCHANGED

    def __str__(self):
        return self.text

    @property
    def fields(self) -> tuple:
        return self.text, self.category, self.note, self.needs_footnote


def write_term_table(terms: Iterable[GlossaryTerm]) -> str:
    """Return the terms as CSV. Their forms and the locales of these must be prefetched."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(TERM_TABLE_COLUMNS)
    for term in terms:
        shared = [term.text, term.category, term.note, "yes" if term.needs_footnote else "no"]
        rows = [
            [*shared, form.locale.language_code, form.text, form.status]
            for form in term.forms.all()
        ]
        for row in rows or [[*shared, "", "", ""]]:
            writer.writerow([f"'{cell}" if _FORMULA_START.match(cell) else cell for cell in row])
    return output.getvalue()


def read_term_table(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a CSV file with their numbers in a spreadsheet.

    Raise ``ValidationError`` if it is no table of terms or too large.
    """
    if len(data) > MAX_FILE_SIZE:
        raise ValidationError(_("The file is larger than 1 MB. Divide it."))
    lines = csv_lines(data)
    heading = [cell.strip().lower() for cell in next(lines, [])]
    missing = [name for name in TERM_TABLE_COLUMNS if name not in heading]
    if missing:
        message = ngettext(
            "This column is missing: %(names)s",
            "These columns are missing: %(names)s",
            len(missing),
        )
        raise ValidationError(message, params={"names": ", ".join(missing)})
    rows = []
    for number, cells in numbered_rows(lines):
        values = dict(zip(heading, cells, strict=False))
        rows.append((number, {name: _clean(values.get(name)) for name in TERM_TABLE_COLUMNS}))
    return rows


class TermTableReader:
    """Makes terms of rows and collects problems. ``records`` are complete if there is none."""

    def __init__(self, rows: Iterable[tuple[int, dict[str, str]]]):
        self.problems: list[ImportProblem] = []
        self._records: dict[str, TermRecord] = {}
        translated = Locale.objects.exclude(language_code=source_language().code)
        self._languages = set(translated.values_list("language_code", flat=True))
        for number, row in rows:
            self._read_row(number, row)

    @property
    def records(self) -> list[TermRecord]:
        return list(self._records.values())

    def _read_row(self, number: int, row: dict[str, str]) -> None:
        problems = [ImportProblem(number, *problem) for problem in self._validate(row)]
        self.problems += problems
        if problems:
            return
        record = TermRecord(
            number,
            row["term"],
            row["category"],
            row["note"],
            BOOLEANS[row["needs_footnote"].lower()],
        )
        first = self._records.setdefault(row["term"].casefold(), record)
        if first.fields != record.fields:
            message = _("Category, note or footnote differ from those in row %(row)d.")
            self.problems.append(ImportProblem(number, message % {"row": first.row}))
        if row["form"]:
            self._add_form(number, first, row)

    def _validate(self, row: dict[str, str]) -> Iterable[tuple[str, str]]:
        """Yield the message and the column of each problem."""
        if not row["term"]:
            yield _("The term is missing."), "term"
        for name, most in MAX_LENGTHS.items():
            if len(row[name]) > most:
                message = _("Longer than %(most)d characters: %(name)s")
                yield message % {"most": most, "name": name}, name
        if row["category"] not in TermCategory.values:
            yield _("“%(value)s” is not a category.") % {"value": row["category"]}, "category"
        if row["needs_footnote"].lower() not in BOOLEANS:
            message = _("“%(value)s” is neither “yes” nor “no”.")
            yield message % {"value": row["needs_footnote"]}, "needs_footnote"
        if row["status"] and row["status"] not in TermStatus.values:
            yield _("“%(value)s” is not a status.") % {"value": row["status"]}, "status"
        if row["language"] and row["language"] not in self._languages:
            message = _("“%(value)s” is not a language that is translated into.")
            yield message % {"value": row["language"]}, "language"
        if bool(row["language"]) != bool(row["form"]):
            yield _("A language and a form go together: one of them is missing."), ""

    def _add_form(self, number: int, record: TermRecord, row: dict[str, str]) -> None:
        status = row["status"] or TermStatus.APPROVED.value
        for language, text, other in record.forms:
            if (language, text.casefold()) == (row["language"], row["form"].casefold()):
                message = duplicate_form_message(status, other)
                self.problems.append(ImportProblem(number, message, "form"))
                return
        record.forms.append((row["language"], row["form"], status))


def duplicate_form_message(status: str, other: str) -> str:
    """Return the message about two forms with the same text in one language."""
    if status == other:
        return _("This form is there twice.")
    if TermStatus.PROPOSED in (status, other):
        return _("This form is there already. Delete the proposal.")
    return _("The same form cannot be both approved and forbidden.")


def _clean(value: str | None) -> str:
    return _ESCAPED_FORMULA.sub("", " ".join((value or "").split()), count=1)
