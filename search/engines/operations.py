"""The migration's way to the table of words, which differs from database to database."""

from django.db.migrations import RunPython

from . import engine


def _create(apps, schema_editor):
    engine(schema_editor.connection).create()


def _drop(apps, schema_editor):
    engine(schema_editor.connection).drop()


class CreateWords(RunPython):
    """Make the table of words, which no model describes: FTS5 has no columns with types."""

    def __init__(self):
        super().__init__(_create, _drop)

    def deconstruct(self):
        return (self.__class__.__name__, [], {})
