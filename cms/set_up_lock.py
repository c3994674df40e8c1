"""Lets one process at a time migrate and set up a database; others wait for it.

Several nodes that start at once would create the same tables, and all but one would fail.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# Any number that nothing else locks in this database.
POSTGRESQL_LOCK = 7_239_114


@contextmanager
def set_up_lock() -> Iterator[None]:
    """Hold the lock of the database within the block; it is also released if the process dies."""
    if connection.vendor == "sqlite":
        # Not a transaction: SQLite's migrations change settings that are fixed within one.
        with Path(f"{connection.settings_dict['NAME']}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [POSTGRESQL_LOCK])
    yield
    # After an error the connection ends with the process, and with it the lock.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [POSTGRESQL_LOCK])
