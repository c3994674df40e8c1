"""Updating Wagtail's index of references once, after many objects were saved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from .localization import prefetch_relations, specific_pages
from .request_cache import new_request_cache
from .wagtail_internals import reference_rows

BATCH_SIZE = 100  # objects

_saved: ContextVar[dict[type[Model], set] | None] = ContextVar("saved", default=None)


@contextmanager
def references_once() -> Iterator[None]:
    """Record the references of each object once, at the end of the block.

    For commands that save many objects several times, and delete none of them.
    """
    saved: dict[type[Model], set] = defaultdict(set)
    token = _saved.set(saved)
    post_save.connect(_remember)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(_remember)
        _saved.reset(token)
    pages = [pk for model, ids in saved.items() if issubclass(model, Page) for pk in ids]
    for chunk in _chunks(sorted(set(pages))):
        _record(specific_pages(Page.objects.filter(pk__in=chunk).select_related("locale")))
    for model, ids in saved.items():
        if not issubclass(model, Page):
            for chunk in _chunks(sorted(ids)):
                _record(model._base_manager.filter(pk__in=chunk))


def are_references_postponed() -> bool:
    """Whether the references of what is saved are recorded at the end of ``references_once``."""
    return _saved.get() is not None


def _remember(sender, instance, raw=False, **kwargs) -> None:
    if not raw and ReferenceIndex.is_indexed(sender):
        _saved.get()[sender].add(instance.pk)


def _chunks(ids: list) -> Iterator[list]:
    return (ids[start : start + BATCH_SIZE] for start in range(0, len(ids), BATCH_SIZE))


def _record(instances: Iterable[Model]) -> None:
    """Replace what is recorded of these objects of one base model."""
    instances = list(instances)
    prefetch_relations(instances)
    with new_request_cache():
        rows = [row for instance in instances for row in reference_rows(instance)]
    for base_type in {row.base_content_type for row in rows}:
        ids = {str(row.object_id) for row in rows}
        ReferenceIndex.objects.filter(base_content_type=base_type, object_id__in=ids).delete()
    ReferenceIndex.objects.bulk_create(rows)
