"""Specific instances of pages for lists, in the query that finds the pages.

Wagtail's ``specific()`` takes one query for each type; a list of search results has many types.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, get_page_models

from .prepared_queries import prepared_query

PageTypes = Collection[type[Page]]

# The first columns of every row.
_TYPE, _LANGUAGE = "content_type", "locale__language_code"


@cache
def page_types() -> tuple[type[Page], ...]:
    """Return the page types of the site, all derived from ``BasePage``, without Wagtail's own."""
    return tuple(model for model in get_page_models() if model is not Page)


def specific_for_listing(
    pages: QuerySet[Page], models: PageTypes | None = None, *also: str, with_texts: bool = False
) -> list[Page]:
    """Return the specific instances of pages, with their ``listing_fields``: one query.

    ``models`` are the types to expect, if they are known, because each adds columns to the query.
    Pages of other types are left out. ``also`` names further fields of ``Page``. Annotations of the
    query become attributes. ``with_texts`` reads the long texts, too. Any other field of a page is
    deferred and takes a query.
    """
    # Not select_related, which would create an instance of Page beside each specific instance.
    layout = _row_layout(frozenset(models or page_types()), also, with_texts)
    annotations = list(pages.query.annotations)
    return layout.pages(pages.values_list(*layout.lookups, *annotations), annotations)


def found_pages(
    ids: list[int], models: PageTypes, *, with_texts: bool = False, **lookups: str
) -> list[Page]:
    """Return the same of the pages with these ids, which a search has found, in no order.

    ``lookups`` become attributes: what to read from each page under which name.
    """
    models = frozenset(models)
    rows = _found_rows(ids, models=models, with_texts=with_texts, also=tuple(lookups.values()))
    return _row_layout(models, (), with_texts).pages(rows, lookups)


def pages_for_listing(ids: Iterable[int], model: type[Page]) -> list[Page]:
    """Return the pages of one type with these ids and their ``listing_fields``, in this order."""
    ids = list(ids)
    found = {page.pk: page for page in found_pages(ids, (model,))} if ids else {}
    return [found[pk] for pk in ids if pk in found]


@prepared_query
def _found_rows(
    ids: list[int], *, models: frozenset[type[Page]], with_texts: bool, also: tuple[str, ...]
) -> QuerySet:
    lookups = _row_layout(models, (), with_texts).lookups
    return Page.objects.order_by().filter(pk__in=ids).values_list(*lookups, *also)


def long_text_fields(model: type[Page]) -> list[str]:
    """Return the names of rich text and stream fields, to ``defer`` them in lists of one type."""
    fields = model._meta.local_fields
    return [field.name for field in fields if isinstance(field, StreamField | RichTextField)]


@cache
def listing_fields(model: type[Page]) -> frozenset[str]:
    """Return the ``listing_fields`` of a page type and of its base classes."""
    return frozenset(
        name for base in model.__mro__ for name in vars(base).get("listing_fields", ())
    )


class _TypeColumns(NamedTuple):
    """The fields of a page type that are read, in model order, and their indexes in a row."""

    names: list[str]
    indexes: list[int]


class _RowLayout(NamedTuple):
    """The columns of a row: the lookups from ``Page``, and those that each page type uses."""

    lookups: list[str]
    columns: dict[type[Page], _TypeColumns]

    def pages(self, rows: Iterable[Sequence[Any]], attributes: Iterable[str]) -> list[Page]:
        """Return the specific instances for these rows, but for types that are not expected.

        The values after the columns become ``attributes``.
        """
        width = len(self.lookups)
        found = []
        for row in rows:
            content_type, code = row[:2]
            model = ContentType.objects.get_for_id(content_type).model_class()
            if columns := self.columns.get(model):
                values = [row[index] for index in columns.indexes]
                page = model.from_db(DEFAULT_DB_ALIAS, columns.names, values)
                page.locale = Locale(pk=page.locale_id, language_code=code)
                vars(page).update(zip(attributes, row[width:], strict=True))
                found.append(page)
        return found


@cache
def _row_layout(
    models: frozenset[type[Page]], also: tuple[str, ...], with_texts: bool
) -> _RowLayout:
    # A field of Page is selected once for all types.
    indexes = {_TYPE: 0, _LANGUAGE: 1}
    columns = {}
    for model in models:
        names = {"id", model._meta.pk.name, *also, *listing_fields(model)}
        names.update(long_text_fields(model) if with_texts else ())
        fields = [field for field in model._meta.concrete_fields if field.name in names]
        found = [indexes.setdefault(_lookup(model, field), len(indexes)) for field in fields]
        columns[model] = _TypeColumns([field.attname for field in fields], found)
    return _RowLayout(list(indexes), columns)


def _lookup(model: type[Page], field) -> str:
    """Return the lookup from ``Page`` to a field of a page type."""
    if field.primary_key:
        return "id"
    link = model._meta.parents[Page].remote_field.name
    return f"{link}__{field.name}" if field.model is model else field.name
