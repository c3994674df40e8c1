"""What the index asks of a database."""

import json
from collections.abc import Iterable

from django.db.models.expressions import RawSQL

from search.expressions import Expression

TABLE = "search_words"
ENTRIES = "search_entry"
# Entries looked at for one expression of a reader, the latest first. It bounds the work for a word
# that stands on every page of a very large site.
MOST_MATCHES = 20_000
ALL_MATCHES = 2**62


class Engine:
    """The table of words in one kind of database."""

    creation: tuple[str, ...] = ()
    removal: tuple[str, ...] = ()
    matching_sql = ""
    texts_sql = ""

    def __init__(self, connection):
        self.connection = connection

    def render(self, expression: Expression) -> str:
        raise NotImplementedError

    def write(self, rows: Iterable[tuple]) -> None:
        """Store tokens, in place of those that were there: pairs of an entry's number and its
        ``search.tokens.Tokens``.
        """
        raise NotImplementedError

    def matching(self, expression: Expression, most: int = MOST_MATCHES) -> RawSQL:
        """Numbers of the ``most`` latest matching entries, for a condition such as ``pk__in``."""
        return RawSQL(self.matching_sql, (self.render(expression), most))

    def texts(self, values: Iterable[str]) -> RawSQL:
        """These texts as rows, for a condition such as ``word__in``: in one parameter, since Django
        takes its time over each.
        """
        return RawSQL(self.texts_sql, (json.dumps(list(values)),))

    def tidy(self) -> None:
        """Put in order what many small changes have scattered; once a night, if at all."""

    def create(self) -> None:
        """Make the table; migrations call it."""
        self._execute(self.creation)

    def drop(self) -> None:
        self._execute(self.removal)

    def _execute(self, statements: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
