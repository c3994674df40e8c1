"""The progress of an import, which others can see while its transaction goes on."""

import logging
import threading

from django.db import Error, connection
from django.utils import timezone

from .choices import PloneImportState
from .models import PloneImport

logger = logging.getLogger(__name__)
INTERVAL = 2  # seconds


class ImportProgress(threading.Thread):
    """Records the progress every ``INTERVAL``, within a ``with``, over a connection of its own.

    SQLite has one writer at a time, which is the import itself: nothing is recorded then.
    """

    @staticmethod
    def is_possible() -> bool:
        return connection.vendor != "sqlite"

    def __init__(self, plone_import: PloneImport):
        super().__init__(name=f"progress of import {plone_import.pk}", daemon=True)
        self._pk, self._latest = plone_import.pk, ("", 0, 0)
        self._is_over = threading.Event()
        self._is_recorded = self.is_possible()

    def __call__(self, step: str, done: int, total: int) -> None:
        self._latest = (step, done, total)

    def __enter__(self):
        if self._is_recorded:
            self.start()
        return self

    def __exit__(self, *exception):
        self._is_over.set()
        if self._is_recorded:
            self.join()

    def run(self):
        try:
            while not self._is_over.wait(INTERVAL):
                self._record()
        finally:
            connection.close()

    def _record(self) -> None:
        step, done, total = self._latest
        running = PloneImport.objects.filter(pk=self._pk, state=PloneImportState.RUNNING)
        try:
            running.update(
                step=step[:100], steps_done=done, steps_all=total, seen_at=timezone.now()
            )
        except Error as error:
            logger.warning("No progress of import %s: %s", self._pk, error)
            connection.close()
