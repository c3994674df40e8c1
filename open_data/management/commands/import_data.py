from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.imports.tables import RecordOutcome
from open_data.data_sets import all_data_sets, get_data_set
from open_data.import_files import read_import_table
from open_data.importing import DataSetImport


class Command(BaseCommand):
    help = (
        "Import records from a file of open data (CSV, JSON or XLSX). New and changed records "
        "become drafts. If the file has a problem, nothing is written."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", choices=[item.name for item in all_data_sets()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Report what would change.")
        parser.add_argument("--publish", action="store_true", help="Publish the imported records.")
        parser.add_argument("--user", help="The account that imports, with its permissions.")

    def handle(self, *args, name, file, dry_run, publish, user, **options):
        try:
            table = read_import_table(file.name, file.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        importing = DataSetImport(get_data_set(name), table, user=_account(user), publish=publish)
        report = importing.check() if dry_run else importing.execute()
        for problem in report.problems:
            self.stderr.write(f"row {problem.row}, {problem.column or '-'}: {problem.message}")
        if report.problems:
            raise CommandError(f"{len(report.problems)} problems. Nothing was written.")
        counts = (f"{report.count(outcome)} {outcome.value}" for outcome in RecordOutcome)
        self.stdout.write(("would be: " if dry_run else "") + ", ".join(counts))


def _account(name: str | None):
    if name is None:
        return None
    users = get_user_model().objects
    account = users.filter(**{users.model.USERNAME_FIELD: name}).first()
    if not account:
        raise CommandError(f"There is no account {name}.")
    return account
