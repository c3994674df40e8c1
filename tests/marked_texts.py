"""Pages whose texts are all different marks, to find out where each text is shown."""

import re
from itertools import count

from django.core.validators import RegexValidator
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks import TextBlock as PlainTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from core.blocks import TableBlock
from core.fields import TerritoryField
from tests import specimens as specimen

MARK = re.compile(r"zq\d+z")
OF_EVERY_PAGE = ("title", "seo_title", "search_description")
# The language tag of a source is shown as the name of the language.
UNMARKED = {"language"}

_numbers = count()


def mark_all(page: Page) -> set[str]:
    """Set every text of the page to a mark of its own, publish it, and return the marks."""
    for field in page._meta.fields:
        if field.model is not Page or field.name in OF_EVERY_PAGE:
            _mark_field(page, field)
    for relation in get_all_child_relations(type(page)):
        children = list(getattr(page, relation.get_accessor_name()).all())
        for child in children:
            for field in child._meta.fields:
                _mark_field(child, field)
        setattr(page, relation.get_accessor_name(), children)
    return set(MARK.findall(str(specimen.publish(page).serializable_data())))


def _new() -> str:
    return f"zq{next(_numbers)}z"


def _mark_field(instance, field) -> None:
    if isinstance(field, StreamField):
        stored = _marked(field.stream_block, list(getattr(instance, field.name).raw_data))
        setattr(instance, field.name, field.stream_block.to_python(stored))
    elif isinstance(field, RichTextField):
        setattr(instance, field.name, f"<p>{_new()}</p>")
    elif isinstance(field, models.URLField):
        setattr(instance, field.name, f"https://{_new()}.example.org/")
    elif isinstance(field, models.EmailField):
        setattr(instance, field.name, f"{_new()}@example.org")
    elif isinstance(field, models.CharField | models.TextField) and _is_free_text(field):
        setattr(instance, field.name, _new())


def _is_free_text(field) -> bool:
    has_format = any(isinstance(item, RegexValidator) for item in field.validators)
    is_free = not field.choices and not has_format and not isinstance(field, TerritoryField)
    return field.editable and is_free


def _marked(block: Block, stored):
    """Return the raw value of a block with a mark in place of each text."""
    if isinstance(block, StreamBlock):
        return [
            {**item, "value": _marked(block.child_blocks[item["type"]], item["value"])}
            for item in stored
        ]
    if isinstance(block, ListBlock):
        return [{**item, "value": _marked(block.child_block, item["value"])} for item in stored]
    if isinstance(block, StructBlock):
        return {
            name: stored.get(name) if name in UNMARKED else _marked(child, stored.get(name))
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, TableBlock):
        return {
            "caption": _new(),
            "columns": [{**column, "heading": _new()} for column in stored["columns"]],
            "rows": [{"values": [_new() for _ in row["values"]]} for row in stored["rows"]],
        }
    if isinstance(block, RichTextBlock):
        return f"<p>{_new()}</p>"
    return _new() if isinstance(block, CharBlock | PlainTextBlock) else stored
