"""How the processes of a site learn at once that something was written.

A process that has committed touches a file, which the other processes on its machine look at with
each request, or counts in Redis if there is one, which all machines share. Both only say that it is
time to ask the database for its generation.
"""

import os
import re
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

from core.django_internals import call_at_end_of_transactions

from .triggers import watched_tables

# A statement that writes, and its table if that is quoted, as the ORM does.
WRITING = re.compile(r"[\s(]*(?:INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
TABLE = re.compile(r'[\s(]*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
REDIS_KEY = "content-changes"


def watch_connection(connection: BaseDatabaseWrapper, **kwargs) -> None:
    """Have ``announce_change`` called after each commit of what changes content."""
    if getattr(connection, "_announces_changes", False):
        return
    connection._announces_changes = True
    connection._has_written, connection._writes = False, 0

    def announce_if_written():
        if connection._has_written:
            connection._has_written = False
            announce_change()

    def forget():
        connection._has_written = False

    def execute_and_note(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if _changes_content(sql):
            connection._writes += 1
            if connection.get_autocommit():
                announce_change()
            else:
                connection._has_written = True
        return result

    call_at_end_of_transactions(connection, announce_if_written, forget)
    connection.execute_wrappers.insert(0, execute_and_note)


def _changes_content(sql: object) -> bool:
    if not isinstance(sql, str) or not WRITING.match(sql):
        return False
    table = TABLE.match(sql)
    return table is None or table[1] in watched_tables()


def has_written() -> bool:
    """Return whether this thread has changed content in a transaction that is still open."""
    return getattr(default_connection, "_has_written", False)


def writes() -> int:
    """Return the number of statements with which this thread has changed content."""
    return getattr(default_connection, "_writes", 0)


def announce_change() -> None:
    if settings.REDIS_URL:
        cache.add(REDIS_KEY, 0, timeout=None)
        with suppress(ValueError):  # it was evicted meanwhile: then it is another value, too
            cache.incr(REDIS_KEY)
    path, now = Path(settings.PAGE_CACHE_CHANGES), time.time_ns()
    # The kernel's own "now" is the same for some milliseconds.
    with suppress(OSError):
        path.touch()
        os.utime(path, ns=(now, now))


def latest_change() -> tuple:
    """Return a value that changes whenever a process has announced something."""
    shared = cache.get(REDIS_KEY) if settings.REDIS_URL else None
    try:
        return os.stat(settings.PAGE_CACHE_CHANGES).st_mtime_ns, shared
    except FileNotFoundError:
        return 0, shared
