"""A system check that lists every text of a page or snippet that translators would never see.

wagtail-localize leaves such texts out without a word; readers of a translation would find them in
the source language.
"""

from collections.abc import Iterator

from django import forms
from django.conf import settings
from django.core.checks import Warning as Finding
from django.core.checks import register
from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.admin.panels import get_edit_handler
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin, get_translatable_models
from wagtail.rich_text import features as rich_text_features
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

EXTRACTED = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock)
# Choosers lead to objects translated by themselves; addresses can be replaced per language.
NOT_WORDS = (blocks.ChooserBlock, blocks.URLBlock, blocks.EmailBlock, blocks.StaticBlock)
# Form fields that hold signs, not words.
SIGNS = (forms.RegexField, forms.URLField, forms.EmailField, forms.SlugField, forms.UUIDField)
TEXT_FIELDS = (models.CharField, models.TextField)
# What rich text can hold besides text, with words of its own that are not extracted.
RICH_WITH_WORDS = ("image", "embed")


@register()
def check_translatable_texts(app_configs=None, **kwargs) -> list[Finding]:
    """Return one finding for each text that is not extracted; no finding is the aim."""
    found = []
    for model in get_translatable_models(include_subclasses=True):
        if app_configs is None or model._meta.app_config in app_configs:
            found += check_model(model)
    return found


def check_model(model: type[models.Model]) -> list[Finding]:
    if model._meta.abstract or model is Page:
        return []
    own = list(get_translatable_fields(model))
    found = [*_fields_left_out(model, own), *_many_to_many(model, own), *_parts(model)]
    for field in (item.get_field(model) for item in own if not _is_kept_alike(item)):
        if isinstance(field, StreamField):
            found += check_block(field.stream_block, field)
        elif isinstance(field, RichTextField):
            found += _rich(field.features, field.editor, field)
    return found + list(_without_panel(model, own))


def check_block(block: blocks.Block, field, path: str = "") -> list[Finding]:
    """Ask a block and all blocks inside it whether their texts are extracted."""
    path = f"{path}.{block.name}" if block.name else path
    if hasattr(block, "get_translatable_segments"):
        return []
    if isinstance(block, blocks.StructBlock | blocks.StreamBlock):
        inside = block.child_blocks.values()
        return [item for child in inside for item in check_block(child, field, path)]
    if isinstance(block, blocks.ListBlock):
        return check_block(block.child_block, field, f"{path}.item")
    if isinstance(block, blocks.RichTextBlock):
        return _rich(block.features, block.editor, field, path)
    if isinstance(block, EXTRACTED) or not _has_words(block):
        return []
    return [
        _finding(
            "W002",
            f"The block “{path.strip('.')}” ({type(block).__name__}) holds words that are not "
            "extracted for translation.",
            field,
            "Give it get_translatable_segments and restore_translated_segments.",
        )
    ]


def _has_words(block: blocks.Block) -> bool:
    """Whether people type words into a block: a text field, or a block of an unknown kind."""
    if isinstance(block, NOT_WORDS):
        return False
    if isinstance(block, blocks.FieldBlock):
        return _asks_for_words(block.field)
    return True


def _is_kept_alike(item) -> bool:
    return isinstance(item, SynchronizedField)


def _is_text(field) -> bool:
    """Whether people write words into a field: its form says whether it asks for words."""
    is_text = isinstance(field, (*TEXT_FIELDS, StreamField))
    if not is_text or isinstance(field, models.URLField) or not field.editable:
        return False
    return isinstance(field, StreamField) or _asks_for_words(field.formfield())


def _asks_for_words(form_field) -> bool:
    return isinstance(form_field, forms.CharField) and not isinstance(form_field, SIGNS)


def _fields_left_out(model, own) -> Iterator[Finding]:
    """Text fields that the model's own list of translatable fields forgets."""
    names = {item.field_name for item in own}
    inherited = {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else ()
    for field in model._meta.get_fields():
        if _is_text(field) and field.name not in names and field.name not in inherited:
            yield _finding(
                "W001",
                f"The text of “{field.name}” is not offered for translation.",
                field,
                "Name it in translatable_fields, as TranslatableField or SynchronizedField.",
            )


def _many_to_many(model, own) -> Iterator[Finding]:
    """wagtail-localize neither translates nor copies these, unless the model says which."""
    names = {item.field_name for item in own}
    for field in model._meta.many_to_many:
        is_translatable = issubclass(field.related_model, TranslatableMixin)
        if is_translatable and field.name not in names:
            yield _finding(
                "W003",
                f"The translations of “{field.name}” do not follow those of their source.",
                field,
                "Name it in override_translatable_fields, as SynchronizedField.",
            )


def _parts(model) -> Iterator[Finding]:
    """Texts in the rows of a page's inline panels, unless the page says that they stay alike."""
    decided = {item.field_name for item in getattr(model, "override_translatable_fields", ())}
    relations = get_all_child_relations(model) if issubclass(model, ClusterableModel) else ()
    for relation in relations:
        part = relation.related_model
        is_stock = part._meta.app_label == "wagtailcore"
        if is_stock or relation.name in decided or issubclass(part, TranslatableMixin):
            continue
        for field in part._meta.get_fields():
            if _is_text(field):
                yield _finding(
                    "W004",
                    f"The text of “{field.name}” in “{relation.name}” is not offered for "
                    "translation.",
                    field,
                    "Make the part a TranslatableMixin.",
                )


def _rich(features, editor: str, field, path: str = "") -> list[Finding]:
    options = settings.WAGTAILADMIN_RICH_TEXT_EDITORS.get(editor, {}).get("OPTIONS", {})
    allowed = features or options.get("features") or rich_text_features.get_default_features()
    place = path.strip(".") or field.name
    return [
        _finding(
            "W005",
            f"The words of the feature “{feature}” of “{place}”, such as alternative texts, are "
            "not extracted for translation.",
            field,
            "Offer a block for it instead.",
        )
        for feature in RICH_WITH_WORDS
        if feature in allowed
    ]


def _without_panel(model, own) -> Iterator[Finding]:
    """Fields that translators are asked for and no editor can see."""
    if issubclass(model, Page):
        handler = model.get_edit_handler()
    elif hasattr(model, "panels") or hasattr(model, "edit_handler"):
        handler = get_edit_handler(model)
    else:
        return
    options = handler.get_form_options()
    shown = {*options.get("fields", ()), *options.get("formsets", {})}
    for item in own:
        if not _is_kept_alike(item) and item.field_name not in shown:
            yield _finding(
                "W006",
                f"“{item.field_name}” is offered for translation, but no panel shows it.",
                item.get_field(model),
                "Give it a panel, or name it as SynchronizedField.",
            )


def _finding(number: str, message: str, field, hint: str) -> Finding:
    return Finding(message, hint=hint, obj=field, id=f"translation.{number}")
