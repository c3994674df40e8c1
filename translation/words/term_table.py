"""The agreed terms as a table for spreadsheets: one row for each form, out and in again.

A term in the file gets exactly the forms that stand there; terms that are not in it stay.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale

from core.languages import source
from translation.choices import TermCategory, TermStatus
from translation.models.terms import Term, TermForm

COLUMNS = {
    "term": gettext_lazy("The expression in the source language, repeated on each of its rows."),
    "category": gettext_lazy("One of: institution, designation, title, treaty, subject."),
    "note": gettext_lazy("For translators; may be empty."),
    "needs_footnote": gettext_lazy("“yes” or “no”."),
    "language": gettext_lazy("The language's code; empty for a term without forms."),
    "form": gettext_lazy("What the term is called in that language."),
    "status": gettext_lazy("“approved” or “forbidden”; empty means approved."),
}
ANSWERS = {"yes": True, "no": False, "": False}
MOST_ROWS = 20_000
LONGEST = {
    "term": Term._meta.get_field("text").max_length,
    "note": Term._meta.get_field("note").max_length,
    "form": TermForm._meta.get_field("text").max_length,
}
# What a spreadsheet takes for the beginning of a formula; an apostrophe before it prevents that.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass(frozen=True)
class TableProblem:
    """What is wrong in one row, counted as a spreadsheet does; the first is the heading."""

    row: int
    message: str


@dataclass
class Record:
    """A term of the file: its fields, and its forms as (language code, text, status)."""

    row: int
    text: str
    category: str
    note: str
    needs_footnote: bool
    forms: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def fields(self) -> tuple:
        return self.text, self.category, self.note, self.needs_footnote


def write_table(terms: Iterable[Term]) -> str:
    """The terms as CSV; they need their forms, and these their locales, prefetched."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for term in terms:
        shared = [term.text, term.category, term.note, "yes" if term.needs_footnote else "no"]
        rows = [
            [*shared, form.locale.language_code, form.text, form.status]
            for form in term.forms.all()
        ]
        for row in rows or [[*shared, "", "", ""]]:
            writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
    return written.getvalue()


class TableReader:
    """Reads a table and gathers every problem in it; ``records`` are complete if there is none."""

    def __init__(self, text: str):
        self.problems: list[TableProblem] = []
        self._records: dict[str, Record] = {}
        translated = Locale.objects.exclude(language_code=source().code)
        self._languages = set(translated.values_list("language_code", flat=True))
        try:
            self._read(text.removeprefix("\ufeff"))
        except csv.Error:
            self._complain(1, _("This is not a table in the CSV format."))

    @property
    def records(self) -> list[Record]:
        return list(self._records.values())

    def _complain(self, row: int, message: str) -> None:
        self.problems.append(TableProblem(row, message))

    def _read(self, text: str) -> None:
        first_line = text.partition("\n")[0]
        delimiter = max(",;\t", key=first_line.count)
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        heading = [cell.strip().lower() for cell in next(lines, [])]
        missing = [name for name in COLUMNS if name not in heading]
        if missing:
            message = ngettext(
                "This column is missing: %(names)s",
                "These columns are missing: %(names)s",
                len(missing),
            )
            self._complain(1, message % {"names": ", ".join(missing)})
            return
        for number, cells in enumerate(lines, start=2):
            if number > MOST_ROWS:
                self._complain(number, _("The table is too long. Divide it."))
                return
            if any(cell.strip() for cell in cells):
                values = dict(zip(heading, cells, strict=False))
                self._read_row(number, {name: _cell(values.get(name)) for name in COLUMNS})

    def _read_row(self, number: int, row: dict[str, str]) -> None:
        found = list(self._wrong(row))
        for message in found:
            self._complain(number, message)
        if found:
            return
        record = Record(
            number,
            row["term"],
            row["category"],
            row["note"],
            ANSWERS[row["needs_footnote"].lower()],
        )
        known = self._records.setdefault(row["term"].casefold(), record)
        if known.fields != record.fields:
            message = _("Category, note or footnote differ from those in row %(row)d.")
            self._complain(number, message % {"row": known.row})
        if row["form"]:
            self._add_form(number, known, row)

    def _wrong(self, row: dict[str, str]) -> Iterable[str]:
        if not row["term"]:
            yield _("The term is missing.")
        for name, most in LONGEST.items():
            if len(row[name]) > most:
                yield _("Longer than %(most)d characters: %(name)s") % {"most": most, "name": name}
        if row["category"] not in TermCategory.values:
            yield _("“%(value)s” is not a category.") % {"value": row["category"]}
        if row["needs_footnote"].lower() not in ANSWERS:
            yield _("“%(value)s” is neither “yes” nor “no”.") % {"value": row["needs_footnote"]}
        if row["status"] and row["status"] not in TermStatus.values:
            yield _("“%(value)s” is not a status.") % {"value": row["status"]}
        if row["language"] and row["language"] not in self._languages:
            yield _("“%(value)s” is not a language that is translated into.") % {
                "value": row["language"]
            }
        if bool(row["language"]) != bool(row["form"]):
            yield _("A language and a form go together: one of them is missing.")

    def _add_form(self, number: int, record: Record, row: dict[str, str]) -> None:
        status = row["status"] or TermStatus.APPROVED.value
        for language, text, other in record.forms:
            if (language, text.casefold()) == (row["language"], row["form"].casefold()):
                self._complain(number, clash(status, other))
                return
        record.forms.append((row["language"], row["form"], status))


def clash(status: str, other: str) -> str:
    """What is wrong with two forms of the same words in one language."""
    if status == other:
        return _("This form is there twice.")
    return _("The same words cannot be both approved and forbidden.")


def _cell(value: str | None) -> str:
    return _GUARDED.sub("", " ".join((value or "").split()), count=1)
