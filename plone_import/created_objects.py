"""What an import created, how to tell whether it was changed since, and how to remove it."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from wagtail.models import Page
from wagtail_localize.models import (
    StringTranslation,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)

from core.languages import site_language
from core.site_tree import is_in_site_tree
from editorial.models import PageReview
from recycle_bin.actions.purge import EraseRecycledPage
from translation.models import Assignment, SegmentChange, SegmentComment

from .models import CreatedObject, PloneImport


class CreatedObjects:
    """Collects what one import creates, in the order of creation."""

    def __init__(self):
        self._found: list[tuple] = []

    def add(self, instance, data: dict | None = None) -> None:
        self._found.append((instance, data or {}))

    def save(self, plone_import: PloneImport) -> None:
        """Store them with their states, which are final by now."""
        CreatedObject.objects.bulk_create(
            CreatedObject(
                plone_import=plone_import,
                content_type=ContentType.objects.get_for_model(instance),
                object_id=str(instance.pk),
                title=str(instance),
                fingerprint=object_fingerprint(instance, data),
                data=data,
            )
            for instance, data in self._found
        )


def object_fingerprint(instance, data: dict) -> str:
    """Return the state of an object, which differs as soon as a person has changed it."""
    if block_id := data.get("milestone"):
        page = Page.objects.get(pk=instance.pk).get_latest_revision_as_object()
        blocks = [item for item in page.milestones.raw_data if item["id"] == block_id]
        return hashlib.sha256(repr(blocks).encode()).hexdigest()
    if isinstance(instance, TranslatableObject):
        return _translations_fingerprint(instance)
    if hasattr(instance, "latest_revision_id"):
        revision = type(instance).objects.get(pk=instance.pk).latest_revision_id
        return f"revision {revision}"
    values = {
        field.attname: _plain(getattr(instance, field.attname))
        for field in instance._meta.concrete_fields
        if not getattr(field, "auto_now", False) and field.name not in ("file_size", "file_hash")
    }
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()


def remove_object(instance, user) -> None:
    """Delete an object of an import with all that belongs to it."""
    if isinstance(instance, TranslatableObject):
        # Its contexts are protected by the texts of its source.
        TranslationSource.objects.filter(object=instance).delete()
        StringTranslation.objects.filter(context__object=instance).delete()
        TranslationContext.objects.filter(object=instance).delete()
        instance.delete()
    elif isinstance(instance, Page):
        _remove_page(instance, user)
    else:
        instance.delete()


def _remove_page(page: Page, user) -> None:
    """Delete a page, also from the recycle bin, and its review, which translations share."""
    if site_language(page.locale.language_code).is_source:
        PageReview.objects.filter(translation_key=page.translation_key).delete()
    if is_in_site_tree(page):
        page.delete(user=user, skip_permission_checks=True)
    else:
        EraseRecycledPage(page, user).execute()


def _translations_fingerprint(instance: TranslatableObject) -> str:
    """Return what people have done to the translations of an object; jobs do not count."""
    changes = SegmentChange.objects.filter(translation__source__object=instance)
    comments = SegmentComment.objects.filter(translation__source__object=instance)
    assignments = [
        (item.language.code, item.state, item.assignee_id, item.note, item.deadline)
        for item in Assignment.objects.filter(translation__source__object=instance)
        .with_translation()
        .order_by("pk")
        if not item.language.derived_from
    ]
    counts = changes.exclude(changed_by=None).count(), comments.count()
    return hashlib.sha256(repr((counts, assignments)).encode()).hexdigest()


def _plain(value) -> str:
    # The hash of a file is computed on first use, its name stays.
    return value.name if isinstance(value, File) else str(value)
