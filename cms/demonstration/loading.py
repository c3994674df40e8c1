"""Saving many pages one after another, with what follows from each done once at the end."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connection

from core.models import postponed_log_entries
from core.references import references_once
from core.wagtail_internals import no_page_comments
from search.index.indexing import index_once


@contextmanager
def loading_pages() -> Iterator[None]:
    """Save pages within a transaction with the same result, in about half of the time.

    The search index, the index of references and the entries of the history are written at the end
    of the block. There are no savepoints: any error in the block ends the whole transaction. The
    pages have no comments of editors, and other threads do nothing meanwhile.
    """
    with ExitStack() as contexts:
        contexts.enter_context(_no_savepoints())
        contexts.enter_context(no_page_comments())
        contexts.enter_context(index_once())
        contexts.enter_context(references_once())
        contexts.enter_context(postponed_log_entries())
        yield


@contextmanager
def _no_savepoints() -> Iterator[None]:
    """Save a fifth of the statements."""
    connection.savepoint = lambda: None
    try:
        yield
    finally:
        del connection.savepoint
