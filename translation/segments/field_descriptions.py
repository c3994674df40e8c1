"""Labels, help texts and limits of segments, as in the edit view of their source."""

from dataclasses import dataclass, replace

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField


@dataclass(frozen=True)
class FieldDescription:
    """``limit`` is the maximal length in characters of plain text; ``None`` for no limit."""

    label: str
    help_text: str = ""
    limit: int | None = None
    is_rich: bool = False


def describe_field(model: type[models.Model], field_path: str) -> FieldDescription:
    """Describe the field at a path of ``TranslationContext``, such as ``body.picture.caption``.

    Labels are in the active language. For a path that no longer exists, the label is the path.
    """
    name, *below = field_path.split(".")
    try:
        field = model._meta.get_field(name)
        if isinstance(field, StreamField):
            return _describe_block(field, below)
        if isinstance(field, models.ManyToOneRel):
            child = describe_field(field.related_model, ".".join(below))
            parent_label = str(capfirst(field.related_model._meta.verbose_name))
            return replace(child, label=_join_labels([parent_label, child.label]))
    except (LookupError, FieldDoesNotExist):
        return FieldDescription(field_path)
    return FieldDescription(
        str(capfirst(field.verbose_name)),
        str(field.help_text),
        None if isinstance(field, RichTextField) else field.max_length,
        isinstance(field, RichTextField),
    )


def field_or_block_at(model: type[models.Model], field_path: str):
    """Return the model field or the block at a content path; ``None`` if there is none."""
    name, *below = field_path.split(".")
    try:
        field = model._meta.get_field(name)
        if isinstance(field, models.ManyToOneRel):
            return field_or_block_at(field.related_model, ".".join(below))
        if not isinstance(field, StreamField):
            return field
        block = field.stream_block
        for step in below:
            block = _child_block(block, step)
    except (LookupError, FieldDoesNotExist):
        return None
    return block


def _describe_block(field: StreamField, path: list[str]) -> FieldDescription:
    block, labels = field.stream_block, [str(capfirst(field.verbose_name))]
    for name in path:
        block = _child_block(block, name)
        labels.append(str(block.label or ""))
    help_text = str(getattr(block.meta, "help_text", "") or "")
    is_rich = isinstance(block, blocks.RichTextBlock)
    limit = getattr(getattr(block, "field", None), "max_length", None)
    return FieldDescription(_join_labels(labels), help_text, None if is_rich else limit, is_rich)


def _child_block(block: blocks.Block, name: str) -> blocks.Block:
    """Return a block within another one. Raise ``LookupError`` if there is none of this name."""
    if isinstance(block, blocks.ListBlock):
        return block.child_block
    return getattr(block, "child_blocks", {})[name]


def _join_labels(labels: list[str]) -> str:
    """Join nested labels without repetitions: a list block and its items often share a label."""
    return " – ".join(filter(None, dict.fromkeys(labels)))
