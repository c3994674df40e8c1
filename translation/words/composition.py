"""What readers are given: approved words set into the facts of the source.

Words may have been changed since their approval, or wait for one. Those are never put before
readers by a job: it takes the words as they stood when they were approved.
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

from translation.choices import Origin
from translation.models import Assignment, SegmentChange
from translation.words.segments import Segment, load_segments


class MissingWordsError(Exception):
    """A text of the source has no approved words."""


class PublishedWords:
    """The words and choices of one translation as they were when readers last got them.

    Derived words need no approval: they are taken as they are.
    """

    def __init__(self, assignment: Assignment):
        self.translation = assignment.translation
        self.until = assignment.published_words_at
        self._read(SegmentChange.objects.filter(translation=self.translation))

    def _read(self, changes) -> None:
        self._words: dict[tuple[int, int], str] = {}
        # The choice of picture, file or address; none means the source's.
        self.choices: dict[str, str | None] = {}
        in_force: dict[str, str] = {}
        written = changes.exclude(origin=Origin.DERIVED).order_by("changed_at", "pk")
        for change in written.select_related("context"):
            path, is_later = change.context.path, not self.until or change.changed_at > self.until
            if change.string_id and is_later:
                self._words.setdefault((change.context_id, change.string_id), change.before)
            elif not change.string_id and is_later:
                self.choices.setdefault(path, in_force.get(path))
            elif not change.string_id:
                in_force[path] = change.after

    def of(self, segment: Segment) -> str:
        return self._words.get(segment.key, segment.target)

    @property
    def has_later(self) -> bool:
        """Whether somebody has written or chosen something that readers do not see."""
        return bool(self._words or self.choices)


def compose(published: PublishedWords):
    """Build the translated object from the source as it is and the words as published."""
    translation = published.translation
    source, locale = translation.source, translation.target_locale
    original, target = source.as_instance(), translation.get_target_instance()
    copy_synchronised_fields(original, target)
    ingest_segments(original, target, source.locale, locale, _values(published))
    return target


def _values(published: PublishedWords) -> list:
    """What ``get_ephemeral_translated_instance()`` takes, which is the latest, as published.

    No public method of wagtail-localize says what it would put into the object.
    """
    translation = published.translation
    words = {item.order: published.of(item) for item in load_segments(translation)}
    if not all(words.values()):
        raise MissingWordsError
    values = _published_choices(published)
    for value in translation.source._get_segments_for_translation(
        translation.target_locale, fallback=True
    ):
        if isinstance(value, StringSegmentValue):
            value.string = StringValue(words[value.order])
        is_choice = isinstance(value, OverridableSegmentValue)
        if not is_choice or value.path not in published.choices:
            values.append(value)
    return values


def _published_choices(published: PublishedWords) -> list[OverridableSegmentValue]:
    """The choices in whose place another one, or none, waits for its approval."""
    chosen = {path: data for path, data in published.choices.items() if data is not None}
    places = published.translation.source.overridablesegment_set.filter(
        context__path__in=chosen
    ).select_related("context")
    return [
        OverridableSegmentValue(
            place.context.path, json.loads(chosen[place.context.path]), order=place.order
        )
        for place in places
    ]


def content_of(instance) -> dict:
    """Everything of an object that its translations translate or take over, to be compared.

    Not what Wagtail notes of its publication, nor the keys of its rows, whose order is their place.
    """
    return _content(type(instance), instance.serializable_data())


def content_of_source(source: TranslationSource) -> dict:
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


def is_live(source: TranslationSource) -> bool:
    """Whether readers see the object that a source was taken from, in whatever version."""
    instance = source.object.get_instance_or_none(source.locale)
    return instance is not None and getattr(instance, "live", True)


def is_what_readers_see(source: TranslationSource) -> bool:
    """Whether a source is published just as it was taken for translation, not ahead as a draft."""
    return is_live(source) and content_of(source.get_source_instance()) == content_of_source(source)
