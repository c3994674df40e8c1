import logging

from django.core.management import BaseCommand, CommandError

from recycle_bin.actions.purge import PurgeRecycledPages, entries_to_purge
from recycle_bin.actions.refusals import RecycleBinRefusedError

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Delete for ever the pages that were in the recycle bin for longer than its setting says. "
        "Run it every night. Each entry is deleted completely or not at all."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="only list what would be deleted"
        )

    def handle(self, *args, dry_run=False, **options):
        failed = []
        for entry in entries_to_purge():
            # Before the action, which erases the title.
            line = f"{entry.deleted_at:%Y-%m-%d} {entry.title} ({entry.pages.count()} pages)"
            if not dry_run and not self._purge(entry):
                failed.append(line)
                continue
            self.stdout.write(f"would delete: {line}" if dry_run else f"deleted: {line}")
        if failed:
            raise CommandError(f"Could not be deleted: {'; '.join(failed)}. See the log.")

    def _purge(self, entry) -> bool:
        """Purge one entry; return whether it is gone. An error does not stop the others."""
        try:
            PurgeRecycledPages(entry).execute()
        except RecycleBinRefusedError:
            return True  # restored or purged by somebody meanwhile
        except Exception:
            logger.exception("Entry %s of the recycle bin could not be purged", entry.pk)
            return False
        return True
