"""The process that does the background tasks."""

import logging
import time

from django.db import InterfaceError, OperationalError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from .heartbeat import WorkerHeartbeatThread

logger = logging.getLogger(__name__)

RECONNECT_AFTER = 1  # second


class SupervisedWorker(Worker):
    """A worker that others see, and that outlives a restart of its database.

    After it has lost the database, it goes on as another worker. What it had begun is returned to
    the queue as that of any worker that has ended.
    """

    def run(self) -> None:
        while self.running:
            try:
                with WorkerHeartbeatThread(self.worker_id):
                    super().run()
                return
            except (OperationalError, InterfaceError) as error:
                logger.warning("Worker %s has lost its database: %s", self.worker_id, error)
                connections.close_all()
                time.sleep(RECONNECT_AFTER)
                self.worker_id = get_random_string(32)
