"""Composition of a translated object from approved texts and the fields of its source.

Texts may have been changed since their approval. A job never publishes these changes: it takes
the texts of the approved version (``TargetVersion``).
"""

import json

from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.models import Revision
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import SegmentOverride, Translation, TranslationSource
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from core.writing.transliteration import transliterate_html
from translation.derivation import is_derived
from translation.models import Assignment
from translation.segments.overrides import present_overrides
from translation.segments.prepared import prepared_source, translatable_names, without
from translation.segments.sources import comparable_value
from translation.segments.text import TranslationSegment, load_segments


class MissingTranslationError(Exception):
    """A text of the source has no translation that could be published."""


class PublishedTexts:
    """The texts and overrides of one translation that may be published: the approved ones.

    They are those of the version that was published last. Where a derived script has no approved
    correction of a text, that text is derived anew; this needs no approval.
    """

    def __init__(self, assignment: Assignment):
        self.translation = assignment.translation
        version = assignment.published_target_version
        self._is_derived = is_derived(self.translation.target_locale)
        self._texts = {
            (path, source): target
            for path, source, target, author in (version.texts if version else ())
            if author or not self._is_derived
        }
        self.overrides = version.override_values if version else {}

    def text_of(self, segment: TranslationSegment) -> str:
        """Return the target text of a segment that may be published; empty if there is none."""
        text = self._texts.get((segment.path, segment.source), "")
        return transliterate_html(segment.source) if self._is_derived and not text else text

    def has_unpublished_changes(self, segments: list[TranslationSegment] | None = None) -> bool:
        """Return whether the translation has texts or overrides that are not published.

        ``segments`` are those of the translation, if loaded.
        """
        chosen = {path: value for path, value, _author in present_overrides(self.translation)}
        if chosen != self.overrides:
            return True
        segments = load_segments(self.translation) if segments is None else segments
        return any(segment.target != self.text_of(segment) for segment in segments)


def compose_translation(
    published: PublishedTexts,
    segments: list[TranslationSegment] | None = None,
    target=None,
    is_copy: bool = False,
):
    """Build the translated object from the current source and the published texts.

    ``segments`` are those of the translation and ``target`` is the object as it is stored, if
    loaded; ``is_copy``: it was just copied from the source. Raises ``MissingTranslationError`` if
    one of the texts has no translation. Nothing is saved.
    """
    segments = load_segments(published.translation) if segments is None else segments
    texts = [published.text_of(segment) for segment in segments]
    if not all(texts):
        raise MissingTranslationError
    overrides = published.overrides
    return _compose(published.translation, segments, texts, overrides, target, is_copy)


def compose_first(
    translation: Translation, segments: list[TranslationSegment], target, is_copy: bool
) -> None:
    """Write the texts of a new translation, which are complete, into its object as it is stored.

    The other fields of the source are written, too, unless it was just copied. Nothing is saved.
    """
    texts = [segment.target for segment in segments]
    _compose(translation, segments, texts, {}, target, is_copy)


def compose_draft(translation: Translation, segments: list[TranslationSegment] | None = None):
    """Build the translated object from the current source and the texts as they are now.

    Texts without a translation, or with an error in it, are in the source language. ``segments``
    are those of the translation, if loaded. Nothing is saved.
    """
    segments = load_segments(translation) if segments is None else segments
    texts = [item.source if item.has_error else item.target or item.source for item in segments]
    overrides = {}
    if prepared_source(translation.source).overridable:
        chosen = SegmentOverride.objects.filter(
            locale=translation.target_locale_id,
            context__object_id=translation.source.object_id,
            has_error=False,
        )
        overrides = dict(chosen.values_list("context__path", "data_json"))
    return _compose(translation, segments, texts, overrides)


def _compose(
    translation: Translation,
    segments: list[TranslationSegment],
    texts: list[str],
    overrides: dict[str, str],
    target=None,
    is_copy: bool = False,
):
    """Build the object with these texts, in the order of the segments, and overrides by path."""
    locale, prepared = translation.target_locale, prepared_source(translation.source)
    values = [
        StringSegmentValue(
            segment.path, StringValue(text), attrs=json.loads(segment.attrs)
        ).with_order(segment.order)
        for segment, text in zip(segments, texts, strict=True)
    ]
    values += prepared.values_in(locale)
    values += [
        OverridableSegmentValue(path, json.loads(overrides[path]), order=order)
        for path, order in prepared.overridable
        if path in overrides
    ]
    original = prepared.content_object(is_copy)
    target = target or translation.get_target_instance()
    target.locale = locale  # as it is, without a query
    target.stored_slug = getattr(target, "slug", None)
    if not is_copy:
        copy_synchronised_fields(original, target)
    ingest_segments(original, target, prepared.source.locale, locale, values)
    return target


def save_composed_revision(instance, user) -> Revision:
    """Validate what was composed of the object, and save it."""
    validate_composed(instance)
    return instance.save_revision(user=user, clean=False)


def validate_composed(instance) -> None:
    """Validate what was composed of the object, which is otherwise as stored."""
    composed = translatable_names(type(instance))
    stored = {field.name for field in instance._meta.concrete_fields} - composed
    instance.full_clean(exclude=stored)


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
    return {
        name: _value(model._meta.get_field(name), plain.get(name))
        for name in translatable_names(model)
    }


def _value(field, value):
    if isinstance(field, models.ManyToOneRel):
        keys = ("pk", field.field.name, "locale", "sort_order")
        return [without(child, *keys) for child in value or []]
    return comparable_value(field, value)


def is_source_public(source: TranslationSource) -> bool:
    """Whether the object of a source is public, in whatever version."""
    return _public_instance(source) is not None


def is_source_content_public(source: TranslationSource) -> bool:
    """Whether the content of a source is the public one, rather than a later draft."""
    instance = _public_instance(source)
    return instance is not None and translatable_content(
        instance
    ) == translatable_content_of_source(source)


def _public_instance(source: TranslationSource):
    """Return the object of a source as it is stored; ``None`` if it is not public or deleted."""
    try:
        instance = source.get_source_instance()
    except ObjectDoesNotExist:
        return None
    return instance if getattr(instance, "live", True) else None
