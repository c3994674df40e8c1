"""Two transactions at the same time, on a database that locks rows."""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction

WAIT = 2  # seconds in which the second would come to its end, if nothing made it wait
# Whether somebody in this database waits for a lock. Without the first statement, the answer would
# stay the same until the end of the transaction.
WAITS_FOR_LOCK = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
    ) FROM pg_stat_clear_snapshot()
"""


def begin_before_commit(
    first: Callable, second: Callable, while_second_waits: Callable = lambda: None
) -> list[Exception]:
    """Call ``first`` in a transaction and ``second`` in another that begins before its commit.

    ``while_second_waits`` is called in the first transaction, when the second waits for it. Return
    the exception that ``second`` has raised, if any.
    """
    raised: list[Exception] = []
    begun = threading.Event()

    def call_second() -> None:
        begun.set()
        try:
            second()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=call_second)
    with transaction.atomic():
        first()
        other.start()
        begun.wait()
        _wait_for_lock_or_end(other)
        while_second_waits()
    other.join()
    return raised


def _wait_for_lock_or_end(other: threading.Thread) -> None:
    """Return as soon as the other thread waits for this transaction, or has come to its end."""
    if connection.vendor != "postgresql":
        other.join(timeout=WAIT)
        return
    deadline = time.monotonic() + WAIT
    with connection.cursor() as cursor:
        while other.is_alive() and time.monotonic() < deadline:
            other.join(timeout=0.02)
            cursor.execute(WAITS_FOR_LOCK)
            if cursor.fetchone()[0]:
                return
