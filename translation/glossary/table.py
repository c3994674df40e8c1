"""The glossary as a CSV table for spreadsheets, written and read: one row for each form.

A term in the file gets exactly the forms and the definitions of the file. A definition is on one
row of its language, which needs no form. Terms that are not in the file stay unchanged, and so does
what readers see of a term if the file has no column of it.
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
from translation.models.glossary import (
    MAX_DEFINITION_LENGTH,
    GlossaryTerm,
    GlossaryTermForm,
)

TERM_TABLE_COLUMNS = {
    "term": gettext_lazy("The expression in the source language, repeated on each of its rows."),
    "category": gettext_lazy("One of: institution, designation, title, treaty, subject."),
    "note": gettext_lazy("For translators; may be empty."),
    "needs_footnote": gettext_lazy("“yes” or “no”."),
    "language": gettext_lazy(
        "The language's code; empty for a term without forms and definitions."
    ),
    "form": gettext_lazy("What the term is called in that language."),
    "status": gettext_lazy("“approved”, “forbidden” or “proposed”; empty means approved."),
    "public": gettext_lazy("“yes” or “no”. Without this column, it stays as it is."),
    "definition": gettext_lazy(
        "What the term means, in that language. Without this column, definitions stay as they are."
    ),
}
OPTIONAL_COLUMNS = ("public", "definition")
BOOLEANS = {"yes": True, "no": False, "": False}
MAX_FILE_SIZE = MEBIBYTE
MAX_LENGTHS = {
    "term": GlossaryTerm._meta.get_field("text").max_length,
    "note": GlossaryTerm._meta.get_field("note").max_length,
    "form": GlossaryTermForm._meta.get_field("text").max_length,
    "definition": MAX_DEFINITION_LENGTH,
}
# What a spreadsheet takes for the beginning of a formula. An apostrophe before it prevents that.
_FORMULA_START = re.compile(r"[=+\-@\t\r]")
_ESCAPED_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass
class TermRecord:
    """A term of the file.

    ``is_public`` and ``definitions``: ``None`` if the file has no column of it.
    ``definitions``: by language code.
    ``forms``: tuples of language code, text and status.
    """

    row: int
    text: str
    category: str
    note: str
    needs_footnote: bool
    is_public: bool | None
    definitions: dict[str, str] | None
    forms: list[tuple[str, str, str]] = field(default_factory=list)
    outcome: RecordOutcome = RecordOutcome.UNCHANGED

    def __str__(self):
        return self.text

    @property
    def fields(self) -> tuple:
        return self.text, self.category, self.note, self.needs_footnote, self.is_public


def write_term_table(terms: Iterable[GlossaryTerm]) -> str:
    """Return the terms as CSV. Their forms and the locales of these must be prefetched."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(TERM_TABLE_COLUMNS)
    for term in terms:
        shared = [term.text, term.category, term.note, _yes_or_no(term.needs_footnote)]
        public = _yes_or_no(term.is_public)
        for code, form, status, definition in _rows_of_languages(term):
            row = [*shared, code, form, status, public, definition]
            writer.writerow([f"'{cell}" if _FORMULA_START.match(cell) else cell for cell in row])
    return output.getvalue()


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def _rows_of_languages(term: GlossaryTerm) -> list[tuple[str, str, str, str]]:
    """Return languages, forms, statuses and definitions, each definition once."""
    definitions = {code: single_spaced(text) for code, text in term.definition_texts.items()}
    rows = [
        (code, form.text, form.status, definitions.pop(code, ""))
        for form in term.forms.all()
        for code in (form.locale.language_code,)
    ]
    others = [(code, "", "", text) for code, text in definitions.items()]
    return [*others, *rows] or [("", "", "", "")]


def single_spaced(text: str) -> str:
    """Return a text as the table has it, with one space in place of each line break."""
    return " ".join(text.split())


