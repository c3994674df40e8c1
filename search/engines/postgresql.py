"""The words in a column of PostgreSQL's ``tsvector`` with an inverted index (GIN)."""

from .base import ENTRIES, MOST_MATCHES, TABLE, Engine


class PostgreSQLEngine(Engine):
    """Vectors and queries are written as literals: no dictionary of the server takes part."""

    creation = (
        f"CREATE TABLE {TABLE} (entry_id bigint PRIMARY KEY REFERENCES {ENTRIES} (id) "
        "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, words tsvector NOT NULL)",
        f"CREATE INDEX {TABLE}_index ON {TABLE} USING gin (words)",
    )
    removal = (f"DROP TABLE {TABLE}",)
    matching_sql = (
        f"SELECT entry_id FROM {TABLE} WHERE words @@ %s::tsquery "
        f"ORDER BY entry_id DESC LIMIT {MOST_MATCHES}"
    )

    def render(self, expression):
        return expression.tsquery()

    def write(self, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (entry_id, words) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words",
                [(number, tokens.as_vector()) for number, tokens in rows],
            )
