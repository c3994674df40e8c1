"""The words in a full-text table of SQLite (FTS5)."""

from .base import ENTRIES, TABLE, Engine

MERGED_AT_ONCE = 500  # pages of the database


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
    matching_sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s"
    texts_sql = "SELECT value FROM json_each(%s)"

    def render(self, expression):
        return expression.fts5()

    def write(self, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, words) VALUES (%s, %s)",
                [(number, tokens.as_line()) for number, tokens in rows],
            )

    def tidy(self):
        """Merge the parts of the index, each of which is asked for each token: by and by, so that
        others can write meanwhile (https://sqlite.org/fts5.html, section 6.8).
        """
        self._merge(-MERGED_AT_ONCE)  # a negative number begins to merge all parts into one
        while self._merge(MERGED_AT_ONCE):
            pass

    def _merge(self, pages: int) -> bool:
        """Merge so many pages of the index and tell whether anything was left to do."""
        with self.connection.cursor() as cursor:
            before = cursor.execute("SELECT total_changes()").fetchone()[0]
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('merge', %s)", [pages])
            # The command itself counts as one change.
            return cursor.execute("SELECT total_changes()").fetchone()[0] - before > 1
