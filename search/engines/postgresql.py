"""The words in a column of PostgreSQL's ``tsvector`` with an inverted index (GIN)."""

from .base import ENTRIES, TABLE, Engine


class PostgreSQLEngine(Engine):
    """Vectors and queries are written as literals: no dictionary of the server takes part.

    Matching is a function of the server, because only a function can forbid its planner to read
    all vectors instead of the index: it takes rare words for frequent ones, and long vectors, which
    lie apart from their rows, for free. A question calls it several times, so it keeps its plan.

    The table has no keys to other tables, which would forbid Django to empty them; triggers take
    the words of deleted entries away.
    """

    creation = (
        f"CREATE TABLE {TABLE} (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        # Kilobytes of latest changes that wait to be sorted in; each search reads through them.
        f"CREATE INDEX {TABLE}_index ON {TABLE} USING gin (words) "
        "WITH (gin_pending_list_limit = 512)",
        f"CREATE FUNCTION {TABLE}_matching (wanted tsquery, most bigint) RETURNS SETOF bigint "
        "LANGUAGE plpgsql STABLE ROWS 100 SET enable_seqscan = off SET enable_indexscan = off "
        "SET plan_cache_mode = force_generic_plan AS "
        f"'BEGIN RETURN QUERY SELECT entry_id FROM {TABLE} WHERE words @@ wanted "
        "ORDER BY entry_id DESC LIMIT most; END'",
        f"CREATE FUNCTION {TABLE}_follow () RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN DELETE FROM {TABLE} WHERE entry_id = OLD.id; RETURN NULL; END'",
        f"CREATE TRIGGER {TABLE}_follow AFTER DELETE ON {ENTRIES} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_follow()",
        f"CREATE FUNCTION {TABLE}_clear () RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN TRUNCATE {TABLE}; RETURN NULL; END'",
        f"CREATE TRIGGER {TABLE}_clear AFTER TRUNCATE ON {ENTRIES} "
        f"EXECUTE FUNCTION {TABLE}_clear()",
    )
    removal = (
        f"DROP FUNCTION {TABLE}_matching",
        f"DROP FUNCTION {TABLE}_follow CASCADE",
        f"DROP FUNCTION {TABLE}_clear CASCADE",
        f"DROP TABLE {TABLE}",
    )
    matching_sql = f"SELECT {TABLE}_matching(%s::tsquery, %s)"
    texts_sql = "SELECT json_array_elements_text(%s::json)"

    def render(self, expression):
        return expression.tsquery()

    def write(self, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (entry_id, words) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words",
                [(number, tokens.as_vector()) for number, tokens in rows],
            )
