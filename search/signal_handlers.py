"""What search does when documents come, change or go, themes are renamed, pages published."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
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


def _renamed(instance: Theme, **kwargs) -> None:
    transaction.on_commit(partial(renew_pages_on_theme.enqueue, instance.slug))


def _published(instance: Page, **kwargs) -> None:
    """Read a page with its participants, themes and the like.

    They are stored after the page, whose own signal comes too early for them.
    """
    if _relations(type(instance)) > _relations(Page):
        meta = instance._meta
        insert_or_update_object_task.enqueue(meta.app_label, meta.model_name, str(instance.pk))


def _relations(model: type[Page]) -> set[str]:
    relations = [*get_all_child_relations(model), *get_all_child_m2m_relations(model)]
    return {relation.name for relation in relations}
