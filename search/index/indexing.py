"""Create, update and delete the entries of the index."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page

from core.localization import specific_pages
from core.request_cache import new_request_cache
from core.subjects import Subjects, pages_about
from core.writing.folding import VERSION
from search.models import IndexEntry, PageRecord

from .descriptions import describe_object
from .engines import ALL_MATCHES, get_engine
from .expressions import OrExpression, TermExpression
from .known_words import store_known_words
from .tokens import attribute_token

BATCH_SIZE = 100  # objects whose tokens are in memory at the same time

_RECORDED = [field.name for field in PageRecord._meta.concrete_fields if field.name != "entry"]


# The ids of the objects whose entries wait for the end of a block of ``index_once``, by model.
_waiting: ContextVar[dict[type[Model], set[int]] | None] = ContextVar("waiting", default=None)


@contextmanager
def index_once() -> Iterator[None]:
    """Update each entry once, at the end of the block, however often its object is saved in it.

    For commands that save many objects several times. Searches in the block do not find them yet.
    """
    waiting: dict[type[Model], set[int]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for model, ids in waiting.items():
        if issubclass(model, Page):
            reindex_pages(model.objects.filter(pk__in=ids))
        else:
            index_objects(model._default_manager.filter(pk__in=ids))


def is_postponed(model: type[Model], instances: Iterable[Model]) -> bool:
    """Whether the entries of these objects are updated at the end of a block of ``index_once``."""
    waiting = _waiting.get()
    if waiting is None:
        return False
    waiting.setdefault(model, set()).update(instance.pk for instance in instances)
    return True


@transaction.atomic
def index_objects(instances: Iterable[Model]) -> None:
    """Create or update the entries of these objects, which are of one model."""
    instances = list(instances)
    # Translations of a page share its subjects: each is queried once.
    with new_request_cache():
        descriptions = [describe_object(instance) for instance in instances]
    entries = IndexEntry.objects.bulk_create(
        [
            IndexEntry(content_type=_content_type(instance), object_id=instance.pk, version=VERSION)
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
    get_engine().write(
        (entry.pk, description.tokens)
        for entry, description in zip(entries, descriptions, strict=True)
    )
    PageRecord.objects.bulk_create(
        records, update_conflicts=True, unique_fields=["entry"], update_fields=_RECORDED
    )
    store_known_words(found for found in descriptions if found.record and not found.record.is_draft)


def delete_entry(instance: Model) -> None:
    """Delete the entry of an object."""
    IndexEntry.objects.filter(content_type=_content_type(instance), object_id=instance.pk).delete()


def reindex_pages(*querysets: QuerySet) -> None:
    """Update the entries of these pages of any types, in batches and without duplicates."""
    ids = sorted({pk for pages in querysets for pk in pages.values_list("pk", flat=True)})
    for start in range(0, len(ids), BATCH_SIZE):
        chunk = Page.objects.filter(pk__in=ids[start : start + BATCH_SIZE])
        by_type: dict[type, list] = {}
        for page in specific_pages(chunk.select_related("locale")):
            by_type.setdefault(type(page), []).append(page)
        for of_one_type in by_type.values():
            index_objects(of_one_type)


def reindex_pages_with_documents(document_ids: Iterable[int]) -> None:
    """Update the entries of the pages to which these documents are attached."""
    reindex_pages(_pages_with_attribute("document", map(str, document_ids)))


def reindex_pages_about(subjects: Subjects) -> None:
    """Update the entries of the pages on these subjects, after a change of their names.

    Pages on a deleted theme have lost their relation to it: the index is queried for them.
    """
    reindex_pages(*pages_about(subjects), _pages_with_attribute("theme", subjects.themes))


def _pages_with_attribute(name: str, values: Iterable[str]) -> QuerySet:
    """Return the pages whose entries have one of these values of an attribute."""
    tokens = tuple(TermExpression(attribute_token(name, value)) for value in values)
    entries = get_engine().matching_ids(OrExpression(tokens), ALL_MATCHES) if tokens else ()
    return Page.objects.filter(search_record__in=PageRecord.objects.filter(pk__in=entries))


def _content_type(instance: Model) -> ContentType:
    return ContentType.objects.get_for_model(instance)
