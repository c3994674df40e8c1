"""The glossary as a CSV table for spreadsheets, written and read: one row for each form.

A term in the file gets exactly the forms of the file. Terms that are not in it stay unchanged.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale

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
    "status": gettext_lazy("“approved” or “forbidden”; empty means approved."),
}
BOOLEANS = {"yes": True, "no": False, "": False}
MAX_ROWS = 20_000
MAX_LENGTHS = {
    "term": GlossaryTerm._meta.get_field("text").max_length,
    "note": GlossaryTerm._meta.get_field("note").max_length,
    "form": GlossaryTermForm._meta.get_field("text").max_length,
}
# What a spreadsheet takes for the beginning of a formula. An apostrophe before it prevents that.
_FORMULA_START = re.compile(r"[=+\-@\t\r]")
_ESCAPED_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass(frozen=True)
class TermTableProblem:
    """A problem in one row. Rows are counted from 1, which is the heading."""

    row: int
    message: str


@dataclass
class TermRecord:
    """A term of the file. ``forms`` are tuples of language code, text and status."""

    row: int
    text: str
    category: str
    note: str
    needs_footnote: bool
    forms: list[tuple[str, str, str]] = field(default_factory=list)

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


class TermTableReader:
    """Reads a table and collects its problems. ``records`` are complete if there is none."""

    def __init__(self, text: str):
        self.problems: list[TermTableProblem] = []
        self._records: dict[str, TermRecord] = {}
        translated = Locale.objects.exclude(language_code=source_language().code)
        self._languages = set(translated.values_list("language_code", flat=True))
        try:
            self._read(text.removeprefix("\ufeff"))
        except csv.Error:
            self._add_problem(1, _("This is not a table in the CSV format."))

    @property
    def records(self) -> list[TermRecord]:
        return list(self._records.values())

    def _add_problem(self, row: int, message: str) -> None:
        self.problems.append(TermTableProblem(row, message))

    def _read(self, text: str) -> None:
        first_line = text.partition("\n")[0]
        delimiter = max(",;\t", key=first_line.count)
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        heading = [cell.strip().lower() for cell in next(lines, [])]
        missing = [name for name in TERM_TABLE_COLUMNS if name not in heading]
        if missing:
            message = ngettext(
                "This column is missing: %(names)s",
                "These columns are missing: %(names)s",
                len(missing),
            )
            self._add_problem(1, message % {"names": ", ".join(missing)})
            return
        for number, cells in enumerate(lines, start=2):
            if number > MAX_ROWS:
                self._add_problem(number, _("The table is too long. Divide it."))
                return
            if any(cell.strip() for cell in cells):
                values = dict(zip(heading, cells, strict=False))
                self._read_row(
                    number, {name: _clean(values.get(name)) for name in TERM_TABLE_COLUMNS}
                )

    def _read_row(self, number: int, row: dict[str, str]) -> None:
        messages = list(self._validate(row))
        for message in messages:
            self._add_problem(number, message)
        if messages:
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
            self._add_problem(number, message % {"row": first.row})
        if row["form"]:
            self._add_form(number, first, row)

    def _validate(self, row: dict[str, str]) -> Iterable[str]:
        if not row["term"]:
            yield _("The term is missing.")
        for name, most in MAX_LENGTHS.items():
            if len(row[name]) > most:
                yield _("Longer than %(most)d characters: %(name)s") % {"most": most, "name": name}
        if row["category"] not in TermCategory.values:
            yield _("“%(value)s” is not a category.") % {"value": row["category"]}
        if row["needs_footnote"].lower() not in BOOLEANS:
            yield _("“%(value)s” is neither “yes” nor “no”.") % {"value": row["needs_footnote"]}
        if row["status"] and row["status"] not in TermStatus.values:
            yield _("“%(value)s” is not a status.") % {"value": row["status"]}
        if row["language"] and row["language"] not in self._languages:
            yield _("“%(value)s” is not a language that is translated into.") % {
                "value": row["language"]
            }
        if bool(row["language"]) != bool(row["form"]):
            yield _("A language and a form go together: one of them is missing.")

    def _add_form(self, number: int, record: TermRecord, row: dict[str, str]) -> None:
        status = row["status"] or TermStatus.APPROVED.value
        for language, text, other in record.forms:
            if (language, text.casefold()) == (row["language"], row["form"].casefold()):
                self._add_problem(number, duplicate_form_message(status, other))
                return
        record.forms.append((row["language"], row["form"], status))


def duplicate_form_message(status: str, other: str) -> str:
    """Return the message about two forms with the same text in one language."""
    if status == other:
        return _("This form is there twice.")
    return _("The same form cannot be both approved and forbidden.")


def _clean(value: str | None) -> str:
    return _ESCAPED_FORMULA.sub("", " ".join((value or "").split()), count=1)
