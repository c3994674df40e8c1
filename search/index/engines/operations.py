"""The migration operation for the table of tokens, which differs between databases."""

from django.db.migrations import RunPython

from . import get_engine


def _create(apps, schema_editor):
    get_engine(schema_editor.connection).create_table()


def _upgrade(apps, schema_editor):
    get_engine(schema_editor.connection).upgrade_table()


def _drop(apps, schema_editor):
    get_engine(schema_editor.connection).drop_table()


class CreateTokenTable(RunPython):
    """Create the table of tokens, which no model describes: FTS5 has no columns with types."""

    def __init__(self):
        super().__init__(_create, _drop)

    def deconstruct(self):
        return (self.__class__.__name__, [], {})


class UpgradeTokenTable(RunPython):
    """Bring the table that version 1.0 created to what ``CreateTokenTable`` creates now.

    It removes nothing, since processes of version 1.0 run on the new tables until they are
    restarted, and is not reversed: what it adds does not disturb them.
    """

    def __init__(self):
        super().__init__(_upgrade, RunPython.noop)

    def deconstruct(self):
        return (self.__class__.__name__, [], {})
