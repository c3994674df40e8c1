"""Create, update and delete the entries of the index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page

from core.localization import prefetch_relations, specific_pages
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

_RECORDED = [item.name for item in PageRecord._meta.concrete_fields if item.name != "entry"]


@dataclass
class PostponedUpdates:
    """What waits for the end of a block of ``index_once``: ids by model, and names of subjects."""

    ids: defaultdict[type[Model], set[int]] = field(default_factory=lambda: defaultdict(set))
    subjects: set[Subjects] = field(default_factory=set)


_waiting: ContextVar[PostponedUpdates | None] = ContextVar("waiting", default=None)


@contextmanager
def index_once() -> Iterator[None]:
    """Update each entry once, at the end of the block, however often its object is saved in it.

    For commands that save many objects several times. Searches in the block do not find them yet.
    """
    waiting = PostponedUpdates()
    token = _waiting.set(waiting)
    # modelsearch loads each object that is saved, before it asks for an update of its entry.
    models = [
        model
        for model in get_indexed_models()
        if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    for model in models:
        post_save.connect(_postpone, sender=model)
    try:
        yield
    finally:
        _waiting.reset(token)
        for model in models:
            post_save.disconnect(_postpone, sender=model)
            post_save.connect(post_save_signal_handler, sender=model)
    pages = [pk for model, ids in waiting.ids.items() if issubclass(model, Page) for pk in ids]
    about = [found for subjects in waiting.subjects for found in _pages_to_reindex(subjects)]
    reindex_pages(Page.objects.filter(pk__in=pages), *about)
    for model, ids in waiting.ids.items():
        if not issubclass(model, Page):
            index_objects(model.get_indexed_objects().filter(pk__in=ids))


def _postpone(sender, instance, **kwargs) -> None:
    postpone_update(sender, [instance])


def postpone_update(model: type[Model], instances: Iterable[Model]) -> bool:
    """Postpone the update of these entries to the end of a block of ``index_once``.

    Return ``False`` outside such a block.
    """
    waiting = _waiting.get()
    if waiting is None:
        return False
    waiting.ids[model].update(instance.pk for instance in instances)
    return True


def postpone_updates_about(subjects: Subjects) -> bool:
    """Postpone the update of the entries of the pages on these subjects in the same way."""
    waiting = _waiting.get()
    if waiting is None:
        return False
    waiting.subjects.add(subjects)
    return True


@transaction.atomic
def index_objects(instances: Iterable[Model]) -> None:
    """Create or update the entries of these objects of any models."""
    instances = list(instances)
    prefetch_relations(instances)
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
        index_objects(specific_pages(chunk.select_related("locale")))


def reindex_pages_with_documents(document_ids: Iterable[int]) -> None:
    """Update the entries of the pages to which these documents are attached."""
    reindex_pages(_pages_with_attribute("document", map(str, document_ids)))


def reindex_pages_about(subjects: Subjects) -> None:
    """Update the entries of the pages on these subjects, after a change of their names."""
    reindex_pages(*_pages_to_reindex(subjects))


def _pages_to_reindex(subjects: Subjects) -> list[QuerySet]:
    # Pages on a deleted theme have lost their relation to it: the index is queried for them.
    return [*pages_about(subjects), _pages_with_attribute("theme", subjects.themes)]


def _pages_with_attribute(name: str, values: Iterable[str]) -> QuerySet:
    """Return the pages whose entries have one of these values of an attribute."""
    tokens = tuple(TermExpression(attribute_token(name, value)) for value in values)
    entries = get_engine().matching_ids(OrExpression(tokens), ALL_MATCHES) if tokens else ()
    return Page.objects.filter(search_record__in=PageRecord.objects.filter(pk__in=entries))


def _content_type(instance: Model) -> ContentType:
    return ContentType.objects.get_for_model(instance)
