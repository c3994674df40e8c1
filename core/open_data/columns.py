"""A column of a data set, and the columns that many records have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.addresses import absolute
from core.dates import Precision
from core.languages import source

from .kinds import Kind, Part, Records
from .markup import published, stored
from .streams import rewritten
from .texts import (
    Day,
    Identifier,
    LanguageTag,
    Markup,
    PartialDay,
    Slug,
    Territory,
    Text,
    WebAddress,
    first_day,
)

LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


@dataclass(frozen=True)
class Column:
    """How one value of a record is read from its row and, where that is possible, written to it.

    A row is a page, or a part of one. ``field``: the field of the page that the value is kept in.
    ``refers``: the value may name pages that the same file creates.
    """

    name: str
    description: Any
    kind: Kind
    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None] | None = None
    required: bool = False
    field: str = ""
    refers: bool = False

    def value(self, row):
        """The value as JSON holds it, for a reader of the current language."""
        return self.kind.tidy(self.read(row))

    def source_value(self, row):
        """The same as it is in a file of the source language, the only one that is imported."""
        with translation.override(source().code):
            return self.value(row)

    @property
    def annotations(self) -> dict:
        """What the schema says of the column beside the form of its values."""
        read_only = {} if self.write else {"readOnly": True}
        return {"description": str(self.description)} | read_only


def attribute(name: str, description, kind: Kind, **values) -> Column:
    """A column that is one field of the page, of the same name."""

    def write(row, value):
        setattr(row, name, kind.stored(value))

    return Column(name, description, kind, lambda row: getattr(row, name), write, **values)


def markup(name: str, description) -> Column:
    """A column that is rich text: HTML, in which links have their full addresses."""

    def write(row, value):
        features = row._meta.get_field(name).features
        setattr(row, name, stored(value or "", features))

    def read(row):
        return published(getattr(row, name))

    return Column(name, description, Markup(), read, write, refers=True)


def stream(
    name: str,
    description,
    parts: tuple[Part, ...],
    read_block: Callable[[Mapping], Mapping] = dict,
    store: Callable[[dict], dict] = dict,
) -> Column:
    """A column that is a stream of blocks of one type.

    ``read_block`` and ``store`` lead from what is stored of a block to a record and back, where
    their keys are not the same.
    """
    kind = Records(parts)

    def told(block: Mapping) -> dict:
        record = read_block(block)
        return {part.name: record.get(part.name) or part.kind.empty for part in parts}

    def read(row):
        return [told(item["value"]) for item in getattr(row, name).raw_data]

    def write(row, value):
        records = [
            {part.name: part.kind.stored(record[part.name]) for part in parts}
            for record in value or ()
        ]
        setattr(row, name, rewritten(getattr(row, name), records, told, store))

    return Column(name, description, kind, read, write)


def _write_once(name: str):
    def write(row, value):
        if row.pk and str(getattr(row, name)) != value:
            raise ValidationError(_("This cannot be changed by an import."))
        setattr(row, name, value)

    return write


LANGUAGE_OF_RECORD = _(
    "The language of the texts of this record. Where there is no translation, it is another one "
    "than that of the file."
)
ADDRESS_OF_RECORD = _("Where the record can be read, in the language of the file.")

IDENTITY = (
    Column(
        "id",
        _("What identifies the record: the same in every language, for ever."),
        Identifier(),
        lambda row: row.translation_key,
        _write_once("translation_key"),
    ),
    Column(
        "slug",
        _("The last part of the address, the same in every language."),
        Slug(),
        lambda row: row.slug,
        _write_once("slug"),
    ),
    Column(
        "language",
        LANGUAGE_OF_RECORD,
        LanguageTag(),
        lambda row: row.text_language.code,
    ),
    Column(
        "address",
        ADDRESS_OF_RECORD,
        WebAddress(),
        lambda row: absolute(row.address),
    ),
    attribute("title", _("The title as it stands on the page."), Text(), required=True),
    attribute("summary", _("One or two sentences."), Text()),
)


def _write_start(row, value) -> None:
    row.__dict__.pop("date", None)
    row.start_date = first_day(value)
    row.date_precision = next(known for known, length in LENGTHS.items() if length == len(value))


def _write_end(row, value) -> None:
    row.__dict__.pop("date", None)
    if value and len(value) != LENGTHS[row.date_precision]:
        raise ValidationError(_("The last day has to be known as precisely as the first."))
    row.end_date = first_day(value) if value else None


def _as_known(row, day) -> str | None:
    return day and day.isoformat()[: LENGTHS[row.date_precision]]


DATE = (
    Column(
        "date",
        _("The first day, or the month or the year if no more is known."),
        PartialDay(),
        lambda row: _as_known(row, row.start_date),
        _write_start,
        required=True,
        field="start_date",
    ),
    Column(
        "end_date",
        _("The last day, as precisely as the first; empty for a single day."),
        PartialDay(),
        lambda row: _as_known(row, row.end_date),
        _write_end,
    ),
    attribute("date_note", _("What is uncertain about the date."), Text()),
)

PLACE = (
    attribute("place", _("The place, in the language of the record."), Text()),
    attribute("country", _("The country of the place."), Territory()),
)

SOURCES = (
    stream(
        "sources",
        _("Where the facts are taken from; the language is that of the source."),
        (
            Part("title", Text(200), required=True),
            Part("url", WebAddress(600)),
            Part("language", Text(20)),
        ),
    ),
    attribute("checked_on", _("When the record was last compared with its sources."), Day()),
    attribute("source_note", _("What the sources leave open."), Text()),
)
