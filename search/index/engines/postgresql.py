"""The tokens in a ``tsvector`` column of PostgreSQL with an inverted index (GIN)."""

from .base import ENTRY_TABLE, TOKEN_TABLE, IndexEngine

# A few thousand ids are returned faster in an array than as rows, and need no order.
_CREATE_IDS = (
    f"CREATE OR REPLACE FUNCTION {TOKEN_TABLE}_ids (wanted tsquery, most bigint) RETURNS bigint[] "
    "LANGUAGE plpgsql STABLE "
    "SET enable_seqscan = off SET enable_indexscan = off "
    "SET plan_cache_mode = force_generic_plan AS "
    "'DECLARE found bigint[] := ARRAY("
    f"SELECT entry_id FROM {TOKEN_TABLE} WHERE words @@ wanted LIMIT most + 1); "
    "BEGIN IF cardinality(found) > most THEN found := ARRAY("
    f"SELECT entry_id FROM {TOKEN_TABLE} WHERE words @@ wanted ORDER BY entry_id DESC LIMIT most); "
    "END IF; RETURN found; END'"
)


class PostgreSQLEngine(IndexEngine):
    """Vectors and queries are written as literals, without the server's text configurations.

    Matching is a function of the server, because only a function can disable sequential scans for
    its own query. The planner would choose them: it misjudges how rare words are, and ignores the
    cost of reading long vectors from TOAST storage. One search calls the function several times,
    so its plan is cached.

    The table has no foreign keys, which would prevent Django from truncating the tables they refer
    to. Triggers delete the tokens of deleted entries instead.
    """

    create_sql = (
        f"CREATE TABLE {TOKEN_TABLE} (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        # Kilobytes of recent changes that are not merged yet; every search reads all of them.
        f"CREATE INDEX {TOKEN_TABLE}_index ON {TOKEN_TABLE} USING gin (words) "
        "WITH (gin_pending_list_limit = 512)",
        _CREATE_IDS,
        f"CREATE FUNCTION {TOKEN_TABLE}_delete () RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN DELETE FROM {TOKEN_TABLE} WHERE entry_id = OLD.id; RETURN NULL; END'",
        f"CREATE TRIGGER {TOKEN_TABLE}_delete AFTER DELETE ON {ENTRY_TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TOKEN_TABLE}_delete()",
        f"CREATE FUNCTION {TOKEN_TABLE}_clear () RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN TRUNCATE {TOKEN_TABLE}; RETURN NULL; END'",
        f"CREATE TRIGGER {TOKEN_TABLE}_clear AFTER TRUNCATE ON {ENTRY_TABLE} "
        f"EXECUTE FUNCTION {TOKEN_TABLE}_clear()",
    )
    drop_sql = (
        f"DROP FUNCTION IF EXISTS {TOKEN_TABLE}_matching",  # of version 1.0
        f"DROP FUNCTION {TOKEN_TABLE}_ids",
        f"DROP FUNCTION {TOKEN_TABLE}_delete CASCADE",
        f"DROP FUNCTION {TOKEN_TABLE}_clear CASCADE",
        f"DROP TABLE {TOKEN_TABLE}",
    )
    matching_sql = f"SELECT unnest({TOKEN_TABLE}_ids(%s::tsquery, %s))"
    rows_sql = "SELECT json_array_elements_text(%s::json) AS value"
    ids_sql = f"{TOKEN_TABLE}_ids(%s::tsquery, %s)"

    def upgrade_table(self):
        self._execute([_CREATE_IDS])

    def render(self, expression):
        return expression.tsquery()

    def write(self, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TOKEN_TABLE} (entry_id, words) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words",
                [(entry_id, tokens.as_tsvector()) for entry_id, tokens in rows],
            )
