"""Publish and unpublish what is due. Replaces Wagtail's command of this name."""

import logging
from collections.abc import Iterator

from django.apps import apps
from django.core.management import CommandError
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import DraftStateMixin, Page, Revision

from editorial.actions import PublishScheduledRevision, UnpublishExpiredObject

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    help = (
        "Publish and unpublish pages and other objects whose time has come. Run it every few "
        "minutes; several nodes may run it. The next run tries again what has failed."
    )

    def handle(self, *args, **options):
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        failed = [action for action in _due_actions() if not _succeeds(action)]
        if failed:
            raise CommandError(f"{len(failed)} changes failed. See the log.")


def _due_actions() -> Iterator[PublishScheduledRevision | UnpublishExpiredObject]:
    """What was due first comes first; what is over is unpublished before."""
    now = timezone.now()
    for model in apps.get_models():
        if model is Page or (issubclass(model, DraftStateMixin) and not issubclass(model, Page)):
            expired = model.objects.filter(live=True, expire_at__lte=now)
            yield from map(UnpublishExpiredObject, expired.order_by("expire_at"))
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    yield from map(PublishScheduledRevision, due.order_by("approved_go_live_at"))


def _succeeds(action: PublishScheduledRevision | UnpublishExpiredObject) -> bool:
    """Execute it. An error must not stop the other changes."""
    try:
        action.execute()
    except Exception:
        logger.exception("%s failed", action)
        return False
    return True
