"""What search does when documents come, change or go, themes are renamed, pages published."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from modelsearch.tasks import insert_or_update_object_task
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page
from wagtail.signals import page_published

from core.models import Theme

from .document_texts import forget_outdated
from .tasks import read_document, renew_pages_of, renew_pages_on_theme

# What of a document has to do with its words: its file, and who may open it.
MATTERS = {"file", "collection", "collection_id"}


def register() -> None:
    document, restriction = get_document_model(), CollectionViewRestriction
    post_save.connect(_saved, sender=document, dispatch_uid="search document saved")
    post_delete.connect(_deleted, sender=document, dispatch_uid="search document deleted")
    post_save.connect(_restricted, sender=restriction, dispatch_uid="search documents closed")
    post_delete.connect(_restricted, sender=restriction, dispatch_uid="search documents opened")
    post_save.connect(_renamed, sender=Theme, dispatch_uid="search theme renamed")
    post_delete.connect(_renamed, sender=Theme, dispatch_uid="search theme deleted")
    page_published.connect(_published, dispatch_uid="search page published")


def _saved(instance, update_fields: Iterable[str] | None = None, **kwargs) -> None:
    if update_fields is None or MATTERS & set(update_fields):
        forget_outdated(instance)
        transaction.on_commit(partial(read_document.enqueue, instance.pk))


def _deleted(instance, **kwargs) -> None:
    transaction.on_commit(partial(renew_pages_of.enqueue, [instance.pk]))


def _restricted(instance: CollectionViewRestriction, **kwargs) -> None:
    below = get_document_model().objects.filter(
        collection__path__startswith=instance.collection.path
    )
    ids = list(below.values_list("pk", flat=True))
    transaction.on_commit(partial(renew_pages_of.enqueue, ids))


class _Renewal(NamedTuple):
    """Renews the pages on a theme; two for the same theme are equal."""

    slug: str

    def __call__(self):
        renew_pages_on_theme.enqueue(self.slug)


def _renamed(instance: Theme, **kwargs) -> None:
    """Once in a transaction, which may save a theme in all its languages."""
    renewal = _Renewal(instance.slug)
    if renewal not in (waiting for _, waiting, *_ in transaction.get_connection().run_on_commit):
        transaction.on_commit(renewal)


def _published(instance: Page, **kwargs) -> None:
    """Read a page again: the job of its own signal, when it is saved, may come too early for
    participants, themes and the like, which are stored after the page.
    """
    meta = instance._meta
    insert_or_update_object_task.enqueue(meta.app_label, meta.model_name, str(instance.pk))
