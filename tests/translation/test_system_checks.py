"""The system check for texts that cannot be translated, tested with temporary models."""

import pytest
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import PAGE_MODEL_CLASSES, Orderable, Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.models import Theme
from translation.system_checks import check_block, check_model, check_translatable_texts


def ids(findings) -> list[str]:
    return [finding.id.removeprefix("translation.") for finding in findings]


def test_every_text_of_the_site_is_translatable():
    assert check_translatable_texts() == []


# Blocks


class OwnBlock(blocks.RawHTMLBlock):
    def get_translatable_segments(self, value):
        return []


NOT_EXTRACTED = {
    "table": TableBlock,
    "typed table": lambda: TypedTableBlock([("text", blocks.CharBlock())]),
    "raw HTML": blocks.RawHTMLBlock,
    "rich text with pictures": lambda: blocks.RichTextBlock(features=["bold", "image"]),
    "rich text with videos": lambda: blocks.RichTextBlock(features=["embed"]),
}
EXTRACTED = {
    "text": blocks.TextBlock,
    "line": blocks.CharBlock,
    "quotation": blocks.BlockQuoteBlock,
    "rich text": lambda: blocks.RichTextBlock(features=["bold", "link"]),
    "number by pattern": lambda: blocks.RegexBlock(regex=r"\d+"),
    "choice": lambda: blocks.ChoiceBlock(choices=[("a", "A")]),
    "date": blocks.DateBlock,
    "address": blocks.URLBlock,
    "picture": ImageChooserBlock,
    "document": DocumentChooserBlock,
    "page": blocks.PageChooserBlock,
    "block that extracts by itself": OwnBlock,
}
WRAPPED = {
    "alone": lambda block: [("found", block)],
    "in a struct": lambda block: [("group", blocks.StructBlock([("found", block)]))],
    "in a list": lambda block: [("many", blocks.ListBlock(block))],
    "in a stream": lambda block: [("inner", blocks.StreamBlock([("found", block)]))],
}


def messages_for(make, wrap):
    field = StreamField(wrap(make()), name="body")
    return check_block(field.stream_block, field)


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
@pytest.mark.parametrize("make", NOT_EXTRACTED.values(), ids=NOT_EXTRACTED)
def test_a_block_whose_text_is_not_extracted_is_reported(make, wrap):
    [found] = messages_for(make, wrap)
    assert found.id in ("translation.W002", "translation.W005")


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
@pytest.mark.parametrize("make", EXTRACTED.values(), ids=EXTRACTED)
def test_a_block_that_is_extracted_or_has_no_text_is_not_reported(make, wrap):
    assert messages_for(make, wrap) == []


def test_a_message_contains_the_path_of_the_block():
    [found] = messages_for(TableBlock, WRAPPED["in a struct"])
    assert "group.found" in found.msg
    assert found.hint


# Models


@pytest.fixture
def create_model():
    """Create a model for one test: ``create_model(*bases, **attributes)``."""
    known = list(PAGE_MODEL_CLASSES)
    with isolate_apps("home") as isolated:

        def make(*bases, **attributes):
            name = f"MadeUp{len(isolated.get_models())}"
            meta = type("Meta", (), {"app_label": "home"})
            attributes = {**attributes, "Meta": meta, "__module__": __name__}
            return type(bases[0] if bases else models.Model)(
                name, bases or (models.Model,), attributes
            )

        yield make
    PAGE_MODEL_CLASSES[:] = known


def test_a_text_field_without_a_translation_setting_is_reported(create_model):
    model = create_model(
        motto=models.CharField(max_length=50),
        code=models.SlugField(),
        translatable_fields=[TranslatableField("name")],
        name=models.CharField(max_length=50),
    )
    assert ids(check_model(model)) == ["W001"]


def test_a_synchronised_text_field_is_not_reported(create_model):
    model = create_model(
        motto=models.CharField(max_length=50),
        translatable_fields=[SynchronizedField("motto")],
    )
    assert check_model(model) == []


def test_rich_text_with_images_is_reported(create_model):
    model = create_model(text=RichTextField(features=["image"]))
    assert ids(check_model(model)) == ["W005"]


def test_a_relation_to_many_translatable_objects_is_reported_unless_handled(create_model):
    assert ids(
        check_model(create_model(themes=models.ManyToManyField(Theme, related_name="+")))
    ) == ["W003"]
    decided = create_model(
        themes=models.ManyToManyField(Theme, related_name="+"),
        override_translatable_fields=[SynchronizedField("themes")],
    )
    assert check_model(decided) == []


def test_a_field_without_a_panel_is_reported(create_model):
    fields = {name: models.CharField(max_length=50) for name in ("shown", "hidden")}
    assert ids(check_model(create_model(**fields, panels=[FieldPanel("shown")]))) == ["W006"]


def test_a_table_in_the_body_of_a_page_is_reported(create_model):
    model = create_model(
        Page,
        body=StreamField([("table", TableBlock())]),
        content_panels=[*Page.content_panels, FieldPanel("body")],
    )
    assert ids(check_model(model)) == ["W002"]


def test_texts_of_an_untranslated_child_relation_are_reported(create_model):
    page = create_model(Page)
    create_model(
        Orderable,
        page=ParentalKey(page, on_delete=models.CASCADE, related_name="rows"),
        label=models.CharField(max_length=50),
    )
    assert ids(check_model(page)) == ["W004"]


def test_a_relation_to_many_themes_is_reported(create_model):
    model = create_model(Page, themes=ParentalManyToManyField(Theme, related_name="+"))
    assert ids(check_model(model)) == ["W003"]
