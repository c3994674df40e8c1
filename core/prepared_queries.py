"""Queries whose SQL is composed once, and run many times with other values.

Django composes the SQL of a queryset anew for each request, which takes longer than the database
takes to run most of the queries of a page. Its compiler returns the SQL and its parameters apart,
so that both can be kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import wraps
from itertools import count, islice

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet, Value
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from modelcluster.models import ClusterableModel

# Of one query: each number of values in its lists, and each of its options, has its own SQL.
MAX_STATEMENTS = 64


class QueryParameter(Value):
    """The place of a value that is known only when the query runs.

    ``example`` has the type of all its values; ``position`` is that among the values of the query.
    """

    def __init__(self, example, position: int):
        super().__init__(example)
        self.position = position

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def prepared(self, values: Sequence, connection):
        """Return its value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.position], connection)


class PreparedStatement:
    """SQL with places for its values."""

    def __init__(self, compiler: SQLCompiler):
        self._sql, self._parameters = compiler.as_sql()

    @contextmanager
    def run(self, database, values: Sequence) -> Iterator[CursorWrapper]:
        """Run it with these values on a connection."""
        parameters = [
            found.prepared(values, database) if isinstance(found, QueryParameter) else found
            for found in self._parameters
        ]
        with database.cursor() as cursor:
            cursor.execute(self._sql, parameters)
            yield cursor


class PreparedSelect:
    """A queryset with places for its values. ``execute`` returns what the queryset would."""

    def __init__(self, queryset: QuerySet):
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(queryset.db)
        try:
            self._statement = PreparedStatement(self._compiler)
        except EmptyResultSet:
            self._statement = None
        else:
            columns = [column for column, *_ in self._compiler.select]
            self._converters = self._compiler.get_converters(columns)

    def execute(self, values: Sequence) -> list:
        if not self._statement:
            return []
        queryset = self._queryset.all()
        # Django asks when it composes the SQL: afterwards, such a lock would end at once.
        if queryset.query.select_for_update and connections[queryset.db].get_autocommit():
            raise TransactionManagementError("A lock needs a transaction.")
        # The compiler belongs to the connection, and so to the thread, for which it was made.
        compiler = copy(self._compiler)
        compiler.connection = connections[queryset.db]
        compiler.get_converters = lambda expressions: self._converters
        compiler.execute_sql = lambda *args, **kwargs: [self._rows(compiler.connection, values)]
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)

    def _rows(self, database, values: Sequence) -> list[tuple]:
        with self._statement.run(database, values) as cursor:
            return cursor.fetchall()


class PreparedUpdate:
    """What changes in the rows of a queryset. ``execute`` returns the number of these rows."""

    def __init__(self, changed: tuple[QuerySet, dict]):
        queryset, changes = changed
        self._database = queryset.db
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(changes)
        self._statement = PreparedStatement(query.get_compiler(self._database))

    def execute(self, values: Sequence) -> int:
        with self._statement.run(connections[self._database], values) as cursor:
            return cursor.rowcount


def prepared_query(compose: Callable[..., QuerySet]) -> Callable[..., list]:
    """Decorate a function that composes a queryset, to run it, and compose it only once.

    The positional arguments are the values of the query, single ones or lists, never ``None``.
    Keyword arguments choose among queries, and have to be hashable. Whatever else differs between
    two calls, such as the current time, has to be an argument, too. A list is compared with the
    key of a relation, ``locale__pk__in``, since ``locale__in`` would look into its values.

    >>> @prepared_query
    ... def translations(key, codes):
    ...     return Page.objects.filter(translation_key=key, locale__language_code__in=codes)
    >>> translations(page.translation_key, ["en", "mk"])
    """
    return _prepared(compose, PreparedSelect)


def prepared_update(compose: Callable[..., tuple[QuerySet, dict]]) -> Callable[..., int]:
    """Decorate a function that returns a queryset and what to change in it, to run it likewise."""
    return _prepared(compose, PreparedUpdate)


def _prepared(compose: Callable, kind: type[PreparedSelect] | type[PreparedUpdate]) -> Callable:
    statements: dict[tuple, PreparedSelect | PreparedUpdate] = {}

    @wraps(compose)
    def run(*arguments, **options):
        lengths = [len(value) if isinstance(value, list) else None for value in arguments]
        key = (connection.vendor, *lengths, *sorted(options.items()))
        values = list(_flat(arguments))
        statement = statements.get(key)
        if statement is None:
            places = map(QueryParameter, values, count())
            statement = kind(compose(*_like(arguments, places), **options))
            if len(statements) >= MAX_STATEMENTS:
                statements.clear()
            statements[key] = statement
        return statement.execute(values)

    return run


def _flat(arguments: Iterable) -> Iterator:
    for argument in arguments:
        yield from argument if isinstance(argument, list) else [argument]


def _like(arguments: Iterable, places: Iterator) -> Iterator:
    """Yield the places, one for each argument, and a list of them for a list."""
    for argument in arguments:
        yield list(islice(places, len(argument))) if isinstance(argument, list) else next(places)


def child_objects(parent: ClusterableModel, name: str) -> list[Model]:
    """Return the child objects of a page, such as its participants, in their order.

    They are those of a form or a draft, or else the stored ones.
    """
    children = getattr(parent, name)
    if parent.pk is None or children.is_deferring:
        return list(children.all())
    field = parent._meta.get_field(name).field
    return _stored_children(parent.pk, model=field.model, parent=field.attname)


@prepared_query
def _stored_children(key, *, model: type[Model], parent: str) -> QuerySet:
    return model.objects.filter(**{parent: key})
