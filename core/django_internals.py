"""What the site replaces and uses of Django's private API.

``tests/core/test_django_internals.py`` fails when an upgrade changes it.
"""

from collections.abc import Sequence
from functools import cache

from django.db.models import Model
from django.urls import resolvers


def keep_parsed_patterns() -> None:
    """Parse each pattern of a URL once.

    When a URL is first reversed in a language, Django parses the patterns of all URLs, which are
    the same in every language.
    """
    resolvers.normalize = cache(resolvers.normalize)


def insert_rows(instances: Sequence[Model]) -> None:
    """Insert the rows of objects of one model, which are in its parent table already.

    ``bulk_create`` does not support models with a parent table.
    """
    model = type(instances[0])
    rows = model._base_manager.get_queryset()
    rows._for_write = True
    rows._batched_insert(list(instances), model._meta.local_concrete_fields, batch_size=None)
    for instance in instances:
        instance._state.adding, instance._state.db = False, rows.db
