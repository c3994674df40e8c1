"""Entries are made, renewed and taken away here, and nowhere else."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page

from core.localization import with_their_types
from core.memory import fresh
from core.subjects import Subjects, pages_about
from core.writing.folding import VERSION

from .descriptions import describe
from .engines import engine
from .expressions import Some, Token
from .models import Entry, KnownWord, PageRecord
from .tokens import mark

PAGES_AT_ONCE = 100

_RECORDED = [field.name for field in PageRecord._meta.concrete_fields if field.name != "entry"]


@transaction.atomic
def index_objects(instances: Iterable[Model]) -> None:
    """Make or renew the entries of these objects, which are of one model."""
    instances = list(instances)
    # Pages in many languages have their subjects in common: each is looked up once.
    with fresh():
        descriptions = [describe(instance) for instance in instances]
    entries = Entry.objects.bulk_create(
        [
            Entry(content_type=_content_type(instance), object_id=instance.pk, version=VERSION)
            for instance in instances
        ],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["version"],
    )
    records = []
    for entry, description in zip(entries, descriptions, strict=True):
        if description.record:
            description.record.entry_id = entry.pk
            records.append(description.record)
    engine().write(
        (entry.pk, description.tokens)
        for entry, description in zip(entries, descriptions, strict=True)
    )
    PageRecord.objects.bulk_create(
        records, update_conflicts=True, unique_fields=["entry"], update_fields=_RECORDED
    )
    words = {
        (word.word, word.language): word
        for description in descriptions
        for word in description.known_words
    }
    KnownWord.objects.bulk_create(words.values(), ignore_conflicts=True)


def forget(instance: Model) -> None:
    """Take an object's entry away."""
    Entry.objects.filter(content_type=_content_type(instance), object_id=instance.pk).delete()


def renew_pages(pages: QuerySet) -> None:
    """Renew the entries of these pages, of whatever type they are, some at a time."""
    ids = list(pages.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), PAGES_AT_ONCE):
        chunk = Page.objects.filter(pk__in=ids[start : start + PAGES_AT_ONCE])
        by_type: dict[type, list] = {}
        for page in with_their_types(chunk.select_related("locale")):
            by_type.setdefault(type(page), []).append(page)
        for found in by_type.values():
            index_objects(found)


def renew_pages_with(document_ids: Iterable[int]) -> None:
    """Renew the pages that hand out these documents."""
    marks = [Token(mark("document", str(number))) for number in document_ids]
    if marks:
        records = PageRecord.objects.filter(pk__in=engine().matching(Some(tuple(marks))))
        renew_pages(Page.objects.filter(search_record__in=records))


def renew_pages_about(subjects: Subjects) -> None:
    """Renew the pages on these subjects, which are called otherwise by now."""
    for pages in pages_about(subjects):
        renew_pages(pages)


def _content_type(instance: Model) -> ContentType:
    return ContentType.objects.get_for_model(instance)
