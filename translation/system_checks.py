"""System checks: texts that are not offered for translation, reviews that nobody can make, and
machine translators that cannot be used.

wagtail-localize ignores texts that a model does not declare, without a warning. They would be in
the source language on every translated page.
"""

from collections.abc import Iterator

from django import forms
from django.conf import settings
from django.core.checks import Error as CheckError
from django.core.checks import Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS, connection, models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.admin.panels import get_edit_handler
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin, get_translatable_models
from wagtail.rich_text import features as rich_text_features
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from core.languages import all_languages
from translation.models import Team
from translation.segments.machine import configurations_by_language, create_machine_translator
from translation.workflow import review_workflows

EXTRACTED_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock)
# Chosen objects are translated by themselves; URLs can be overridden for each language.
UNTRANSLATABLE_BLOCKS = (
    blocks.ChooserBlock,
    blocks.URLBlock,
    blocks.EmailBlock,
    blocks.StaticBlock,
)
# Form fields that contain codes, not text to translate.
CODE_FORM_FIELDS = (
    forms.RegexField,
    forms.URLField,
    forms.EmailField,
    forms.SlugField,
    forms.UUIDField,
)
TEXT_FIELDS = (models.CharField, models.TextField)
# Features of rich text whose own texts, such as alternative texts, are not extracted.
UNTRANSLATABLE_FEATURES = ("image", "embed")


@register()
def check_translatable_texts(app_configs=None, **kwargs) -> list[CheckWarning]:
    """Return one warning for each text that is not extracted for translation."""
    found = []
    for model in get_translatable_models(include_subclasses=True):
        if app_configs is None or model._meta.app_config in app_configs:
            found += check_model(model)
    return found


@register(Tags.database)
def check_review_workflow(app_configs=None, databases=None, **kwargs) -> list[CheckWarning]:
    """Warn if no translation can be submitted, since no workflow reviews translations.

    Django runs checks of the database with ``migrate`` and ``check --database default``.
    """
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    if Team._meta.db_table not in connection.introspection.table_names():
        return []
    if not Team.objects.exists() or review_workflows().exists():
        return []
    return [
        CheckWarning(
            "No active workflow has an active task for reviewers of translations: no translation "
            "can be submitted, and nothing in review is published.",
            hint="Activate the task and its workflow in the admin, under Settings, Workflows.",
            id="translation.W007",
        )
    ]


@register()
def check_machine_translators(app_configs=None, **kwargs) -> list[CheckError]:
    """Return an error for each configuration of a machine translator that cannot be used."""
    codes, found = {language.code for language in all_languages()}, {}
    for code, configuration in configurations_by_language().items():
        try:
            if code not in codes:
                raise LookupError("The site has no such language.")
            if configuration:
                create_machine_translator(configuration)
        except Exception as error:  # the class may belong to anybody
            found.setdefault(f"{type(error).__name__}: {error}", []).append(code)
    return [
        CheckError(
            f"The machine translator for {', '.join(unusable)} cannot be used. {reason}",
            hint="Correct WAGTAILLOCALIZE_MACHINE_TRANSLATOR or MACHINE_TRANSLATORS_BY_LANGUAGE.",
            id="translation.E001",
        )
        for reason, unusable in found.items()
    ]


def check_model(model: type[models.Model]) -> list[CheckWarning]:
    if model._meta.abstract or model is Page:
        return []
    own = list(get_translatable_fields(model))
    found = [
        *_undeclared_fields(model, own),
        *_undeclared_many_to_many(model, own),
        *_child_fields(model),
    ]
    for field in (item.get_field(model) for item in own if not isinstance(item, SynchronizedField)):
        if isinstance(field, StreamField):
            found += check_block(field.stream_block, field)
        elif isinstance(field, RichTextField):
            found += _rich_text(field.features, field.editor, field)
    return found + list(_without_panel(model, own))


def check_block(block: blocks.Block, field, path: str = "") -> list[CheckWarning]:
    """Return a warning for each text of a block, and of the blocks inside it, not extracted."""
    path = f"{path}.{block.name}" if block.name else path
    if hasattr(block, "get_translatable_segments"):
        return []
    if isinstance(block, blocks.StructBlock | blocks.StreamBlock):
        children = block.child_blocks.values()
        return [item for child in children for item in check_block(child, field, path)]
    if isinstance(block, blocks.ListBlock):
        return check_block(block.child_block, field, f"{path}.item")
    if isinstance(block, blocks.RichTextBlock):
        return _rich_text(block.features, block.editor, field, path)
    if isinstance(block, EXTRACTED_BLOCKS) or not _has_text(block):
        return []
    return [
        _warning(
            "W002",
            f"The block “{path.strip('.')}” ({type(block).__name__}) contains text that is not "
            "extracted for translation.",
            field,
            "Give it get_translatable_segments and restore_translated_segments.",
        )
    ]


