"""Data sets: the records of a page type and the columns that describe them.

The apps that own the page types return their data sets from a hook.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from wagtail import hooks
from wagtail.models import Page

from core.languages import Language, source_language
from core.localization import for_reader
from core.localized_urls import absolute_url, reverse_in_language
from core.models import BasePage

from .columns import DataColumn
from .rich_text import prefetch_links

SCHEMA_EXTENSION = "schema.json"
PAGES_IN_MEMORY = 500


@dataclass(frozen=True)
class DataSet:
    """The records of one page type, one for each page.

    ``path``: the path of the files, without the prefix of the language and the extension.
    ``prefetch``: relations that the columns need, for ``prefetch_related``.
    ``ordering``: the order of the pages in the files, for ``order_by``.
    ``changes_daily``: records may differ from one day to the next without a publication.
    ``reading_note``: what readers of all data sets have to know of this one.
    """

    name: str
    title: Any
    description: Any
    model: type[BasePage]
    columns: tuple[DataColumn, ...]
    path: str
    prefetch: tuple[str, ...] = ()
    ordering: tuple[str, ...] = ("path",)
    changes_daily: bool = False
    reading_note: Any = ""

    # A subclass with several records per page overrides the columns that identify the page and
    # those that identify the record.
    page_columns = ("id", "slug")
    key_columns = ("id",)

    @property
    def is_offered(self) -> bool:
        """Whether readers are told of the data set."""
        return True

    def describes(self, model: type) -> bool:
        """Whether each page of this type is one record of the data set."""
        return model is self.model

    def file_url(self, extension: str, language: Language | None = None) -> str:
        return reverse_in_language("data_file", language, self.path, extension)

    @property
    def schema_absolute_url(self) -> str:
        """The URL of the JSON Schema in the reader's language."""
        return absolute_url(self.file_url(SCHEMA_EXTENSION))

    @property
    def importable_columns(self) -> list[DataColumn]:
        return [column for column in self.columns if column.write]

    @cached_property
    def columns_by_name(self) -> dict[str, DataColumn]:
        return {column.name: column for column in self.columns}

    # Export

    def filter_form(self, parameters: QueryDict):
        """Return the filter in a file's address, as of the list of the pages; none by default.

        Its ``query`` is the part of the address that is valid; ``apply`` filters the pages.
        """
        return None

    def public_rows(self, form=None) -> Iterator:
        """Yield the rows that are public in the current language, with some pages in memory."""
        pages = for_reader(self.model.objects.all()).order_by(*self.ordering)
        pages = form.apply(pages) if form else pages
        found = pages.prefetch_related(*self.prefetch).iterator(PAGES_IN_MEMORY)
        while chunk := list(islice(found, PAGES_IN_MEMORY)):
            self.prefetch_targets(chunk)
            yield from self.rows(chunk)

    def fetch_pages(self, pages: QuerySet) -> list[BasePage]:
        """Fetch the pages with everything that their columns read."""
        fetched = list(pages.select_related("locale").prefetch_related(*self.prefetch))
        self.prefetch_targets(fetched)
        return fetched

    def prefetch_targets(self, pages: Iterable[BasePage]) -> None:
        """Fetch what the columns of these pages refer to without a relation."""
        prefetch_links(pages)

    def rows(self, pages: Iterable[BasePage]) -> list:
        return list(pages)

    # Import

    @property
    def section_type(self) -> type[Page]:
        """The page type of the section that contains the records."""
        (parent_model,) = self.model.clean_parent_page_models()
        return parent_model

    @property
    def section(self) -> Page | None:
        """The page in the source language that contains the records."""
        return self.section_type.objects.filter(
            locale__language_code=source_language().code
        ).first()

    def find_row(self, page: BasePage, values: dict):
        """Return the row of a record on its page, or ``None`` if the page does not have it."""
        return page

    def new_page(self) -> BasePage | None:
        """Return a page for a new record, or ``None`` if records are parts of existing pages."""
        return self.model(live=False)

    def new_row(self, page: BasePage, values: dict):
        """Add a row for a new record to its page, and return it."""
        return page


def all_data_sets() -> list[DataSet]:
    """Return the data sets for the files, the import and the API.

    The hook ``register_data_sets`` returns a list of them. Their names are unique in the project.
    """
    return [data_set for hook in hooks.get_hooks("register_data_sets") for data_set in hook()]


def offered_data_sets() -> list[DataSet]:
    return [data_set for data_set in all_data_sets() if data_set.is_offered]


def get_data_set(name: str) -> DataSet:
    """Return the data set of this name; raise ``KeyError`` if there is none."""
    return {data_set.name: data_set for data_set in all_data_sets()}[name]


def data_set_for_model(model: type) -> DataSet | None:
    """Return the data set in which each page of this type is one record."""
    return next((item for item in all_data_sets() if item.describes(model)), None)


def data_sets_of_section(page: Page) -> list[DataSet]:
    """Return the data sets whose records are children of this page of the source language."""
    if page.locale.language_code != source_language().code:
        return []
    return [item for item in all_data_sets() if item.section_type is page.specific_class]
