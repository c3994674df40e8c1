"""Pages as their own types, in the very query that finds them.

Wagtail's ``specific()`` takes one query for each type; a list of search results has many types.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, get_page_models

from .models import BasePage

Types = Collection[type[BasePage]]

# What every row begins with.
TYPE, LANGUAGE = "content_type", "locale__language_code"


@cache
def page_types() -> tuple[type[BasePage], ...]:
    """The page types of the site, without Wagtail's own plain page."""
    return tuple(model for model in get_page_models() if issubclass(model, BasePage))


def listed(
    pages: QuerySet[Page], models: Types | None = None, *also: str, with_texts: bool = False
) -> list[BasePage]:
    """Return the pages as their own types, with the fields that a list shows: one query.

    ``models`` are the types to expect, if they are known: each has its columns. ``also`` names
    further fields of a plain page; what the query annotates comes along. ``with_texts`` reads the
    long texts, too. Whatever else a page is asked for takes a query.

    Plain rows, and one object made of each: ``select_related`` would make a plain page beside it.
    """
    layout = _layout(frozenset(models or page_types()), also, with_texts)
    annotations = list(pages.query.annotations)
    width = len(layout.paths)
    found = []
    for row in pages.values_list(*layout.paths, *annotations):
        if page := layout.page(row, pages.db):
            vars(page).update(zip(annotations, row[width:], strict=True))
            found.append(page)
    return found


def long_texts(model: type[BasePage]) -> list[str]:
    """What to give to ``defer`` where pages of one type are shown without their texts."""
    fields = model._meta.local_fields
    return [field.name for field in fields if isinstance(field, StreamField | RichTextField)]


class _Columns(NamedTuple):
    """The fields of a page type that are read, in its own order, and their places in a row."""

    names: list[str]
    places: list[int]


class _Layout(NamedTuple):
    """What a row holds: ``paths`` lead there from a plain page."""

    paths: list[str]
    columns: dict[type[BasePage], _Columns]

    def page(self, row: Sequence[Any], database: str) -> BasePage | None:
        """Make the page that a row holds, unless it is of another type than those expected."""
        content_type, code = row[:2]
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model not in self.columns:
            return None
        columns = self.columns[model]
        page = model.from_db(database, columns.names, [row[place] for place in columns.places])
        page.locale = Locale(pk=page.locale_id, language_code=code)
        return page


@cache
def _layout(models: frozenset[type[BasePage]], also: tuple[str, ...], with_texts: bool) -> _Layout:
    """Fields of a plain page are read once for all types."""
    places = {TYPE: 0, LANGUAGE: 1}
    columns = {}
    for model in models:
        wanted = {"id", model._meta.pk.name, *also, *_listing_fields(model)}
        wanted.update(long_texts(model) if with_texts else ())
        fields = [field for field in model._meta.concrete_fields if field.name in wanted]
        found = [places.setdefault(_path(model, field), len(places)) for field in fields]
        columns[model] = _Columns([field.attname for field in fields], found)
    return _Layout(list(places), columns)


def _listing_fields(model: type[BasePage]) -> list[str]:
    return [name for base in model.__mro__ for name in vars(base).get("listing_fields", ())]


def _path(model: type[BasePage], field) -> str:
    """Where a field of the type is found from a plain page."""
    if field.primary_key:
        return "id"
    link = model._meta.parents[Page].remote_field.name
    return f"{link}__{field.name}" if field.model is model else field.name
