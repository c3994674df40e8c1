"""Update the index when documents, restrictions, themes and pages change."""

from collections.abc import Iterable

from django.db.models.signals import post_delete, post_save
from modelsearch.tasks import insert_or_update_object_task
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page
from wagtail.signals import page_published

from core.background_tasks import enqueue_with_transaction
from core.models import Theme
from core.subjects import Subjects
from search.index.indexing import postpone_update, postpone_updates_about

from .document_texts import delete_outdated_text
from .tasks import read_document, reindex_pages_of_documents, reindex_pages_on_theme

# Fields of a document that affect its text in the index: its file, and who may read it.
RELEVANT_FIELDS = {"file", "collection", "collection_id"}


def register() -> None:
    document, restriction = get_document_model(), CollectionViewRestriction
    post_save.connect(_on_document_saved, sender=document, dispatch_uid="search document saved")
    post_delete.connect(
        _on_document_deleted, sender=document, dispatch_uid="search document deleted"
    )
    post_save.connect(
        _on_restriction_changed, sender=restriction, dispatch_uid="search documents closed"
    )
    post_delete.connect(
        _on_restriction_changed, sender=restriction, dispatch_uid="search documents opened"
    )
    post_save.connect(_on_theme_changed, sender=Theme, dispatch_uid="search theme renamed")
    post_delete.connect(_on_theme_changed, sender=Theme, dispatch_uid="search theme deleted")
    page_published.connect(_on_page_published, dispatch_uid="search page published")


def _on_document_saved(instance, update_fields: Iterable[str] | None = None, **kwargs) -> None:
    if update_fields is None or RELEVANT_FIELDS & set(update_fields):
        delete_outdated_text(instance)
        enqueue_with_transaction(read_document, instance.pk)


def _on_document_deleted(instance, **kwargs) -> None:
    enqueue_with_transaction(reindex_pages_of_documents, [instance.pk])


def _on_restriction_changed(instance: CollectionViewRestriction, **kwargs) -> None:
    affected = get_document_model().objects.filter(
        collection__path__startswith=instance.collection.path
    )
    ids = list(affected.values_list("pk", flat=True))
    enqueue_with_transaction(reindex_pages_of_documents, ids)


def _on_theme_changed(instance: Theme, **kwargs) -> None:
    if postpone_updates_about(Subjects(themes=(instance.slug,))):
        return
    # A transaction may save a theme in all its languages.
    enqueue_with_transaction(reindex_pages_on_theme, instance.slug, once=True)


def _on_page_published(instance: Page, **kwargs) -> None:
    """Index a page again after its relations are stored.

    modelsearch does so when the page is saved, but participants, themes and other relations are
    saved after the page.
    """
    if postpone_update(type(instance), [instance]):
        return
    meta = instance._meta
    insert_or_update_object_task.enqueue(meta.app_label, meta.model_name, str(instance.pk))
