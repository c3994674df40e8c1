from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.open_data.data_sets import all_data_sets, data_set
from core.open_data.importing import Import
from core.open_data.reading import read_sheet
from core.open_data.reports import CHANGED, CREATED, UNCHANGED


class Command(BaseCommand):
    help = (
        "Import records from a file of open data (CSV, JSON or XLSX). New and changed records "
        "become drafts. With a problem in the file, nothing is written."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", choices=[known.name for known in all_data_sets()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Say what would change.")
        parser.add_argument("--publish", action="store_true", help="Publish what was imported.")
        parser.add_argument("--user", help="The account to import as, and whose rights hold.")

    def handle(self, *args, name, file, dry_run, publish, user, **options):
        try:
            sheet = read_sheet(file.name, file.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        importing = Import(data_set(name), sheet, user=_account(user), publish=publish)
        report = importing.check() if dry_run else importing.execute()
        for problem in report.problems:
            self.stderr.write(f"row {problem.row}, {problem.column or '-'}: {problem.message}")
        if report.problems:
            raise CommandError(f"{len(report.problems)} problems. Nothing was written.")
        counts = (f"{report.count(each)} {each}" for each in (CREATED, CHANGED, UNCHANGED))
        self.stdout.write(("would be: " if dry_run else "") + ", ".join(counts))


def _account(name: str | None):
    if name is None:
        return None
    users = get_user_model().objects
    found = users.filter(**{users.model.USERNAME_FIELD: name}).first()
    if not found:
        raise CommandError(f"There is no account {name}.")
    return found
