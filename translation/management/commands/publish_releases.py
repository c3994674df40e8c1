import logging

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from translation.actions.release import NotReadyError, Release
from translation.actions.remind_release import RemindCoordinators
from translation.models import ReleaseSet

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Release the sets whose time has come; tell the coordinators of those that are not "
        "complete. Run it every few minutes beside publish_scheduled; several nodes may."
    )

    def handle(self, *args, **options):
        due = ReleaseSet.objects.filter(released_at=None, release_at__lte=timezone.now())
        failed = [str(release_set) for release_set in due if not self._release(release_set)]
        if failed:
            raise CommandError(f"Could not be released: {', '.join(failed)}. See the log.")

    def _release(self, release_set: ReleaseSet) -> bool:
        """Release one set; whatever goes wrong, the others still have their turn."""
        try:
            Release(None, release_set).execute()
        except NotReadyError:
            RemindCoordinators(release_set).execute()
        except ReleaseSet.DoesNotExist:
            pass  # cancelled in the meantime
        except ValidationError as error:
            # Also where another node was first; then it is released, and there is nothing to tell.
            release_set.refresh_from_db()
            if not release_set.released_at:
                logger.error("%s: %s", release_set, " ".join(error.messages))
                return False
        except Exception:  # a broken set must not hold up the others
            logger.exception("Release set %s failed", release_set.pk)
            return False
        return True
