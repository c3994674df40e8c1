"""The progress of an import, which others can see while its transaction goes on."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from worker.heartbeat import HeartbeatThread

from .choices import PloneImportState
from .models import PloneImport

INTERVAL = timedelta(seconds=2)


class ImportProgressThread(HeartbeatThread):
    """Records every ``INTERVAL`` how far an import is.

    SQLite has one writer at a time, which is the import itself: nothing is recorded then.
    """

    @staticmethod
    def is_possible() -> bool:
        return connection.vendor != "sqlite"

    def __init__(self, plone_import: PloneImport):
        super().__init__(f"import {plone_import.pk}", INTERVAL)
        self._pk, self._latest = plone_import.pk, ("", 0, 0)

    def __call__(self, step: str, done: int, total: int) -> None:
        self._latest = (step, done, total)

    def beat(self) -> None:
        step, done, total = self._latest
        running = PloneImport.objects.filter(pk=self._pk, state=PloneImportState.RUNNING)
        running.update(step=step[:100], steps_done=done, steps_all=total, seen_at=timezone.now())

    def __enter__(self):
        if self.is_possible():
            super().__enter__()
        return self

    def __exit__(self, *exception):
        if self.is_possible():
            super().__exit__(*exception)
