"""Replacing references to an object by references to another one, in the content of an object.

Wagtail's reference index tells the places.
"""

import json
import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignObjectRel, Model
from modelcluster.models import (
    ClusterableModel,
    get_serializable_data_for_fields,
    model_from_serializable_data,
)
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import extract_references_from_rich_text

from core.wagtail_internals import extract_references

# The new object by the content type and the id of the old one, as the reference index has them.
Replacements = dict[tuple[int, str], tuple[Model, Model]]

_TAG = re.compile(r"<(?:a|embed)\s[^>]*>")
_ID = re.compile(r'(?<=\sid=")[^"]*')


def linked_places(instance: Model, replacements: Replacements) -> list[tuple[str, Model, Model]]:
    """Return the path of each reference in the content of an object, with the old and the new."""
    return [
        (path.removesuffix("."), *replacements[type_id, pk])
        for type_id, pk, path, _content_path in extract_references(instance)
        if (type_id, pk) in replacements
    ]


def place_label(instance: Model, path: str) -> str:
    """Return the label of the field or block at the path of a reference."""
    content_type = ContentType.objects.get_for_model(instance)
    return ReferenceIndex(content_type=content_type, model_path=path).describe_source_field()


def with_replaced_links(instance: Model, replacements: Replacements) -> Model:
    """Return the object with new references in place of the old ones. Nothing is saved."""
    # In this order: to look for references brings stored lists into their present form.
    places = linked_places(instance, replacements)
    is_cluster = isinstance(instance, ClusterableModel)
    content = (
        instance.serializable_data() if is_cluster else get_serializable_data_for_fields(instance)
    )
    for path, old, new in places:
        _replace_at(path.split("."), type(instance), content, old, new)
    if isinstance(instance, Page):
        return instance.with_content_json(content)
    return model_from_serializable_data(type(instance), content)


def _replace_at(path: list[str], model: type[Model], content: dict, old: Model, new: Model) -> None:
    name, *below = path
    field = model._meta.get_field(name)
    if isinstance(field, StreamField):
        stored = json.loads(content[name])
        content[name] = json.dumps(_replaced_in_block(stored, below, old, new))
    elif isinstance(field, ForeignObjectRel):
        for row in content[name]:
            _replace_at(below[1:], field.related_model, row, old, new)
    elif name in content:
        content[name] = _replaced(content[name], old, new)


def _replaced_in_block(value: Any, path: list[str], old: Model, new: Model) -> Any:
    """Return the stored value of a block with what is at the path below it replaced.

    Not ``wagtail.blocks.migrations``, which fails at a list without items.
    """
    if not path:
        return _replaced(value, old, new)
    name, *below = path
    if isinstance(value, dict):
        child = {name: _replaced_in_block(value[name], below, old, new)} if name in value else {}
        return {**value, **child}
    if not isinstance(value, list):
        return value
    return [
        {**item, "value": _replaced_in_block(item["value"], below, old, new)}
        if item["type"] == name
        else item
        for item in value
    ]


def _replaced(value: Any, old: Model, new: Model) -> Any:
    """Return a stored value: a key, a list of keys or of the slugs of themes, or rich text."""
    if isinstance(value, list):
        keys = {old.pk: new.pk, getattr(old, "slug", ""): getattr(new, "slug", "")}
        return list(dict.fromkeys(keys.get(key, key) for key in value))
    if isinstance(value, str):
        return _TAG.sub(lambda tag: _replaced_tag(tag[0], old, new), value)
    return new.pk if value == old.pk else value


def _replaced_tag(tag: str, old: Model, new: Model) -> str:
    found = extract_references_from_rich_text(tag)
    is_old = any(isinstance(old, model) and pk == str(old.pk) for model, pk, *_paths in found)
    return _ID.sub(str(new.pk), tag) if is_old else tag
