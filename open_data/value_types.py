"""Value types of columns: how values are checked and written, in JSON and in a table's cells.

A value is what the JSON file contains. ``None`` always means "not known". An empty list means
"known to be none" and is written by the types that allow it alone (``allow_empty``).
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The cell of a list that is known to be empty. An empty cell is a list that is not known.
EMPTY_LIST_CELL = "none"
MAX_QUOTED_LENGTH = 60  # characters of an invalid value that the message quotes


class ValueType:
    """A type of values. ``name`` describes it to people, ``schema`` (JSON Schema) to programs."""

    name: Any = ""
    schema: dict = {}
    empty_value: Any = ""  # what the database contains for "not known"
    default: Any = None  # the value of a column that the file leaves empty

    def to_json(self, value):
        """Return a value of the database as the JSON file contains it."""
        return None if value == self.empty_value else value

    def clean(self, value):
        """Return a value of a file in the form of ``to_json``, or raise ``ValidationError``."""
        raise NotImplementedError

    def to_database(self, value):
        """Return a cleaned value as the database contains it."""
        return self.empty_value if value is None else value

    def to_cell(self, value) -> str:
        return "" if value is None else str(value)

    def from_cell(self, text: str):
        """Return the value of a cell's text, not yet cleaned."""
        return text

    def invalid(self, value) -> ValidationError:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return ValidationError(
            _("“%(value)s” is not valid here. Expected: %(kind)s."),
            params={"value": shown[:MAX_QUOTED_LENGTH], "kind": self.name},
        )


class BooleanValue(ValueType):
    name = "true / false"
    schema = {"type": "boolean"}
    empty_value = False
    default = False

    def to_json(self, value):
        return bool(value)

    def clean(self, value):
        if not isinstance(value, bool):
            raise self.invalid(value)
        return value

    def to_cell(self, value) -> str:
        return "true" if value else "false"

    def from_cell(self, text: str):
        return {"true": True, "false": False}.get(text.strip().lower(), text)


class IntegerValue(ValueType):
    """A whole number from 1 to 999 999."""

    name = _("a whole number above 0")
    schema = {"type": "integer", "minimum": 1}
    empty_value = None

    def clean(self, value):
        is_integer = isinstance(value, int) and not isinstance(value, bool)
        if value is not None and not (is_integer and 0 < value < 1_000_000):
            raise self.invalid(value)
        return value

    def from_cell(self, text: str):
        return int(text) if re.fullmatch(r"\s*[0-9]{1,6}\s*", text) else text


@dataclass(frozen=True)
class ChoiceValue(ValueType):
    """One of some choices. The values are the same in every language, their labels translated."""

    choices: tuple[tuple[str, Any], ...]

    @property
    def name(self) -> str:
        return ", ".join(value for value, _label in self.choices)

    @property
    def schema(self) -> dict:
        return {"oneOf": [{"const": value, "title": str(label)} for value, label in self.choices]}

    def to_json(self, value):
        return str(value) or None

    def clean(self, value):
        text = value.strip() if isinstance(value, str) else value
        if text not in [known for known, _label in self.choices]:
            raise self.invalid(value)
        return text


@dataclass(frozen=True)
class ListValue(ValueType):
    """A list of different values. In a cell, semicolons separate them.

    ``keeps_order``: their order has a meaning; otherwise they are sorted.
    """

    item: ValueType
    allow_empty: bool = False
    keeps_order: bool = False
    empty_value = ()

    @property
    def name(self):
        return _("a list, in a table between semicolons")

    @property
    def schema(self) -> dict:
        min_items = {} if self.allow_empty else {"minItems": 1}
        return {"type": "array", "items": self.item.schema, "uniqueItems": True} | min_items

    def to_json(self, value):
        if value is None:
            return None
        items = dict.fromkeys(self.item.to_json(item) for item in value)
        return self._in_order([item for item in items if item is not None])

    def clean(self, value):
        if value is not None and not isinstance(value, list):
            raise self.invalid(value)
        if value is None:
            return None
        cleaned = [self.item.clean(item) for item in value]
        if None in cleaned or len(set(cleaned)) < len(cleaned):
            raise self.invalid(value)
        return self._in_order(cleaned)

    def _in_order(self, items: list) -> list | None:
        return _list_or_none(items if self.keeps_order else sorted(items), self.allow_empty)

    def to_cell(self, value) -> str:
        return EMPTY_LIST_CELL if value == [] else "; ".join(value or ())

    def from_cell(self, text: str):
        items = [self.item.from_cell(cell.strip()) for cell in text.split(";") if cell.strip()]
        return [] if self.allow_empty and items == [EMPTY_LIST_CELL] else items or None


@dataclass(frozen=True)
class RecordField:
    """A field of the records in a list of records."""

    name: str
    value_type: ValueType
    required: bool = False


@dataclass(frozen=True)
class RecordListValue(ValueType):
    """A list of records, in its own order. A cell contains it as JSON."""

    fields: tuple[RecordField, ...]
    allow_empty: bool = False
    empty_value = ()

    @property
    def name(self):
        return _("records, in a table as JSON")

    @property
    def schema(self) -> dict:
        min_items = {} if self.allow_empty else {"minItems": 1}
        return {"type": "array", "items": record_schema(self.fields)} | min_items

    def to_json(self, value):
        if value is None:
            return None
        records = [
            {field.name: field.value_type.to_json(record[field.name]) for field in self.fields}
            for record in value
        ]
        return _list_or_none(records, self.allow_empty)

    def clean(self, value):
        if value is not None and not isinstance(value, list):
            raise self.invalid(value)
        if value is None:
            return None
        return _list_or_none([self._clean_record(record) for record in value], self.allow_empty)

    def _clean_record(self, record) -> dict:
        names = [field.name for field in self.fields]
        if not isinstance(record, dict) or set(record) - set(names):
            raise self.invalid(record)
        return {field.name: clean_value(field, record.get(field.name)) for field in self.fields}

    def to_cell(self, value) -> str:
        if not value:
            return "" if value is None else EMPTY_LIST_CELL
        return json.dumps(value, ensure_ascii=False)

    def from_cell(self, text: str):
        if self.allow_empty and text.strip() == EMPTY_LIST_CELL:
            return []
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text


def _list_or_none(items: list, allow_empty: bool) -> list | None:
    return items if items or allow_empty else None


def clean_value(column, value):
    """Clean the value of a column, or of a field of a record.

    ``None`` becomes the default of the value type. Raise ``ValidationError`` if the value is
    invalid, or if it is ``None`` although it is required.
    """
    cleaned = None if value is None else column.value_type.clean(value)
    if cleaned is None and column.required:
        raise ValidationError(_("A value is required here."))
    return column.value_type.default if cleaned is None else cleaned


def record_schema(columns: Iterable) -> dict:
    """Return the JSON Schema of a record with these columns or fields, none of them optional."""
    columns = list(columns)
    return {
        "type": "object",
        "properties": {column.name: _property_schema(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _property_schema(column) -> dict:
    always = column.required or column.value_type.default is not None
    schema = (
        column.value_type.schema
        if always
        else {"anyOf": [column.value_type.schema, {"type": "null"}]}
    )
    return schema | getattr(column, "schema_annotations", {})
