"""A column of a data set, and the columns that several data sets share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from core.dates import ISO_LENGTHS, iso_date
from core.fields import TerritoryField
from core.languages import source_language
from core.localized_urls import absolute_url
from core.models import BasePage, PartialDateMixin, PlaceMixin, SourcesMixin

from .rich_text import html_to_rich_text, rich_text_to_html
from .stream_blocks import rebuild_stream
from .text_value_types import (
    DateValue,
    HtmlValue,
    LanguageTagValue,
    PartialDateValue,
    SlugValue,
    TerritoryValue,
    TextValue,
    UrlValue,
    UuidValue,
    first_day,
)
from .value_types import BooleanValue, ChoiceValue, RecordField, RecordListValue, ValueType

# The value types of model fields without choices, by their class.
FIELD_VALUE_TYPES = {
    models.BooleanField: BooleanValue(),
    models.CharField: TextValue(),
    models.DateField: DateValue(),
    models.EmailField: TextValue(),
    models.TextField: TextValue(),
    models.URLField: UrlValue(),
    TerritoryField: TerritoryValue(),
}


@dataclass(frozen=True)
class DataColumn:
    """A column: how its value is read from a row and, if it can be imported, written to it.

    A row is a page, or a part of one.

    ``model_field``: the field of the page, if its name is not that of the column.
    ``references_pages``: the value may refer to pages that the same file creates.
    """

    name: str
    description: Any
    value_type: ValueType
    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None] | None = None
    required: bool = False
    model_field: str = ""
    references_pages: bool = False

    def value(self, row):
        """Return the value as the JSON file in the current language contains it."""
        return self.value_type.to_json(self.read(row))

    def source_value(self, row):
        """Return the value in the source language: only files in that language are imported."""
        with translation.override(source_language().code):
            return self.value(row)

    @property
    def schema_annotations(self) -> dict:
        """Keywords of JSON Schema that describe the column rather than its values."""
        read_only = {} if self.write else {"readOnly": True}
        return {"description": str(self.description)} | read_only


def field_column(
    model: type[models.Model], name: str, description="", value_type: ValueType | None = None
) -> DataColumn:
    """Return a column of a model field, with the name of the field.

    The field supplies what is not given: its help text, or else its label, is the description, and
    its class or its choices are the value type. The column is required if the field is.
    """
    field = model._meta.get_field(name)
    column_type = value_type or _field_value_type(field)

    def write(row, value):
        setattr(row, name, column_type.to_database(value))

    return DataColumn(
        name,
        description or _field_description(field),
        column_type,
        lambda row: getattr(row, name),
        write,
        required=not (field.blank or field.has_default()),
    )


def _field_description(field: models.Field):
    return field.help_text or format_lazy("{}.", capfirst(field.verbose_name))


def _field_value_type(field: models.Field) -> ValueType:
    return ChoiceValue(tuple(field.choices)) if field.choices else FIELD_VALUE_TYPES[type(field)]


def rich_text_column(model: type[models.Model], name: str, description="") -> DataColumn:
    """Return a column of a rich text field: as HTML, with absolute URLs."""
    field = model._meta.get_field(name)

    def write(row, value):
        setattr(row, name, html_to_rich_text(value or "", field.features))

    def read(row):
        return rich_text_to_html(getattr(row, name))

    description = description or _field_description(field)
    return DataColumn(name, description, HtmlValue(), read, write, references_pages=True)


def stream_column(
    name: str,
    description,
    fields: tuple[RecordField, ...],
    block_to_record: Callable[[Mapping], Mapping] = dict,
    record_to_block: Callable[[dict], dict] = dict,
) -> DataColumn:
    """Return a column of a StreamField with blocks of one type.

    ``block_to_record`` and ``record_to_block`` convert the raw value of a block to a record and
    back, where their keys differ.
    """

    def to_record(block: Mapping) -> dict:
        record = block_to_record(block)
        return {
            field.name: record.get(field.name) or field.value_type.empty_value for field in fields
        }

    def read(row):
        return [to_record(item["value"]) for item in getattr(row, name).raw_data]

    def write(row, value):
        records = [
            {field.name: field.value_type.to_database(record[field.name]) for field in fields}
            for record in value or ()
        ]
        setattr(row, name, rebuild_stream(getattr(row, name), records, to_record, record_to_block))

    return DataColumn(name, description, RecordListValue(fields), read, write)


def _write_once(name: str):
    def write(row, value):
        if row.pk and str(getattr(row, name)) != value:
            raise ValidationError(_("This cannot be changed by an import."))
        setattr(row, name, value)

    return write


LANGUAGE_DESCRIPTION = _(
    "The language of the texts of this record. Where there is no translation, it is another one "
    "than that of the file."
)
URL_DESCRIPTION = _("Where the record can be read, in the language of the file.")

IDENTITY_COLUMNS = (
    DataColumn(
        "id",
        _("What identifies the record: the same in every language, for ever."),
        UuidValue(),
        lambda row: row.translation_key,
        _write_once("translation_key"),
    ),
    DataColumn(
        "slug",
        _("The last part of the address, the same in every language."),
        SlugValue(),
        lambda row: row.slug,
        _write_once("slug"),
    ),
    DataColumn(
        "language",
        LANGUAGE_DESCRIPTION,
        LanguageTagValue(),
        lambda row: row.text_language.code,
    ),
    DataColumn(
        "address",
        URL_DESCRIPTION,
        UrlValue(),
        lambda row: absolute_url(row.localized_url),
    ),
    field_column(BasePage, "title", _("The title as it stands on the page.")),
    field_column(BasePage, "summary", _("One or two sentences.")),
)


def _write_start(row, value) -> None:
    row.__dict__.pop("date", None)  # a cached property
    row.start_date = first_day(value)
    row.date_precision = next(
        precision for precision, length in ISO_LENGTHS.items() if length == len(value)
    )


def _write_end(row, value) -> None:
    row.__dict__.pop("date", None)
    if value and len(value) != ISO_LENGTHS[row.date_precision]:
        raise ValidationError(_("The last day has to be known as precisely as the first."))
    row.end_date = first_day(value) if value else None


def _partial_date(row, day) -> str | None:
    return day and iso_date(day, row.date_precision)


DATE_COLUMNS = (
    DataColumn(
        "date",
        _("The first day, or the month or the year if no more is known."),
        PartialDateValue(),
        lambda row: _partial_date(row, row.start_date),
        _write_start,
        required=True,
        model_field="start_date",
    ),
    DataColumn(
        "end_date",
        _("The last day, as precisely as the first; empty for a single day."),
        PartialDateValue(),
        lambda row: _partial_date(row, row.end_date),
        _write_end,
    ),
    field_column(PartialDateMixin, "date_note", _("What is uncertain about the date.")),
)

PLACE_COLUMNS = (
    field_column(PlaceMixin, "place", _("The place, in the language of the record.")),
    field_column(PlaceMixin, "country", _("The country of the place.")),
)

SOURCE_COLUMNS = (
    stream_column(
        "sources",
        _("Where the facts are taken from; the language is that of the source."),
        (
            RecordField("title", TextValue(200), required=True),
            RecordField("url", UrlValue(600)),
            RecordField("language", TextValue(20)),
        ),
    ),
    field_column(SourcesMixin, "checked_on"),
    field_column(SourcesMixin, "source_note", _("What the sources leave open.")),
)
