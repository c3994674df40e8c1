from pathlib import Path

from django.core.management import BaseCommand, CommandError

from backup.actions.restore import RestoreBackup
from backup.archive import BackupArchive
from backup.refusals import BackupRefusedError


class Command(BaseCommand):
    help = (
        "Restore the database and the uploaded files from an archive. Stop the site before. "
        "The archive may come from SQLite or PostgreSQL."
    )

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", type=Path, help="file of the age key of an encrypted one")
        parser.add_argument(
            "--replace", action="store_true", help="replace a site that is in use, for ever"
        )

    def handle(self, *args, archive, identity, replace, **options):
        try:
            manifest = RestoreBackup(BackupArchive(archive, identity), replace).execute()
        except BackupRefusedError as error:
            raise CommandError(str(error)) from error
        for missing in manifest.missing_files:
            self.stderr.write(f"Not in the archive: {missing}")
        self.stdout.write(f"The site is restored as it was at {manifest.created_at}.")
