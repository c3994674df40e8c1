"""How others know that a worker, or what it does, is alive."""

import logging
import threading
from contextlib import suppress
from datetime import timedelta

from django.db import Error, connection
from django.utils import timezone

from .actions import RequeueAbandonedTasks
from .models import HEARTBEAT_INTERVAL, WorkerProcess

logger = logging.getLogger(__name__)

FORGOTTEN_AFTER = timedelta(days=1)


class HeartbeatThread(threading.Thread):
    """Calls ``beat`` at every interval, within a ``with``.

    It has a connection of its own, so that others see the heartbeat while the work is in a
    transaction. A heartbeat that cannot be stored is left out: the database may be locked, as
    SQLite is while the work itself writes, or its connection lost. The thread ends with the block.
    """

    def __init__(self, name: str, interval: timedelta):
        super().__init__(name=f"heartbeat of {name}", daemon=True)
        self._interval, self._is_over = interval, threading.Event()

    def beat(self) -> None:
        raise NotImplementedError

    def __enter__(self):
        self.start()

    def __exit__(self, *exception):
        self._is_over.set()
        self.join()

    def run(self):
        try:
            while not self._is_over.wait(self._interval.total_seconds()):
                self._try_to_beat()
        finally:
            connection.close()

    def _try_to_beat(self) -> None:
        try:
            self.beat()
        except Error as error:
            logger.warning("No %s: %s", self.name, error)
            connection.close()


class WorkerHeartbeatThread(HeartbeatThread):
    """Shows that a worker is alive, and looks for tasks of workers that are not."""

    def __init__(self, worker_id: str):
        super().__init__(f"worker {worker_id}", HEARTBEAT_INTERVAL)
        self._worker_id = worker_id

    def beat(self) -> None:
        now = timezone.now()
        WorkerProcess.objects.update_or_create(pk=self._worker_id, defaults={"seen_at": now})
        WorkerProcess.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
        RequeueAbandonedTasks().execute()

    def __enter__(self):
        self.beat()
        super().__enter__()

    def __exit__(self, *exception):
        super().__exit__(*exception)
        # Without the database the row stays, and grows old.
        with suppress(Error):
            WorkerProcess.objects.filter(pk=self._worker_id).delete()
