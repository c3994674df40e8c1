"""Triggers that advance the generation of the content with each change of a table.

They count every change, whoever makes it: bulk updates without signals, commands, ``psql``. Since
they are part of the change's transaction, no process can be killed between the two.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from wagtail.models import Page

from .models import ContentGeneration

NAME = "page_cache_advance"
EVENTS = ("INSERT", "UPDATE", "DELETE")
TABLE = ContentGeneration._meta.db_table
# Columns of a page that change with each automatic save of a draft, and that no reader sees.
DRAFT_COLUMNS = {
    *("latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "draft_title"),
    *("locked", "locked_at", "locked_by_id"),
}

# Once for each transaction: the setting ends with it, also with a savepoint that is rolled back.
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('page_cache.is_advanced', true), '') = '' THEN
    PERFORM set_config('page_cache.is_advanced', 'yes', true);
    UPDATE {TABLE} SET number = number + 1
      WHERE id = (SELECT id FROM {TABLE} ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
      INSERT INTO {TABLE} (number) VALUES (1);
    END IF;
  END IF;
  RETURN NULL;
END $$
"""
SQLITE_PAGE_TRIGGER = f"{NAME}_update_{Page._meta.db_table}"
SQLITE_COUNT = (
    f"INSERT INTO {TABLE} (id, number) VALUES (1, 1)"
    " ON CONFLICT (id) DO UPDATE SET number = number + 1;"
)


def drop_page_trigger(app_config, using: str, plan: Sequence = (), **kwargs) -> None:
    """Drop the trigger that names columns of pages; Django calls it before migrations run.

    SQLite drops no column that a trigger names. PostgreSQL drops the trigger with the column.
    """
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{SQLITE_PAGE_TRIGGER}"')


def create_triggers(app_config, using: str, **kwargs) -> None:
    """Create the triggers that are missing; Django calls it once all migrations have run.

    The trigger that names the columns of pages is replaced, because they may be others now.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if TABLE not in tables:
        return
    models = [model for model in watched_models() if model._meta.db_table in tables]
    if connection.vendor == "postgresql":
        _execute(connection, _postgresql(connection, models))
    else:
        # No update is left out between the deletion of a trigger and its creation.
        with transaction.atomic(using=using):
            _execute(connection, _sqlite(connection, models))


def _execute(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def watched_models() -> Iterator[type[Model]]:
    """Yield the models whose changes readers may see: all but those that a setting names."""
    for model in apps.get_models(include_auto_created=True):
        ignored = {model._meta.label, model._meta.app_label} & settings.PAGE_CACHE_IGNORED
        if model._meta.managed and not model._meta.proxy and not ignored:
            yield model


@cache
def watched_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in watched_models())


def _condition(model: type[Model], connection: BaseDatabaseWrapper) -> str:
    """Return the condition that an update of a page changes more than its draft."""
    quote = connection.ops.quote_name
    columns = {field.column for field in Page._meta.local_concrete_fields} - DRAFT_COLUMNS
    is_distinct = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    changes = [
        f"OLD.{quote(column)} {is_distinct} NEW.{quote(column)}" for column in sorted(columns)
    ]
    return " OR ".join(changes)


def _postgresql(connection: BaseDatabaseWrapper, models: list[type[Model]]) -> Iterator[str]:
    yield POSTGRESQL_FUNCTION
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [NAME])
        existing = {name.strip('"') for (name,) in cursor.fetchall()}
    for model in models:
        table = model._meta.db_table
        if model is Page:
            yield (
                f'CREATE OR REPLACE TRIGGER {NAME}_update AFTER UPDATE ON "{table}" FOR EACH ROW'
                f" WHEN ({_condition(model, connection)}) EXECUTE FUNCTION {NAME}()"
            )
        if table in existing:
            continue
        events = [event for event in EVENTS if not (model is Page and event == "UPDATE")]
        yield (
            f'CREATE TRIGGER {NAME} AFTER {" OR ".join(events)} ON "{table}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()"
        )


def _sqlite(connection: BaseDatabaseWrapper, models: list[type[Model]]) -> Iterator[str]:
    yield f'DROP TRIGGER IF EXISTS "{SQLITE_PAGE_TRIGGER}"'
    for model in models:
        table = model._meta.db_table
        for event in EVENTS:
            is_page_update = model is Page and event == "UPDATE"
            condition = f"WHEN {_condition(model, connection)} " if is_page_update else ""
            yield (
                f'CREATE TRIGGER IF NOT EXISTS "{NAME}_{event.lower()}_{table}" AFTER {event}'
                f' ON "{table}" FOR EACH ROW {condition}BEGIN {SQLITE_COUNT} END'
            )
