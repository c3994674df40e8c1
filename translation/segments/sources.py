"""Store the texts of an object that is translated, as the rows that wagtail-localize reads.

wagtail-localize asks for each text, its context and its segment one by one, and creates each by
itself: seven queries for a text. Here each kind takes a few, whatever the length of the page.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

from core.request_cache import cached_for_request
from translation.wagtail_internals import (
    context_field_path,
    context_path_id,
    string_data_hash,
    template_uuid,
)


@transaction.atomic(savepoint=False)
def update_source(instance) -> TranslationSource:
    """Return the source of an object with its present content, created if there is none.

    The same as ``TranslationSource.update_or_create_from_instance()``.
    """
    instance = instance.specific if isinstance(instance, Page) else instance
    translatable, _ = TranslatableObject.objects.get_or_create_from_instance(instance)
    content = _content_json(instance)
    source = TranslationSource.objects.filter(
        object_id=translatable.pk, locale_id=instance.locale_id
    ).first()
    if source and comparable_content(instance, content) == comparable_content(
        instance, source.content_json
    ):
        return source
    source, is_new = TranslationSource.objects.update_or_create(
        object=translatable,
        locale=instance.locale,
        specific_content_type=ContentType.objects.get_for_model(type(instance)),
        defaults={
            "object_repr": str(instance)[:200],
            "content_json": content,
            "schema_version": _schema_version(instance._meta.app_label),
            "last_updated_at": timezone.now(),
        },
    )
    _store_segments(source, instance, is_new)
    return source


def comparable_value(field, value):
    """Return a stored value of a field in a form that is equal to that of the same content.

    A database may have an order of its own for the keys of JSON, and for what a many-to-many field
    refers to: their order after reading may differ from the order written.
    """
    if isinstance(field, StreamField):
        return json.loads(value) if value else []
    if isinstance(field, models.ManyToManyField):
        return sorted(value or [])
    return value


def comparable_content(instance, content: str) -> dict:
    """Parse stored content into a form that is equal for equal content."""
    stored = json.loads(content)
    fields = {field.name: field for field in instance._meta.get_fields()}
    return {
        name: comparable_value(fields[name], value) if name in fields else value
        for name, value in stored.items()
    }


def _schema_version(app_label: str) -> str:
    return cached_for_request(("schema version", app_label), lambda: get_schema_version(app_label))


def _content_json(instance) -> str:
    if isinstance(instance, ClusterableModel):
        return instance.to_json()
    return json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)


def _store_segments(source: TranslationSource, instance, is_new: bool) -> None:
    """Store the segments of a source; ``instance`` is the object with its present content."""
    values = extract_segments(instance)
    # In the order of the page, in which their ids are given as well.
    contexts = _contexts(source, list(dict.fromkeys(value.path for value in values)), instance)
    segments: dict[type[models.Model], list[models.Model]] = {}
    for kind, (model, references) in {
        StringSegmentValue: (StringSegment, _strings),
        TemplateSegmentValue: (TemplateSegment, _templates),
        RelatedObjectSegmentValue: (RelatedObjectSegment, _related_objects),
        OverridableSegmentValue: (OverridableSegment, _data),
    }.items():
        of_kind = [value for value in values if isinstance(value, kind)]
        segments[model] = [
            model(source=source, context_id=contexts[value.path], order=value.order, **reference)
            for value, reference in zip(of_kind, references(source, of_kind), strict=True)
        ]
    for model, wanted in segments.items():
        _replace(model, source, wanted, is_new)


def _contexts(source: TranslationSource, paths: list[str], instance) -> dict[str, int]:
    """Return the ids of the contexts by path; create those that are missing."""
    of_object = TranslationContext.objects.filter(object_id=source.object_id)
    known = {context.path: context for context in of_object.filter(path__in=paths)}
    for context in known.values():
        context.get_field_path(instance)  # stores the field path of a context that has none
    missing = [
        TranslationContext(
            object_id=source.object_id,
            path=path,
            path_id=context_path_id(path),
            field_path=context_field_path(path, instance),
        )
        for path in paths
        if path not in known
    ]
    created = _ids(of_object, "path_id", missing)
    return {path: context.pk for path, context in known.items()} | {
        context.path: created[context.path_id] for context in missing
    }


def _strings(source: TranslationSource, values: list[StringSegmentValue]) -> list[dict]:
    hashes = {value.string.data: string_data_hash(value.string.data) for value in values}
    of_locale = String.objects.filter(locale=source.locale_id)
    ids = _ids(
        of_locale,
        "data_hash",
        [
            String(locale_id=source.locale_id, data=text, data_hash=data_hash)
            for text, data_hash in hashes.items()
        ],
    )
    return [
        {
            "string_id": ids[hashes[value.string.data]],
            "attrs": json.dumps(value.attrs, cls=DjangoJSONEncoder),
        }
        for value in values
    ]


def _templates(source: TranslationSource, values: list[TemplateSegmentValue]) -> list[dict]:
    templates = [
        Template(
            uuid=template_uuid(value.format, value.template),
            template=value.template,
            template_format=value.format,
            string_count=value.string_count,
        )
        for value in values
    ]
    ids = _ids(Template.objects.all(), "uuid", templates)
    return [{"template_id": ids[template.uuid]} for template in templates]


def _related_objects(
    source: TranslationSource, values: list[RelatedObjectSegmentValue]
) -> list[dict]:
    return [
        {
            "object": TranslatableObject.objects.get_or_create(
                content_type=value.content_type, translation_key=value.translation_key
            )[0]
        }
        for value in values
    ]


def _data(source: TranslationSource, values: list[OverridableSegmentValue]) -> list[dict]:
    return [{"data_json": json.dumps(value.data, cls=DjangoJSONEncoder)} for value in values]


def _ids(stored: models.QuerySet, unique_name: str, wanted: list[models.Model]) -> dict[UUID, int]:
    """Return the ids of the wanted objects by a unique value; create those that are missing.

    Another transaction may create the same meanwhile.
    """
    found = _stored_ids(stored, unique_name, wanted)
    missing = {getattr(item, unique_name): item for item in wanted}
    missing = [item for value, item in missing.items() if value not in found]
    if not missing:
        return found
    stored.model.objects.bulk_create(missing, ignore_conflicts=True)
    return found | _stored_ids(stored, unique_name, missing)


def _stored_ids(
    stored: models.QuerySet, unique_name: str, wanted: Iterable[models.Model]
) -> dict[UUID, int]:
    values = {getattr(item, unique_name) for item in wanted}
    if not values:
        return {}
    rows = stored.filter(**{f"{unique_name}__in": values})
    return dict(rows.values_list(unique_name, "pk"))


def _replace(
    model: type[models.Model], source: TranslationSource, wanted: list, is_new: bool
) -> None:
    """Keep the stored segments that are still wanted, delete the others, and create the rest."""
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]

    def key(segment: models.Model) -> tuple:
        return tuple(getattr(segment, name) for name in names)

    present = model.objects.none() if is_new else model.objects.filter(source=source)
    stored = {key(segment): segment.pk for segment in present}
    wanted_keys = {key(segment): segment for segment in wanted}
    model.objects.bulk_create(
        segment for known, segment in wanted_keys.items() if known not in stored
    )
    if gone := [pk for known, pk in stored.items() if known not in wanted_keys]:
        model.objects.filter(pk__in=gone).delete()
