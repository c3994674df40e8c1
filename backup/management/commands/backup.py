from pathlib import Path

from django.core.management import BaseCommand, CommandError

from backup.actions.write import WriteBackup
from backup.refusals import BackupRefusedError


class Command(BaseCommand):
    help = (
        "Write the database and the uploaded files to one file in a folder, and read it again. "
        "Run it every night. The site can be used meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="an existing folder, on another disk")
        parser.add_argument(
            "--keep", type=int, metavar="NUMBER", help="delete all but this number of archives"
        )
        parser.add_argument(
            "--encrypt-to",
            action="append",
            default=[],
            metavar="RECIPIENT",
            help="encrypt with age for this public key; may be repeated",
        )

    def handle(self, *args, folder, keep, encrypt_to, **options):
        if keep is not None and keep < 1:
            raise CommandError("Keep at least one archive.")
        try:
            path, manifest = WriteBackup(folder, encrypt_to, keep).execute()
        except BackupRefusedError as error:
            raise CommandError(str(error)) from error
        for missing in manifest.missing_files:
            self.stderr.write(f"Not in the archive, since it does not exist: {missing}")
        self.stdout.write(f"{path} ({path.stat().st_size / 1_000_000:.1f} MB)")
