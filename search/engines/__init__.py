"""The databases that store the tokens of the index and evaluate expressions on them.

An engine handles tokens and ids of entries only; pages, languages and words are unknown to it.
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
