"""What the site replaces and uses of the private API of Django and its driver for PostgreSQL.

``tests/core/test_django_internals.py`` fails when an upgrade changes it.
"""

from collections.abc import Sequence
from functools import cache

from django.db import connection
from django.db.models import Model
from django.urls import resolvers


def keep_parsed_patterns() -> None:
    """Parse each pattern of a URL once.

    When a URL is first reversed in a language, Django parses the patterns of all URLs, which are
    the same in every language.
    """
    resolvers.normalize = cache(resolvers.normalize)


class QuotationEscape:
    """Takes the place of the regular expression with which psycopg escapes a text in an array."""

    def sub(self, replacement: bytes, text: bytes) -> bytes:
        """Put a backslash before each backslash and each quotation mark."""
        return bytes(text).replace(b"\\", b"\\\\").replace(b'"', b'\\"')


def escape_arrays_at_once() -> None:
    """Escape the texts of the rows that are inserted together, without a call for each mark.

    Django passes them to PostgreSQL as arrays, and the content of a revision has thousands.
    """
    if connection.vendor == "postgresql":
        # On SQLite, it would be loaded for nothing.
        from psycopg.types.array import ListDumper

        ListDumper._re_esc = QuotationEscape()


def insert_rows(instances: Sequence[Model]) -> None:
    """Insert the rows of objects of one model, which are in its parent table already.

    ``bulk_create`` does not support models with a parent table.
    """
    model = type(instances[0])
    rows = model._base_manager.get_queryset()
    rows._for_write = True
    rows._batched_insert(list(instances), model._meta.local_concrete_fields, batch_size=None)
    for instance in instances:
        instance._state.adding, instance._state.db = False, rows.db
