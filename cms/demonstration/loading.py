"""Saving many pages one after another, with what follows from each done once at the end."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connection
from modelcluster.queryset import FakeQuerySet
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page

from core.models import postponed_log_entries
from core.references import references_once
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
        contexts.enter_context(_no_comments())
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


class NoPageComments(FakeQuerySet):
    """The comments of a page that has none, which nobody has to look for."""

    def clear(self) -> None:
        """There is nothing to forget."""

    commit = clear


class NoPageCommentsDescriptor:
    """Takes the place of the relation to the comments of a page.

    Wagtail asks for them a dozen times while a page is copied, saved and published.
    """

    def __get__(self, instance, owner=None) -> NoPageComments:
        return NoPageComments(Comment, [])

    def __set__(self, instance, value) -> None:
        """Forget the value, which has come from here."""


@contextmanager
def _no_comments() -> Iterator[None]:
    comments = vars(Page)[COMMENTS_RELATION_NAME]
    setattr(Page, COMMENTS_RELATION_NAME, NoPageCommentsDescriptor())
    try:
        yield
    finally:
        setattr(Page, COMMENTS_RELATION_NAME, comments)
