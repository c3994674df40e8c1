"""Data sets: which records there are, and the columns that describe them.

Rooms register theirs; this module never learns which room that is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from wagtail.models import Page

from core.addresses import absolute, named_address
from core.languages import Language, source
from core.localization import for_reader, unexpired
from core.models import BasePage

from .columns import Column
from .markup import look_up

SCHEMA = "schema.json"


@dataclass(frozen=True)
class DataSet:
    """The records of one type of page, one for each page.

    ``path``: where the files are, below the language and without their ending.
    ``related``: what the pages need from other tables to tell their records.
    ``order``: fields that put the pages in the order of the file.
    ``follows_the_calendar``: a record may change with the day, although nobody changes the page.
    """

    name: str
    title: Any
    description: Any
    model: type[BasePage]
    columns: tuple[Column, ...]
    path: str
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ("path",)
    follows_the_calendar: bool = False

    # Told by a data set of another kind: which columns find the page of a record, and the record.
    page_columns = ("id", "slug")
    key_columns = ("id",)

    def describes(self, model: type) -> bool:
        """Whether each page of this type is one record of the data set."""
        return model is self.model

    def file_address(self, ending: str, language: Language | None = None) -> str:
        return named_address("data_file", language, self.path, ending)

    @property
    def schema_address(self) -> str:
        """The full address of the schema in the reader's language."""
        return absolute(self.file_address(SCHEMA))

    @property
    def importable(self) -> list[Column]:
        return [column for column in self.columns if column.write]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    # Reading

    def narrowed(self, pages: QuerySet, parameters: QueryDict) -> QuerySet:
        """Leave the pages that a filter in the address of the file asks for."""
        return pages

    def public_rows(self, parameters: QueryDict) -> list:
        """The rows that a reader of the current language may see, in a fixed number of queries."""
        pages = unexpired(for_reader(self.model.objects.all()))
        pages = self.narrowed(pages, parameters).order_by(*self.order)
        return self.rows(self.complete(pages))

    def complete(self, pages: QuerySet) -> list[BasePage]:
        """Fetch the pages with everything that their records need."""
        found = list(pages.select_related("locale").prefetch_related(*self.related))
        look_up(found)
        return found

    def rows(self, pages: Iterable[BasePage]) -> list:
        return list(pages)

    # Writing

    @property
    def section_type(self) -> type[Page]:
        """The type of the page below which the records are."""
        (found,) = self.model.clean_parent_page_models()
        return found

    @property
    def section(self) -> Page | None:
        """That page in the source language."""
        return self.section_type.objects.filter(locale__language_code=source().code).first()

    def row(self, page: BasePage, values: dict):
        """The row of a record on its page; ``None`` if the page does not have it."""
        return page

    def new_page(self) -> BasePage | None:
        """A page for a record that has none; ``None`` where records cannot have their own."""
        return self.model(live=False)

    def new_row(self, page: BasePage, values: dict):
        """A row for a record that the page does not have."""
        return page


_data_sets: dict[str, DataSet] = {}


def register_data_set(*data_sets: DataSet) -> None:
    """Offer data sets to readers, and their records to the import and to the API."""
    _data_sets.update({data_set.name: data_set for data_set in data_sets})


def all_data_sets() -> list[DataSet]:
    return list(_data_sets.values())


def data_set(name: str) -> DataSet:
    """Return the data set of this name; ``KeyError`` if there is none."""
    return _data_sets[name]


def data_set_of(model: type) -> DataSet | None:
    """The data set in which each page of this type is one record."""
    return next((found for found in all_data_sets() if found.describes(model)), None)


def data_sets_below(page: Page) -> list[DataSet]:
    """The data sets whose records stand below this page of the source language."""
    if page.locale.language_code != source().code:
        return []
    return [found for found in all_data_sets() if found.section_type is page.specific_class]
