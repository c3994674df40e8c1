"""The words in a full-text table of SQLite (FTS5)."""

from .base import ENTRIES, MOST_MATCHES, TABLE, Engine


class SQLiteEngine(Engine):
    """Tokens are ASCII, so that the simplest tokeniser does; ``_`` belongs to a token.

    The table has no keys to other tables: a trigger takes the words of a deleted entry away.
    """

    creation = (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
        """(words, tokenize="ascii tokenchars '_'", prefix='4 5', columnsize=0)""",
        f"CREATE TRIGGER {TABLE}_follow AFTER DELETE ON {ENTRIES} "
        f"BEGIN DELETE FROM {TABLE} WHERE rowid = old.id; END",
    )
    removal = (f"DROP TRIGGER {TABLE}_follow", f"DROP TABLE {TABLE}")
    matching_sql = (
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT {MOST_MATCHES}"
    )

    def render(self, expression):
        return expression.fts5()

    def write(self, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, words) VALUES (%s, %s)",
                [(number, tokens.as_line()) for number, tokens in rows],
            )
