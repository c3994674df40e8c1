import logging
from collections.abc import Callable
from functools import partial

from django.core.management import BaseCommand, CommandError

from core.orphaned_files import orphaned_files, unfinished_uploads

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Delete the files of uploads that were killed, and what was left in the forms for several "
        "pictures or documents, after a day. Run it every night."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="only list what would be deleted"
        )

    def handle(self, *args, dry_run=False, **options):
        failed = []
        for upload in unfinished_uploads():
            self._delete(upload.file.path, upload.delete, dry_run, failed)
        # The files of deleted rows are among these.
        for path in orphaned_files():
            self._delete(str(path), partial(path.unlink, missing_ok=True), dry_run, failed)
        if failed:
            raise CommandError(f"Could not be deleted: {'; '.join(failed)}. See the log.")

    def _delete(self, path: str, delete: Callable, dry_run: bool, failed: list[str]) -> None:
        """Delete one file or row; an error does not stop the others."""
        try:
            if not dry_run:
                delete()
        except Exception:
            logger.exception("%s could not be deleted", path)
            failed.append(path)
            return
        self.stdout.write(f"would delete: {path}" if dry_run else f"deleted: {path}")
