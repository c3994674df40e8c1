"""Composition of a translated object from approved texts and the fields of its source.

Texts may have been changed since their approval. A job never publishes these changes: it takes
the texts as they were when they were approved.
"""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.fields import StreamField
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from translation.choices import TranslationOrigin
from translation.models import Assignment, SegmentChange
from translation.segments.text import TranslationSegment, load_segments
from translation.wagtail_internals import segment_values


class MissingTranslationError(Exception):
    """A text of the source has no translation that could be published."""


class PublishedTexts:
    """The texts and overrides of one translation as they were at its last publication.

    They are found by undoing the recorded changes that are later than ``published_texts_at``.
    Derived texts need no approval and are taken as they are.
    """

    def __init__(self, assignment: Assignment):
        self.translation = assignment.translation
        self.until = assignment.published_texts_at
        self._read(SegmentChange.objects.filter(translation=self.translation))

    def _read(self, changes) -> None:
        # The published texts that were changed since, by context and string.
        self._texts: dict[tuple[int, int], str] = {}
        # The published overrides that were changed since, by content path; None is the source's.
        self.overrides: dict[str, str | None] = {}
        current: dict[str, str] = {}
        by_people = changes.exclude(origin=TranslationOrigin.DERIVED).order_by("changed_at", "pk")
        for change in by_people.select_related("context"):
            path, is_later = change.context.path, not self.until or change.changed_at > self.until
            if change.string_id and is_later:
                self._texts.setdefault((change.context_id, change.string_id), change.before)
            elif not change.string_id and is_later:
                self.overrides.setdefault(path, current.get(path))
            elif not change.string_id:
                current[path] = change.after

    def text_of(self, segment: TranslationSegment) -> str:
        """Return the published target text of a segment."""
        return self._texts.get(segment.key, segment.target)

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether there are changes that are not published."""
        return bool(self._texts or self.overrides)


def compose_translation(published: PublishedTexts):
    """Build the translated object from the current source and the published texts.

    Raises ``MissingTranslationError`` if one of the texts has no translation. Nothing is saved.
    """
    translation = published.translation
    source, locale = translation.source, translation.target_locale
    original, target = source.as_instance(), translation.get_target_instance()
    copy_synchronised_fields(original, target)
    ingest_segments(original, target, source.locale, locale, _values(published))
    return target


def _values(published: PublishedTexts) -> list:
    """Return the segment values of ``get_ephemeral_translated_instance()``, but as published."""
    translation = published.translation
    texts = {item.order: published.text_of(item) for item in load_segments(translation)}
    if not all(texts.values()):
        raise MissingTranslationError
    values = _published_overrides(published)
    for value in segment_values(translation.source, translation.target_locale):
        if isinstance(value, StringSegmentValue):
            value.string = StringValue(texts[value.order])
        is_override = isinstance(value, OverridableSegmentValue)
        if not is_override or value.path not in published.overrides:
            values.append(value)
    return values


def _published_overrides(published: PublishedTexts) -> list[OverridableSegmentValue]:
    """Return the published overrides that have been changed or removed since."""
    overrides = {path: data for path, data in published.overrides.items() if data is not None}
    segments = published.translation.source.overridablesegment_set.filter(
        context__path__in=overrides
    ).select_related("context")
    return [
        OverridableSegmentValue(
            segment.context.path, json.loads(overrides[segment.context.path]), order=segment.order
        )
        for segment in segments
    ]


def translatable_content(instance) -> dict:
    """Return the translatable and synchronised fields of an object, in order to compare them.

    Without Wagtail's fields about publication, and without the keys of child objects.
    """
    return _content(type(instance), instance.serializable_data())


def translatable_content_of_source(source: TranslationSource) -> dict:
    model = source.specific_content_type.model_class()
    return _content(model, json.loads(source.content_json))


def _content(model: type[models.Model], data: dict) -> dict:
    plain = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    names = {field.field_name for field in get_translatable_fields(model)}
    return {name: _value(model._meta.get_field(name), plain.get(name)) for name in names}


def _value(field, value):
    if isinstance(field, StreamField):
        return json.loads(value) if value else []
    if isinstance(field, models.ManyToOneRel):
        keys = ("pk", field.field.name, "locale", "sort_order")
        return [
            {name: part for name, part in child.items() if name not in keys}
            for child in value or []
        ]
    return value


def is_source_public(source: TranslationSource) -> bool:
    """Whether the object of a source is public, in whatever version."""
    instance = source.object.get_instance_or_none(source.locale)
    return instance is not None and getattr(instance, "live", True)


def is_source_content_public(source: TranslationSource) -> bool:
    """Whether the content of a source is the public one, rather than a later draft."""
    return is_source_public(source) and translatable_content(
        source.get_source_instance()
    ) == translatable_content_of_source(source)
