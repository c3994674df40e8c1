"""What the site replaces and uses of the private API of Django and its driver for PostgreSQL.

``tests/core/test_django_internals.py`` fails when an upgrade changes it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.urls import resolvers

# Objects that wait in a block of ``joint_updates``, by their table and its fields to be updated.
_waiting: ContextVar[dict[tuple, list[Model]] | None] = ContextVar("waiting", default=None)


def keep_parsed_patterns() -> None:
    """Parse each pattern of a URL once.

    When a URL is first reversed in a language, Django parses the patterns of all URLs, which are
    the same in every language.
    """
    resolvers.normalize = cache(resolvers.normalize)


def kept_permissions(user: Model, find: Callable[[Model], set[str]]) -> set[str]:
    """Return the permissions of an account where ``ModelBackend`` keeps them, found at first."""
    if not hasattr(user, "_perm_cache"):
        user._perm_cache = find(user)
    return user._perm_cache


def has_new_password(user: Model) -> bool:
    """Return whether an account has got a password that is not saved yet.

    Django keeps it until then, but not while it only renews a hash.
    """
    return user._password is not None


def call_at_end_of_transactions(
    connection: BaseDatabaseWrapper, committed: Callable[[], None], rolled_back: Callable[[], None]
) -> None:
    """Call one of these each time that a connection has committed or rolled back."""
    for name, called in (("_commit", committed), ("_rollback", rolled_back)):
        setattr(connection, name, _and_then(getattr(connection, name), called))


def _and_then(end: Callable[[], None], called: Callable[[], None]) -> Callable[[], None]:
    @wraps(end)
    def end_and_call() -> None:
        end()
        called()

    return end_and_call


class QuotationEscape:
    """Takes the place of the regular expression with which psycopg escapes a text in an array."""

    def sub(self, replacement: bytes, text: bytes) -> bytes:
        """Put a backslash before each backslash and each quotation mark."""
        return bytes(text).replace(b"\\", b"\\\\").replace(b'"', b'\\"')


def escape_arrays_at_once() -> None:
    """Escape the texts of the rows that are inserted together, without a call for each mark.

    Django passes them to PostgreSQL as arrays, and the content of a revision has thousands.
    """
    if connection.vendor == "postgresql":
        # On SQLite, it would be loaded for nothing.
        from psycopg.types.array import ListDumper

        ListDumper._re_esc = QuotationEscape()


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


class JointUpdateMixin:
    """Lets objects of a model be updated together, in a block of ``joint_updates``."""

    def _do_update(self, base_qs, using, pk_val, values, update_fields, forced_update):
        waiting = _waiting.get()
        if waiting is None or not values:
            return super()._do_update(base_qs, using, pk_val, values, update_fields, forced_update)
        waiting[base_qs.model, tuple(field for field, *_ in values)].append(self)
        return True


@contextmanager
def joint_updates() -> Iterator[None]:
    """Update the rows of what is saved in the block at its end, in one statement for each table.

    The block saves objects of models with ``JointUpdateMixin``, each once, that it does not read
    again and that nobody deletes meanwhile: they are new or locked. Django's ``bulk_update`` is
    no faster than one statement for each row. ``INSERT … ON CONFLICT DO UPDATE`` is.
    """
    waiting: dict[tuple, list[Model]] = defaultdict(list)
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for (model, fields), instances in waiting.items():
        rows = model._base_manager.get_queryset()
        rows._for_write = True
        rows._batched_insert(
            instances,
            model._meta.local_concrete_fields,
            batch_size=None,
            on_conflict=OnConflict.UPDATE,
            update_fields=fields,
            unique_fields=[model._meta.pk],
        )
