"""The tokens in a full-text table of SQLite (FTS5)."""

import json

from .base import ENTRY_TABLE, TOKEN_TABLE, IndexEngine

PAGES_PER_MERGE = 500  # pages of the database


class SQLiteEngine(IndexEngine):
    """Tokens are ASCII, so that the ``ascii`` tokeniser suffices; ``_`` is part of a token.

    Virtual tables cannot have foreign keys: a trigger deletes the tokens of a deleted entry.
    """

    create_sql = (
        f"CREATE VIRTUAL TABLE {TOKEN_TABLE} USING fts5"
        """(words, tokenize="ascii tokenchars '_'", prefix='4 5', columnsize=0)""",
        f"CREATE TRIGGER {TOKEN_TABLE}_delete AFTER DELETE ON {ENTRY_TABLE} "
        f"BEGIN DELETE FROM {TOKEN_TABLE} WHERE rowid = old.id; END",
    )
    drop_sql = (f"DROP TRIGGER {TOKEN_TABLE}_delete", f"DROP TABLE {TOKEN_TABLE}")
    matching_sql = (
        f"SELECT rowid FROM {TOKEN_TABLE} WHERE {TOKEN_TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s"
    )
    rows_sql = "SELECT value FROM json_each(%s)"
    ids_sql = f"(SELECT json_group_array(rowid) FROM ({matching_sql}))"

    def render(self, expression):
        return expression.fts5()

    def read_ids(self, value):
        return json.loads(value)

    def write(self, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TOKEN_TABLE} (rowid, words) VALUES (%s, %s)",
                [(entry_id, tokens.as_fts5_text()) for entry_id, tokens in rows],
            )

    def optimise(self):
        """Merge the b-trees of the index, since each of them is searched for every token.

        It is done in small steps, so that other connections can write in between
        (https://sqlite.org/fts5.html, section 6.8).
        """
        self._merge(-PAGES_PER_MERGE)  # a negative number begins to merge all b-trees into one
        while self._merge(PAGES_PER_MERGE):
            pass

    def _merge(self, pages: int) -> bool:
        """Merge about as many pages of the index and return whether there was anything to merge."""
        with self.connection.cursor() as cursor:
            before = cursor.execute("SELECT total_changes()").fetchone()[0]
            cursor.execute(
                f"INSERT INTO {TOKEN_TABLE} ({TOKEN_TABLE}, rank) VALUES ('merge', %s)", [pages]
            )
            # The command itself counts as one change.
            return cursor.execute("SELECT total_changes()").fetchone()[0] - before > 1
