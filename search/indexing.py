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
from .engines import ALL_MATCHES, engine
from .expressions import Some, Token
from .known_words import learn
from .models import Entry, PageRecord
from .tokens import mark

AT_ONCE = 100  # objects whose words are in memory together

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
    learn(found for found in descriptions if found.record and not found.record.of_draft)


def forget(instance: Model) -> None:
    """Take an object's entry away."""
    Entry.objects.filter(content_type=_content_type(instance), object_id=instance.pk).delete()


def renew_pages(*found: QuerySet) -> None:
    """Renew the entries of these pages, each once, whatever types they are of, some at a time."""
    numbers = sorted({number for pages in found for number in pages.values_list("pk", flat=True)})
    for start in range(0, len(numbers), AT_ONCE):
        chunk = Page.objects.filter(pk__in=numbers[start : start + AT_ONCE])
        by_type: dict[type, list] = {}
        for page in with_their_types(chunk.select_related("locale")):
            by_type.setdefault(type(page), []).append(page)
        for of_one_type in by_type.values():
            index_objects(of_one_type)


def renew_pages_with(document_ids: Iterable[int]) -> None:
    """Renew the pages that hand out these documents."""
    renew_pages(_marked("document", map(str, document_ids)))


def renew_pages_about(subjects: Subjects) -> None:
    """Renew the pages on these subjects, which are called otherwise by now.

    The index itself tells which pages were on a theme that has been deleted.
    """
    renew_pages(*pages_about(subjects), _marked("theme", subjects.themes))


def _marked(name: str, values: Iterable[str]) -> QuerySet:
    """The pages of which the index holds one of these facts."""
    marks = tuple(Token(mark(name, value)) for value in values)
    entries = engine().matching(Some(marks), ALL_MATCHES) if marks else ()
    return Page.objects.filter(search_record__in=PageRecord.objects.filter(pk__in=entries))


def _content_type(instance: Model) -> ContentType:
    return ContentType.objects.get_for_model(instance)
