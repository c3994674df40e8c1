"""Storage of the tokens of the index, and evaluation of expressions, for each database.

This package handles tokens and ids of entries only; it is independent of pages and languages.
"""

from django.db import connection

from .base import ALL_MATCHES, IndexEngine
from .postgresql import PostgreSQLEngine
from .sqlite import SQLiteEngine

__all__ = ["ALL_MATCHES", "IndexEngine", "get_engine"]

_ENGINES = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def get_engine(database=connection) -> IndexEngine:
    """Return the implementation for a database connection."""
    return _ENGINES[database.vendor](database)
