"""The texts of a source are stored as wagtail-localize stores them, with fewer queries."""

import pytest
from django.db import transaction
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments.extract import extract_segments

from tests import specimens as specimen
from translation.segments.sources import update_source

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CONTEXT = ("order", "context__path", "context__path_id", "context__field_path")
MAX_QUERIES = 50  # of a first page with 60 links, for which wagtail-localize takes a thousand


def stored_by(store, instance) -> list:
    """Return what is stored of the texts of an object, and take it back."""
    extract_segments(instance)  # parses its streams: the JSON of a parsed one has another order
    with transaction.atomic():
        store(instance)
        source = TranslationSource.objects.get_for_instance(instance)
        found = [
            (source.object_repr, source.content_json, source.schema_version),
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


def test_a_page_with_many_texts_takes_few_queries(home, django_assert_max_num_queries):
    texts = [("text", f'<p>Text <a href="https://{n}.example/">{n}</a></p>') for n in range(60)]
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", *texts)
    with django_assert_max_num_queries(MAX_QUERIES):
        first = stored_by(update_source, page)
    assert len(first[1]) > len(texts)
    assert first == stored_by(TranslationSource.update_or_create_from_instance, page)
