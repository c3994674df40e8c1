"""Overridable segments: images, documents and URLs that a language may replace by its own.

Everything else that is not text is synchronised with the source. Links to pages need no override:
they lead to the translations of these pages.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from django.db import models
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from translation.segments.field_descriptions import (
    FieldDescription,
    describe_field,
    field_or_block_at,
)
from translation.segments.prepared import prepared_source


class OverridableType(Enum):
    IMAGE = "image"
    DOCUMENT = "doc-full"
    URL = "link"


OVERRIDABLE_BLOCKS = {
    ImageChooserBlock: OverridableType.IMAGE,
    DocumentChooserBlock: OverridableType.DOCUMENT,
    blocks.URLBlock: OverridableType.URL,
    blocks.RichTextBlock: OverridableType.URL,
}


@dataclass
class OverridableValue:
    """One overridable segment with its value in the source and in one language.

    ``source`` and ``chosen`` are an image, a document or a URL. They are ``None`` for a file that
    no longer exists; ``chosen`` also where the language has no override.
    """

    segment: OverridableSegment
    kind: OverridableType
    description: FieldDescription
    override: SegmentOverride | None
    source: object = None
    chosen: object = None

    @property
    def anchor(self) -> str:
        """The fragment identifier in the translation editor."""
        return f"choice-{self.segment.pk}"

    @property
    def source_text(self) -> str:
        return str(self.source or "")

    @property
    def is_broken(self) -> bool:
        """Whether the file of the override was deleted, so that nothing could be published."""
        return bool(self.override and self.chosen is None)


def load_overridable_values(translation: Translation) -> list[OverridableValue]:
    """Return the overridable segments in the order of the page, in four queries."""
    model = translation.source.specific_content_type.model_class()
    overrides = {
        override.context_id: override
        for override in SegmentOverride.objects.filter(
            locale=translation.target_locale_id, context__object_id=translation.source.object_id
        )
    }
    choices = []
    for segment in (
        OverridableSegment.objects.filter(source=translation.source_id)
        .select_related("context")
        .order_by("order")
    ):
        kind = _kind(model, segment.context.field_path)
        if kind and segment.data:
            description = describe_field(model, segment.context.field_path)
            override = overrides.get(segment.context_id)
            choices.append(OverridableValue(segment, kind, description, override))
    _add_files(choices, OverridableType.IMAGE, get_image_model())
    _add_files(choices, OverridableType.DOCUMENT, get_document_model())
    for choice in choices:
        if choice.kind is OverridableType.URL:
            choice.source = choice.segment.data
            choice.chosen = choice.override and choice.override.data
    return choices


def load_overridable_value(translation: Translation, pk: int) -> OverridableValue:
    """Return one; raise ``OverridableSegment.DoesNotExist`` if it is not part of the page."""
    for choice in load_overridable_values(translation):
        if choice.segment.pk == pk:
            return choice
    raise OverridableSegment.DoesNotExist


def broken_overrides(translation: Translation) -> list[OverridableValue]:
    """Return those whose override is a deleted file; one query if there are no overrides."""
    if not present_overrides(translation):
        return []
    return [choice for choice in load_overridable_values(translation) if choice.is_broken]


def present_overrides(translation: Translation) -> list[tuple[str, str, int | None]]:
    """Return content path, value as JSON, and id of the author of each override in use.

    Overrides of what is no longer on the page are left out.
    """
    overridable = [path for path, _order in prepared_source(translation.source).overridable]
    if not overridable:
        return []
    chosen = SegmentOverride.objects.filter(
        locale=translation.target_locale_id,
        context__object_id=translation.source.object_id,
        context__path__in=overridable,
    )
    return list(chosen.values_list("context__path", "data_json", "last_translated_by"))


def load_override_values(overrides: Collection[tuple[OverridableType, str]]) -> dict:
    """Return the image, the document or the URL of each pair of kind and value as JSON.

    Files that were deleted are left out. At most two queries.
    """
    found = {
        (kind, value): json.loads(value) for kind, value in overrides if kind is OverridableType.URL
    }
    for kind, model in (
        (OverridableType.IMAGE, get_image_model()),
        (OverridableType.DOCUMENT, get_document_model()),
    ):
        ids = {value: _file_id(value) for item, value in overrides if item is kind}
        files = model.objects.in_bulk(set(ids.values()) - {None}) if ids else {}
        found |= {(kind, value): files[pk] for value, pk in ids.items() if pk in files}
    return found


def override_names(model: type[models.Model], overrides: Collection) -> dict[tuple, str]:
    """Return the title of the image or document, or the URL, of each override.

    ``overrides`` are pairs of field path and value as JSON. That of a deleted file is left out.
    """
    kinds = {path: _kind(model, path) for path, _value in overrides}
    found = load_override_values([(kinds[path], value) for path, value in overrides])
    return {
        (path, value): str(found[kinds[path], value])
        for path, value in overrides
        if (kinds[path], value) in found
    }


def _kind(model: type[models.Model], field_path: str) -> OverridableType | None:
    editable = field_or_block_at(model, field_path)
    if isinstance(editable, models.ForeignKey):
        by_model = {
            get_image_model(): OverridableType.IMAGE,
            get_document_model(): OverridableType.DOCUMENT,
        }
        return by_model.get(editable.related_model)
    if isinstance(editable, models.URLField | RichTextField):
        return OverridableType.URL
    return next(
        (kind for block, kind in OVERRIDABLE_BLOCKS.items() if isinstance(editable, block)), None
    )


def _add_files(
    choices: list[OverridableValue], kind: OverridableType, model: type[models.Model]
) -> None:
    of_kind = [choice for choice in choices if choice.kind is kind]
    ids = {
        _file_id(stored.data_json)
        for item in of_kind
        for stored in (item.segment, item.override)
        if stored
    }
    files = model.objects.in_bulk(ids - {None}) if of_kind else {}
    for choice in of_kind:
        choice.source = files.get(_file_id(choice.segment.data_json))
        choice.chosen = choice.override and files.get(_file_id(choice.override.data_json))


def _file_id(value: str) -> int | None:
    """Return the id in the stored JSON, a number or a string of digits."""
    try:
        return int(json.loads(value))
    except (TypeError, ValueError):
        return None
