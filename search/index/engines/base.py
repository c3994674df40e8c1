"""The interface of an engine to the rest of the index."""

import json
from collections.abc import Iterable, Sequence

from django.db.models.expressions import RawSQL

from search.index.expressions import SearchExpression

TOKEN_TABLE = "search_words"
ENTRY_TABLE = "search_indexentry"
# Entries that match a reader's expression, the latest ones. The limit bounds the cost of a word
# that all pages of a very large site contain.
MAX_MATCHES = 20_000
ALL_MATCHES = 2**62


class IndexEngine:
    """The table of tokens in one kind of database."""

    create_sql: tuple[str, ...] = ()
    drop_sql: tuple[str, ...] = ()
    matching_sql = ""
    rows_sql = ""
    ids_sql = ""  # the same ids in one value

    def __init__(self, connection):
        self.connection = connection

    def render(self, expression: SearchExpression) -> str:
        """Return the expression in the query syntax of the database."""
        raise NotImplementedError

    def write(self, rows: Iterable[tuple]) -> None:
        """Store tokens and replace those stored before.

        ``rows`` are pairs of an entry's id and its ``Tokens``.
        """
        raise NotImplementedError

    def matching_ids(self, expression: SearchExpression, limit: int = MAX_MATCHES) -> RawSQL:
        """Return the ids of the ``limit`` latest matching entries, for a ``pk__in`` lookup."""
        return RawSQL(self.matching_sql, (self.render(expression), limit))

    def find_ids(self, expressions: Sequence[SearchExpression]) -> list[list[int]]:
        """Return the ids of the latest entries that match each expression, with one query."""
        columns = ", ".join([self.ids_sql] * len(expressions))
        parameters = [
            value for expression in expressions for value in (self.render(expression), MAX_MATCHES)
        ]
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns}", parameters)
            return [*map(self.read_ids, cursor.fetchone())]

    def read_ids(self, value) -> list[int]:
        """Return the ids in a value of ``ids_sql``."""
        return value

    def as_rows(self, values: Iterable[str]) -> RawSQL:
        """Return these texts as rows of a column ``value``, for a lookup such as ``word__in``.

        They are passed as one JSON parameter, since Django is slow with thousands of parameters.
        """
        return RawSQL(self.rows_sql, (json.dumps(list(values)),))

    def optimise(self) -> None:
        """Merge what many small changes have fragmented; run once a night."""

    def create_table(self) -> None:
        """Create the table and its triggers; called by the migration."""
        self._execute(self.create_sql)

    def upgrade_table(self) -> None:
        """Create what ``create_table`` of version 1.0 did not; called by a migration."""

    def drop_table(self) -> None:
        self._execute(self.drop_sql)

    def _execute(self, statements: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
