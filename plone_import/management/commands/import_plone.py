import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from plone_import.actions import ImportPloneExport, UndoPloneImport
from plone_import.export.archives import open_export
from plone_import.mapping import MAX_MAPPING_SIZE, read_mapping
from plone_import.models import PloneImport
from plone_import.reports import PloneImportReport


class Command(BaseCommand):
    help = (
        "Import the content of a Plone site from an export of collective.exportimport: a folder, "
        "a ZIP archive, or a JSON file with the other files beside it. All or nothing; what was "
        "imported before is not touched again. See docs/plone.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("export", type=Path, nargs="?")
        parser.add_argument("--mapping", type=Path, help="A TOML file: what becomes what.")
        parser.add_argument("--time-zone", default="", help="That of the events on the old site.")
        parser.add_argument("--dry-run", action="store_true", help="Report what would happen.")
        parser.add_argument("--result", help="Print only the objects with this result.")
        parser.add_argument("--report", type=Path, help="Write the report: .json or .csv.")
        parser.add_argument("--user", help="The account that imports; otherwise none.")
        parser.add_argument("--undo", type=int, metavar="NUMBER", help="Undo an earlier import.")

    def handle(self, *args, **options):
        try:
            self._handle(**options)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except OSError as error:
            raise CommandError(str(error)) from error

    def _handle(
        self, *, export, mapping, time_zone, dry_run, result, report, user, undo, **options
    ):
        account = _account(user)
        if undo is not None:
            self._undo(undo, account)
            return
        if export is None:
            raise CommandError("Name the export, or an import to undo.")
        text = _read(mapping)
        rules = read_mapping(text, time_zone)
        importing = ImportPloneExport(open_export(export), rules, account, self._progress)
        record = PloneImport(
            name=export.name[:255], mapping=text, time_zone=time_zone, requested_by=account
        )
        found = importing.check() if dry_run else importing.execute(record)
        self._print(found, result)
        if report:
            _write_report(report, found)
        if found.problems:
            raise CommandError("Nothing was imported:\n" + "\n".join(found.problems))
        if dry_run:
            self.stdout.write("Nothing was imported: this was a dry run.")
        elif record.pk:
            self.stdout.write(f"Imported. To undo it: import_plone --undo {record.pk}")
        else:
            self.stdout.write("There was nothing new to import.")

    def _undo(self, number: int, account) -> None:
        found = PloneImport.objects.filter(pk=number).first()
        if found is None:
            raise CommandError(f"There is no import {number}.")
        UndoPloneImport(found, account).execute()
        self.stdout.write(f"Import {number} is undone.")

    def _progress(self, step: str, done: int, total: int) -> None:
        # The first and the last, and some between them.
        if done in (0, 1, total) or done % 25 == 0:
            self.stderr.write(f"{step}: {done}/{total}")

    def _print(self, report: PloneImportReport, result: str | None) -> None:
        for row in report.rows:
            if result in (None, row.result):
                visibility = f" ({row.visibility_label})" if row.visibility else ""
                address = f" → {row.address}" if row.address else ""
                self.stdout.write(
                    f"{row.path} [{row.type}]: {row.result_label}{visibility}{address}"
                )
                for note in row.notes:
                    self.stdout.write(f"    {note}")
        for note in report.notes:
            self.stdout.write(f"* {note}")
        for kind, count in report.counts:
            self.stdout.write(f"{count:6} {kind.label} [{kind.value}]")
        self.stdout.write(f"{report.redirects:6} addresses redirected")


def _read(path: Path | None) -> str:
    if path is None:
        return ""
    with path.open("rb") as file:
        data = file.read(MAX_MAPPING_SIZE + 1)
    if len(data) > MAX_MAPPING_SIZE:
        raise CommandError("The mapping file is larger than 1 MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError("The mapping file is not written in UTF-8.") from error


def _write_report(path: Path, report: PloneImportReport) -> None:
    if path.suffix == ".csv":
        path.write_text(report.to_csv(), encoding="utf-8-sig")
    else:
        content = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
        path.write_text(content, encoding="utf-8")


def _account(name: str | None):
    if name is None:
        return None
    users = get_user_model().objects
    account = users.filter(**{users.model.USERNAME_FIELD: name}).first()
    if not account:
        raise CommandError(f"There is no account {name}.")
    return account
