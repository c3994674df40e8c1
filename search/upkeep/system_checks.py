"""Check that the index was made with the current version of the normaliser."""

from django.core.checks import Tags, Warning, register
from django.db import connections

from core.writing.folding import VERSION
from search.models import IndexEntry


@register(Tags.database)
def check_version_of_index(app_configs=None, databases=None, **kwargs) -> list[Warning]:
    """Warn of entries that another version of the normaliser has made.

    Django runs checks of the database with ``migrate`` and ``check --database default``.
    """
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            if IndexEntry._meta.db_table not in connections[alias].introspection.table_names(
                cursor
            ):
                continue
        outdated = IndexEntry.objects.using(alias).exclude(version=VERSION).count()
        if outdated:
            return [
                Warning(
                    f"{outdated} entries of the search index were made by another version of the "
                    "normaliser: some words are not found.",
                    hint="Run: manage.py update_index",
                    id="search.W001",
                )
            ]
    return []
