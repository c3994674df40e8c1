"""The two databases that hold the words of the index and match expressions against them.

An engine knows tokens and numbers of entries, and nothing of pages, languages or words.
"""

from django.db import connection

from .base import ALL_MATCHES, Engine
from .postgresql import PostgreSQLEngine
from .sqlite import SQLiteEngine

__all__ = ["ALL_MATCHES", "Engine", "engine"]

_ENGINES = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def engine(database=connection) -> Engine:
    """Return the engine of a database connection."""
    return _ENGINES[database.vendor](database)