def read_term_table(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a CSV file with their numbers in a spreadsheet.

    Raise ``ValidationError`` if it is no table of terms or too large.
    """
    if len(data) > MAX_FILE_SIZE:
        raise ValidationError(_("The file is larger than 1 MB. Divide it."))
    lines = csv_lines(data)
    heading = [cell.strip().lower() for cell in next(lines, [])]
    required = [name for name in TERM_TABLE_COLUMNS if name not in OPTIONAL_COLUMNS]
    missing = [name for name in required if name not in heading]
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
        names = [name for name in TERM_TABLE_COLUMNS if name in heading]
        rows.append((number, {name: _clean(values.get(name)) for name in names}))
    return rows


class TermTableReader:
    """Makes terms of rows and collects problems. ``records`` are complete if there is none."""

    def __init__(self, rows: Iterable[tuple[int, dict[str, str]]]):
        self.problems: list[ImportProblem] = []
        self._records: dict[str, TermRecord] = {}
        self._languages = set(Locale.objects.values_list("language_code", flat=True))
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
            BOOLEANS[row["public"].lower()] if "public" in row else None,
            {} if "definition" in row else None,
        )
        first = self._records.setdefault(row["term"].casefold(), record)
        if first.fields != record.fields:
            message = _("What is said of the whole term differs from row %(row)d.")
            self.problems.append(ImportProblem(number, message % {"row": first.row}))
        if row["form"]:
            self._add_form(number, first, row)
        if row.get("definition"):
            self._add_definition(number, first, row)

    def _validate(self, row: dict[str, str]) -> Iterable[tuple[str, str]]:
        """Yield the message and the column of each problem."""
        if not row["term"]:
            yield _("The term is missing."), "term"
        for name, most in MAX_LENGTHS.items():
            if len(row.get(name, "")) > most:
                message = _("Longer than %(most)d characters: %(name)s")
                yield message % {"most": most, "name": name}, name
        if row["category"] not in TermCategory.values:
            yield _("“%(value)s” is not a category.") % {"value": row["category"]}, "category"
        for name in ("needs_footnote", "public"):
            if row.get(name, "").lower() not in BOOLEANS:
                yield _("“%(value)s” is neither “yes” nor “no”.") % {"value": row[name]}, name
        if row["status"] and row["status"] not in TermStatus.values:
            yield _("“%(value)s” is not a status.") % {"value": row["status"]}, "status"
        yield from self._validate_language(row)

    def _validate_language(self, row: dict[str, str]) -> Iterable[tuple[str, str]]:
        language, definition = row["language"], row.get("definition", "")
        is_translated = language in self._languages and language != source_language().code
        if language and not is_translated and (row["form"] or language not in self._languages):
            message = _("“%(value)s” is not a language that is translated into.")
            yield message % {"value": language}, "language"
        if bool(language) != bool(row["form"] or definition):
            yield (
                (
                    _("A language goes with a form or a definition: one of them is missing.")
                    if "definition" in row
                    else _("A language and a form go together: one of them is missing.")
                ),
                "",
            )

    def _add_form(self, number: int, record: TermRecord, row: dict[str, str]) -> None:
        status = row["status"] or TermStatus.APPROVED.value
        for language, text, other in record.forms:
            if (language, text.casefold()) == (row["language"], row["form"].casefold()):
                message = duplicate_form_message(status, other)
                self.problems.append(ImportProblem(number, message, "form"))
                return
        record.forms.append((row["language"], row["form"], status))

    def _add_definition(self, number: int, record: TermRecord, row: dict[str, str]) -> None:
        known = record.definitions.setdefault(row["language"], row["definition"])
        if known != row["definition"]:
            message = _("The term has another definition in this language already.")
            self.problems.append(ImportProblem(number, message, "definition"))


def duplicate_form_message(status: str, other: str) -> str:
    """Return the message about two forms with the same text in one language."""
    if status == other:
        return _("This form is there twice.")
    if TermStatus.PROPOSED in (status, other):
        return _("This form is there already. Delete the proposal.")
    return _("The same form cannot be both approved and forbidden.")


def _clean(value: str | None) -> str:
    return _ESCAPED_FORMULA.sub("", single_spaced(value or ""), count=1)
