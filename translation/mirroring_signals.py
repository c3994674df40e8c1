"""Receivers of signals that mirror changes of source pages in the tree of every language."""

from django.db.models.signals import pre_delete
from modelcluster.fields import ParentalKey
from wagtail.models import Page, TranslatableMixin, get_translatable_models
from wagtail.signals import page_slug_changed, post_page_move, unpublished

from core.languages import site_language
from core.site_tree import is_in_site_tree, is_object_of_site
from translation.actions.mirror import (
    MirrorDeletion,
    MirrorPageMove,
    MirrorSlugChange,
    MirrorUnpublication,
    PauseTranslation,
    RecordTranslationUnpublication,
    ResumeTranslation,
)


def register() -> None:
    post_page_move.connect(_moved, dispatch_uid="translation moved")
    page_slug_changed.connect(_renamed, dispatch_uid="translation renamed")
    unpublished.connect(_unpublished, dispatch_uid="translation unpublished")
    for model in get_translatable_models():
        # Child objects are deleted with their page.
        if not any(isinstance(field, ParentalKey) for field in model._meta.get_fields()):
            pre_delete.connect(_deleted, sender=model, dispatch_uid=f"deleted {model._meta.label}")


def _is_source_object(instance) -> bool:
    is_root = isinstance(instance, Page) and instance.is_root()
    return not is_root and site_language(instance.locale.language_code).is_source


def _moved(instance, parent_page_before, **kwargs) -> None:
    if not is_in_site_tree(instance):
        PauseTranslation(instance).execute()
        return
    if not is_in_site_tree(parent_page_before):
        ResumeTranslation(instance).execute()
    if _is_source_object(instance):
        MirrorPageMove(instance).execute()


def _renamed(instance, **kwargs) -> None:
    if _is_source_object(instance):
        MirrorSlugChange(instance).execute()


def _unpublished(instance, **kwargs) -> None:
    if not isinstance(instance, TranslatableMixin) or not is_object_of_site(instance):
        return
    if _is_source_object(instance):
        MirrorUnpublication(instance).execute()
    else:
        RecordTranslationUnpublication(instance).execute()


def _deleted(instance, **kwargs) -> None:
    if _is_source_object(instance):
        MirrorDeletion(instance).execute()
