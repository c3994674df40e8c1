"""What all translations of a source have in common, read once for all languages."""

import json
from functools import cached_property

from django.db import models
from wagtail.models import Locale
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    RelatedObjectSegment,
    StringSegment,
    TemplateSegment,
    TranslationSource,
)
from wagtail_localize.segments import RelatedObjectSegmentValue, TemplateSegmentValue

from core.prepared_queries import prepared_query
from core.request_cache import cached_for_request
from translation.segments.text import source_segments


class PreparedSource:
    """The parts of a source that its translations are composed of, without their texts."""

    def __init__(self, source: TranslationSource):
        self.source = source

    @cached_property
    def rows(self) -> list[StringSegment]:
        """The texts, in the order of the page."""
        return _segments_of(self.source.pk)

    @cached_property
    def _templates(self) -> list[TemplateSegmentValue]:
        segments = _templates_of(self.source.pk)
        return [
            TemplateSegmentValue(
                segment.context.path,
                segment.template.template_format,
                segment.template.template,
                segment.template.string_count,
                order=segment.order,
            )
            for segment in segments
        ]

    @cached_property
    def _related_objects(self) -> list:
        return _related_objects_of(self.source.pk)

    @cached_property
    def overridable(self) -> list[tuple[str, int]]:
        """The content path and the order of each value that a language may replace."""
        return list(self.source.overridablesegment_set.values_list("context__path", "order"))

    def values_in(self, locale: Locale) -> list:
        """Return the values that are no texts, with the related objects that the language has."""
        related = [
            RelatedObjectSegmentValue(
                segment.context.path,
                segment.object.content_type,
                segment.object.translation_key,
                order=segment.order,
            )
            for segment in self._related_objects
            if segment.object.has_translation(locale)
        ]
        return self._templates + related

    @cached_property
    def _content(self) -> tuple[type[models.Model], dict]:
        """The model, and of the stored content the fields that a translation takes over."""
        model = self.source.specific_content_type.model_class()
        stored = json.loads(self.source.content_json)
        content = {"pk": stored["pk"]}
        for name in translatable_names(model) & stored.keys():
            field, content[name] = model._meta.get_field(name), stored[name]
            if isinstance(field, models.ManyToOneRel):
                content[name] = [
                    without(child, field.field.name, "locale") for child in stored[name]
                ]
        return model, content

    @cached_property
    def _names_with_segments(self) -> set[str]:
        """The names of the fields that the segments are part of."""
        paths = [row.context.path for row in self.rows]
        paths += [value.path for value in self._templates]
        paths += [segment.context.path for segment in self._related_objects]
        paths += [path for path, _order in self.overridable]
        return {path.split(".")[0] for path in paths}

    def content_object(self, is_for_copy: bool = False):
        """Build the object of the source with only those fields that a translation takes over.

        ``is_for_copy``: the translation has just been copied from the source, so that only the
        fields with segments are needed.

        ``TranslationSource.as_instance()`` also restores the fields about the publication and the
        page tree. It queries for each object that these refer to, and for the parent of each child
        object. Each translation gets an object of its own, since its texts are written into it.
        """
        model, content = self._content
        if is_for_copy:
            names = {"pk", *self._names_with_segments}
            content = {name: value for name, value in content.items() if name in names}
        instance = model.from_serializable_data(content)
        instance.translation_key, instance.locale = self.source.object_id, self.source.locale
        return instance


@prepared_query
def _segments_of(source_id) -> models.QuerySet:
    return source_segments(source_id)


@prepared_query
def _templates_of(source_id) -> models.QuerySet:
    segments = TemplateSegment.objects.filter(source=source_id)
    return segments.select_related("template", "context")


@prepared_query
def _related_objects_of(source_id) -> models.QuerySet:
    segments = RelatedObjectSegment.objects.filter(source=source_id)
    return segments.select_related("object", "context")


def prepared_source(source: TranslationSource) -> PreparedSource:
    """Return what is read of a source, once in a request for the same content of the source."""
    key = ("prepared source", source.pk, source.last_updated_at)
    return cached_for_request(key, lambda: PreparedSource(source))


def translatable_names(model: type[models.Model]) -> set[str]:
    """Return the names of the translatable and the synchronised fields."""
    return {field.field_name for field in get_translatable_fields(model)}


def without(child: dict, *keys: str) -> dict:
    return {name: part for name, part in child.items() if name not in keys}