def _has_text(block: blocks.Block) -> bool:
    """Whether editors write text into a block; assumed of blocks that are not field blocks."""
    if isinstance(block, UNTRANSLATABLE_BLOCKS):
        return False
    return not isinstance(block, blocks.FieldBlock) or _is_text_form_field(block.field)


def _is_text(field) -> bool:
    """Whether editors write text into a model field, which its form field shows."""
    is_text = isinstance(field, (*TEXT_FIELDS, StreamField))
    if not is_text or isinstance(field, models.URLField) or not field.editable:
        return False
    return isinstance(field, StreamField) or _is_text_form_field(field.formfield())


def _is_text_form_field(form_field) -> bool:
    return isinstance(form_field, forms.CharField) and not isinstance(form_field, CODE_FORM_FIELDS)


def _undeclared_fields(model, own) -> Iterator[CheckWarning]:
    """Warn of text fields that are missing in the model's list of translatable fields."""
    names = {item.field_name for item in own}
    inherited = {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else ()
    for field in model._meta.get_fields():
        if _is_text(field) and field.name not in names and field.name not in inherited:
            yield _warning(
                "W001",
                f"The text of “{field.name}” is not offered for translation.",
                field,
                "Name it in translatable_fields, as TranslatableField or SynchronizedField.",
            )


def _undeclared_many_to_many(model, own) -> Iterator[CheckWarning]:
    """Warn of relations that wagtail-localize would neither translate nor synchronise."""
    names = {item.field_name for item in own}
    for field in model._meta.many_to_many:
        is_translatable = issubclass(field.related_model, TranslatableMixin)
        if is_translatable and field.name not in names:
            yield _warning(
                "W003",
                f"The translations of “{field.name}” do not follow those of their source.",
                field,
                "Name it in override_translatable_fields, as SynchronizedField.",
            )


def _child_fields(model) -> Iterator[CheckWarning]:
    """Warn of texts in inline child objects, unless the page declares how to treat them."""
    declared = {item.field_name for item in getattr(model, "override_translatable_fields", ())}
    relations = get_all_child_relations(model) if issubclass(model, ClusterableModel) else ()
    for relation in relations:
        child = relation.related_model
        is_stock = child._meta.app_label == "wagtailcore"
        if is_stock or relation.name in declared or issubclass(child, TranslatableMixin):
            continue
        for field in child._meta.get_fields():
            if _is_text(field):
                yield _warning(
                    "W004",
                    f"The text of “{field.name}” in “{relation.name}” is not offered for "
                    "translation.",
                    field,
                    "Make the part a TranslatableMixin.",
                )


def _rich_text(features, editor: str, field, path: str = "") -> list[CheckWarning]:
    options = settings.WAGTAILADMIN_RICH_TEXT_EDITORS.get(editor, {}).get("OPTIONS", {})
    allowed = features or options.get("features") or rich_text_features.get_default_features()
    place = path.strip(".") or field.name
    return [
        _warning(
            "W005",
            f"The texts of the feature “{feature}” of “{place}”, such as alternative texts, are "
            "not extracted for translation.",
            field,
            "Offer a block for it instead.",
        )
        for feature in UNTRANSLATABLE_FEATURES
        if feature in allowed
    ]


def _without_panel(model, own) -> Iterator[CheckWarning]:
    """Warn of fields that are offered for translation and that no panel shows to editors."""
    if issubclass(model, Page):
        handler = model.get_edit_handler()
    elif hasattr(model, "panels") or hasattr(model, "edit_handler"):
        handler = get_edit_handler(model)
    else:
        return
    options = handler.get_form_options()
    shown = {*options.get("fields", ()), *options.get("formsets", {})}
    for item in own:
        if not isinstance(item, SynchronizedField) and item.field_name not in shown:
            yield _warning(
                "W006",
                f"“{item.field_name}” is offered for translation, but no panel shows it.",
                item.get_field(model),
                "Give it a panel, or name it as SynchronizedField.",
            )


def _warning(number: str, message: str, field, hint: str) -> CheckWarning:
    return CheckWarning(message, hint=hint, obj=field, id=f"translation.{number}")
