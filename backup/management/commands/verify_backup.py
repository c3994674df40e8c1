from pathlib import Path

from django.core.management import BaseCommand, CommandError

from backup.archive import BackupArchive
from backup.refusals import BackupRefusedError


class Command(BaseCommand):
    help = "Read an archive completely, and tell whether it is undamaged. It needs no database."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", type=Path, help="file of the age key of an encrypted one")

    def handle(self, *args, archive, identity, **options):
        try:
            manifest = BackupArchive(archive, identity).verify()
        except BackupRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{archive} is undamaged: {len(manifest.checksums)} members of "
            f"{manifest.created_at}, version {manifest.site_version}, {manifest.database}."
        )
