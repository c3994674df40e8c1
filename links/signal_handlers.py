"""Record old addresses when source pages are renamed, moved, unpublished and published.

The translations have the addresses of their source page. The module also updates the reference
index when many-to-many relations change.
"""

from django.db.models.signals import m2m_changed
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail.tasks import update_reference_index_task

from core.languages import site_language
from core.references import are_references_postponed
from core.signals import page_address_changed

from .actions import (
    DeleteRedirectFromPublishedPage,
    RecordAddressOfUnpublishedPage,
    RecordOldAddresses,
)


def register() -> None:
    page_address_changed.connect(_on_address_changed, dispatch_uid="links address changed")
    post_page_move.connect(_on_moved, dispatch_uid="links page moved")
    page_unpublished.connect(_on_unpublished, dispatch_uid="links page unpublished")
    page_published.connect(_on_published, dispatch_uid="links page published")
    m2m_changed.connect(_on_relations_changed, dispatch_uid="links relations changed")


def _is_source(page: Page) -> bool:
    return site_language(page.locale.language_code).is_source


def _on_address_changed(instance: Page, url_path_before: str, **kwargs) -> None:
    if _is_source(instance):
        RecordOldAddresses(instance, url_path_before).execute()


def _on_moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs) -> None:
    if url_path_before != url_path_after:
        _on_address_changed(instance, url_path_before)


def _on_unpublished(instance: Page, **kwargs) -> None:
    if _is_source(instance):
        RecordAddressOfUnpublishedPage(instance).execute()


def _on_published(instance: Page, **kwargs) -> None:
    if _is_source(instance):
        DeleteRedirectFromPublishedPage(instance).execute()


def _on_relations_changed(instance, action: str, **kwargs) -> None:
    """Index many-to-many relations, which are stored after Wagtail has indexed their object."""
    if are_references_postponed():
        return
    if action.startswith("post_") and ReferenceIndex.is_indexed(type(instance)):
        meta = instance._meta
        update_reference_index_task.enqueue(meta.app_label, meta.model_name, str(instance.pk))
