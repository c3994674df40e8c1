"""Entries of the search index for pages with the texts of pages that are indexed already."""

from django.db import connection
from wagtail.models import Page

from search.index.engines.base import TOKEN_TABLE
from search.models import IndexEntry, PageRecord

COPY_TOKENS = f"""
INSERT INTO {TOKEN_TABLE} (entry_id, words)
SELECT copied.new, words FROM unnest(%s::bigint[], %s::bigint[]) AS copied (old, new)
JOIN {TOKEN_TABLE} ON entry_id = copied.old
"""
OWN_FIELDS = {"entry", "page", "translation_key"}
COPIED_FIELDS = {field.name for field in PageRecord._meta.concrete_fields} - OWN_FIELDS


def copy_index_entries(copies: list[tuple[int, Page]]) -> None:
    """Give each page the entry of another one, whose id stands before it (PostgreSQL)."""
    if not copies:
        return
    ids = {first_id for first_id, _ in copies}
    known = {
        record.page_id: record
        for record in PageRecord.objects.filter(page__in=ids).select_related("entry")
    }
    records = [known[first_id] for first_id, _ in copies]
    entries = IndexEntry.objects.bulk_create(
        IndexEntry(
            content_type_id=record.entry.content_type_id,
            object_id=page.pk,
            version=record.entry.version,
        )
        for record, (_, page) in zip(records, copies, strict=True)
    )
    PageRecord.objects.bulk_create(
        PageRecord(
            **{name: getattr(record, name) for name in COPIED_FIELDS},
            entry=entry,
            page_id=page.pk,
            translation_key=page.translation_key,
        )
        for record, entry, (_, page) in zip(records, entries, copies, strict=True)
    )
    with connection.cursor() as cursor:
        old, new = [record.entry_id for record in records], [entry.pk for entry in entries]
        cursor.execute(COPY_TOKENS, [old, new])
