"""The rows of the database, in a form that SQLite and PostgreSQL read alike.

A value is read as the database has it: a field of a model might interpret it, as a ``StreamField``
leaves out the blocks that it does not know.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.duration import duration_string

FOLDER = "database"
# Apps whose rows stay: they count the changes of this database, also those of a restoration.
KEPT = {"page_cache"}
# People sign in again. Wagtail's own index is not used, and has other tables in SQLite.
LEFT_OUT = KEPT | {"sessions", "usersessions", "wagtailsearch"}
ROWS_AT_ONCE = 500


class TableColumn:
    """Converts the values of a column: between the database, Python and JSON.

    It uses one of Django's own fields of the same kind. JSON stays the text that it is.
    """

    def __init__(self, field: models.Field):
        self.name = field.column
        self.expression = field.get_col(field.model._meta.db_table)
        kind = self.expression.output_field.get_internal_type()
        self.field = models.TextField() if kind == "JSONField" else getattr(models, kind)()
        self.converters = [
            *connection.ops.get_db_converters(self.expression),
            *self.field.get_db_converters(connection),
        ]

    def read(self, value):
        for converter in self.converters:
            value = converter(value, self.expression, connection)
        return value

    def write(self, value):
        if value is None:
            return None
        return self.field.get_db_prep_value(self.field.to_python(value), connection)


class DatabaseTable:
    """The table of a model, also of a relation between many objects and many others."""

    def __init__(self, model: type[models.Model]):
        key = model._meta.pk
        self.name = model._meta.db_table
        self.columns = [TableColumn(field) for field in model._meta.local_concrete_fields]
        self.key = key.column
        self.is_numbered = isinstance(key, models.AutoField)

    @property
    def member(self) -> str:
        return f"{FOLDER}/{self.name}.jsonl.gz"

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def _quoted_columns(self) -> str:
        return ", ".join(map(connection.ops.quote_name, self.column_names))

    @property
    def _quoted_name(self) -> str:
        return connection.ops.quote_name(self.name)

    def read(self) -> Iterator[list]:
        order = connection.ops.quote_name(self.key)
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                f"SELECT {self._quoted_columns} FROM {self._quoted_name} ORDER BY {order}"
            )
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                for row in rows:
                    yield [
                        column.read(value) for column, value in zip(self.columns, row, strict=True)
                    ]

    def write(self, rows: Iterable[list]) -> None:
        rows = iter(rows)
        most = connection.ops.bulk_batch_size(
            [column.field for column in self.columns], range(ROWS_AT_ONCE)
        )
        places = f"({', '.join(['%s'] * len(self.columns))})"
        while some := list(islice(rows, most)):
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {self._quoted_name} ({self._quoted_columns}) "
                    f"VALUES {', '.join([places] * len(some))}",
                    [
                        column.write(value)
                        for row in some
                        for column, value in zip(self.columns, row, strict=True)
                    ],
                )

    def last_id(self) -> int:
        """Return the last id that was given to a row, which may have been deleted since.

        The site relies on an id not being given twice: permalinks contain it.
        """
        if not self.is_numbered:
            return 0
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.name])
            else:
                cursor.execute(
                    "SELECT pg_get_serial_sequence(%s, %s)", [self._quoted_name, self.key]
                )
                cursor.execute(
                    "SELECT CASE WHEN is_called THEN last_value ELSE 0 END "
                    f"FROM {cursor.fetchone()[0]}"
                )
            return (cursor.fetchone() or (0,))[0]

    def set_last_id(self, number: int) -> None:
        if not self.is_numbered:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [self.name])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [self.name, number]
                )
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                    [self._quoted_name, self.key, max(number, 1), number > 0],
                )


def all_tables() -> dict[str, DatabaseTable]:
    """Return the tables that are part of a backup, by name."""
    tables = {
        model._meta.db_table: DatabaseTable(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    }
    return dict(sorted(tables.items()))


def delete_all_rows() -> None:
    """Delete the rows of all models but ``KEPT``, also of those that are no part of a backup."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    kept = {model._meta.db_table for app in KEPT for model in apps.get_app_config(app).get_models()}
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), sorted({*names} - kept)):
            cursor.execute(statement)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read the database in the block as it was at its beginning; others write meanwhile."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


def as_json(value) -> str:
    """Return what JSON has no form for as Django's fields read it, with its microseconds."""
    match value:
        case bytes() | memoryview():
            return b64encode(value).decode()
        case timedelta():
            return duration_string(value)
        case datetime() | date() | time():
            return value.isoformat()
    return str(value)
