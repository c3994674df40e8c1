"""Publish the release sets that are due."""

import logging

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from translation.models import ReleaseSet
from translation.releases.actions import PublishReleaseSet, ReleaseNotReadyError
from translation.releases.reminders import RemindReleaseCoordinators

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Publish the release sets that are due, and notify the coordinators of those that are not "
        "ready. Run it every few minutes, like publish_scheduled; several nodes may run it."
    )

    def handle(self, *args, **options):
        due = ReleaseSet.objects.of_site().filter(released_at=None, release_at__lte=timezone.now())
        failed = [str(release_set) for release_set in due if not self._release(release_set)]
        if failed:
            raise CommandError(f"Could not be released: {', '.join(failed)}. See the log.")

    def _release(self, release_set: ReleaseSet) -> bool:
        """Publish one set; return whether it succeeded. An error does not stop the other sets."""
        try:
            return self._publish_or_remind(release_set)
        except ReleaseSet.DoesNotExist:
            return True  # cancelled in the meantime
        except Exception:  # an error in one set must not stop the others
            logger.exception("Release set %s failed", release_set.pk)
            return False

    def _publish_or_remind(self, release_set: ReleaseSet) -> bool:
        try:
            PublishReleaseSet(None, release_set).execute()
        except ReleaseNotReadyError:
            RemindReleaseCoordinators(release_set).execute()
        except ValidationError as error:
            # No error if another node has published the set meanwhile, or somebody postponed it.
            release_set.refresh_from_db()
            if release_set.is_due and not release_set.released_at:
                logger.error("%s: %s", release_set, " ".join(error.messages))
                return False
        return True
