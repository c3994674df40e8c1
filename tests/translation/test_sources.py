"""The texts of a source are stored as wagtail-localize stores them, with fewer queries."""

import json

import pytest
from django.db import transaction
from django.db.models import ManyToManyField
from wagtail.fields import StreamField
from wagtail_localize.models import TranslationSource

from tests import specimens as specimen
from translation.segments.sources import comparable_content, update_source

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CONTEXT = ("order", "context__path", "context__path_id", "context__field_path")
MAX_QUERIES = 50  # of a first page with 60 links, for which wagtail-localize takes a thousand


def stored_by(store, instance) -> list:
    """Return what is stored of the texts of an object, and take it back."""
    with transaction.atomic():
        store(instance)
        source = TranslationSource.objects.get_for_instance(instance)
        found = [
            (
                source.object_repr,
                comparable_content(instance, source.content_json),
                source.schema_version,
            ),
            set(source.stringsegment_set.values_list(*CONTEXT, "string__data_hash", "attrs")),
            set(source.stringsegment_set.values_list("string__data", "string__locale")),
            set(source.templatesegment_set.values_list(*CONTEXT, "template__uuid")),
            set(source.templatesegment_set.values_list("template__template", flat=True)),
            set(source.relatedobjectsegment_set.values_list(*CONTEXT, "object")),
            set(source.overridablesegment_set.values_list(*CONTEXT, "data_json")),
        ]
        transaction.set_rollback(True)
    return found


def test_the_same_is_stored_as_by_wagtail_localize(specimens):
    for instance in (*specimens.pages.values(), specimens.theme):
        unchanged = stored_by(update_source, instance)
        assert unchanged == stored_by(TranslationSource.update_or_create_from_instance, instance)
        if hasattr(instance, "title"):
            instance.title, instance.summary = "A new text", ""
        else:
            instance.name, instance.description = "A new text", ""
        changed = stored_by(update_source, instance)
        assert changed == stored_by(TranslationSource.update_or_create_from_instance, instance)
        assert changed[1] != unchanged[1]


def in_another_order(instance, content: str) -> str:
    """Return stored content with the keys of blocks, and what is referred to, in another order."""
    stored = json.loads(content)
    for field in instance._meta.get_fields():
        value = stored.get(field.name)
        if isinstance(field, StreamField):
            blocks = json.loads(value)
            stored[field.name] = json.dumps([dict(reversed(block.items())) for block in blocks])
        elif isinstance(field, ManyToManyField):
            stored[field.name] = value[::-1]
    return json.dumps(stored)


def test_content_that_comes_back_in_another_order_is_not_changed(specimens):
    for page in specimens.pages.values():
        source = update_source(page)
        source.content_json = in_another_order(page, source.content_json)
        source.save()
        assert update_source(page).content_json == source.content_json
        page.title = "Another title"
        assert update_source(page).content_json != source.content_json


def test_a_page_with_many_texts_takes_few_queries(home, django_assert_max_num_queries):
    texts = [("text", f'<p>Text <a href="https://{n}.example/">{n}</a></p>') for n in range(60)]
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", *texts)
    with django_assert_max_num_queries(MAX_QUERIES):
        first = stored_by(update_source, page)
    assert len(first[1]) > len(texts)
    assert first == stored_by(TranslationSource.update_or_create_from_instance, page)
