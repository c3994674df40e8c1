"""Kinds of values: what may stand in a column, in JSON and in the cell of a table.

A value is what JSON holds. ``None`` is "unknown" everywhere; an empty list is never written for it.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What stands in a cell for a list that is known to be empty; an empty cell is an unknown list.
NONE = "none"
LONGEST_SHOWN = 60  # characters of a wrong value that a message repeats


class Kind:
    """A kind of values; ``name`` says to people what is expected, ``schema`` to programs."""

    name: Any = ""
    schema: dict = {}
    empty: Any = ""  # what the database holds for "unknown"
    left_out: Any = None  # what it means if no value is given

    def tidy(self, value):
        """Return a value of the database as JSON holds it."""
        return None if value == self.empty else value

    def check(self, value):
        """Return a value from a file as ``tidy`` would, or raise ``ValidationError``."""
        raise NotImplementedError

    def stored(self, value):
        """Return a checked value as the database holds it."""
        return self.empty if value is None else value

    def to_cell(self, value) -> str:
        return "" if value is None else str(value)

    def from_cell(self, text: str):
        """Return what the text of a cell means; it is checked afterwards."""
        return text

    def wrong(self, value) -> ValidationError:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return ValidationError(
            _("“%(value)s” cannot stand here. Expected: %(kind)s."),
            params={"value": shown[:LONGEST_SHOWN], "kind": self.name},
        )


class YesNo(Kind):
    name = "true / false"
    schema = {"type": "boolean"}
    empty = False
    left_out = False

    def tidy(self, value):
        return bool(value)

    def check(self, value):
        if not isinstance(value, bool):
            raise self.wrong(value)
        return value

    def to_cell(self, value) -> str:
        return "true" if value else "false"

    def from_cell(self, text: str):
        return {"true": True, "false": False}.get(text.strip().lower(), text)


class Whole(Kind):
    name = _("a whole number above 0")
    schema = {"type": "integer", "minimum": 1}
    empty = None

    def check(self, value):
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if value is not None and not (is_whole and 0 < value < 1_000_000):
            raise self.wrong(value)
        return value

    def from_cell(self, text: str):
        return int(text) if re.fullmatch(r"\s*[0-9]{1,6}\s*", text) else text


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words, which mean the same in every language; their labels are translated."""

    choices: tuple[tuple[str, Any], ...]

    @property
    def name(self) -> str:
        return ", ".join(value for value, _label in self.choices)

    @property
    def schema(self) -> dict:
        return {"oneOf": [{"const": value, "title": str(label)} for value, label in self.choices]}

    def tidy(self, value):
        return str(value) or None

    def check(self, value):
        text = value.strip() if isinstance(value, str) else value
        if text not in [known for known, _label in self.choices]:
            raise self.wrong(value)
        return text


@dataclass(frozen=True)
class ListOf(Kind):
    """A set of values, in the order of their signs; ``tells_none`` if it may be known to be empty.

    A cell has them between semicolons.
    """

    item: Kind
    tells_none: bool = False
    empty = ()

    @property
    def name(self):
        return _("a list, in a table between semicolons")

    @property
    def schema(self) -> dict:
        least = {} if self.tells_none else {"minItems": 1}
        return {"type": "array", "items": self.item.schema, "uniqueItems": True} | least

    def tidy(self, value):
        if value is None:
            return None
        return _told(sorted({self.item.tidy(item) for item in value} - {None}), self.tells_none)

    def check(self, value):
        if value is not None and not isinstance(value, list):
            raise self.wrong(value)
        if value is None:
            return None
        checked = [self.item.check(item) for item in value]
        if None in checked or len(set(checked)) < len(checked):
            raise self.wrong(value)
        return _told(sorted(checked), self.tells_none)

    def to_cell(self, value) -> str:
        return NONE if value == [] else "; ".join(value or ())

    def from_cell(self, text: str):
        parts = [self.item.from_cell(part.strip()) for part in text.split(";") if part.strip()]
        return [] if self.tells_none and parts == [NONE] else parts or None


@dataclass(frozen=True)
class Part:
    """One value of a record inside a cell."""

    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True)
class Records(Kind):
    """Several records in one value, in an order that is kept; a cell has them as JSON."""

    parts: tuple[Part, ...]
    tells_none: bool = False
    empty = ()

    @property
    def name(self):
        return _("records, in a table as JSON")

    @property
    def schema(self) -> dict:
        least = {} if self.tells_none else {"minItems": 1}
        return {"type": "array", "items": record_schema(self.parts)} | least

    def tidy(self, value):
        if value is None:
            return None
        records = [
            {part.name: part.kind.tidy(one[part.name]) for part in self.parts} for one in value
        ]
        return _told(records, self.tells_none)

    def check(self, value):
        if value is not None and not isinstance(value, list):
            raise self.wrong(value)
        if value is None:
            return None
        return _told([self._checked(record) for record in value], self.tells_none)

    def _checked(self, record) -> dict:
        names = [part.name for part in self.parts]
        if not isinstance(record, dict) or set(record) - set(names):
            raise self.wrong(record)
        return {part.name: check(part, record.get(part.name)) for part in self.parts}

    def to_cell(self, value) -> str:
        if not value:
            return "" if value is None else NONE
        return json.dumps(value, ensure_ascii=False)

    def from_cell(self, text: str):
        if self.tells_none and text.strip() == NONE:
            return []
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text


def _told(found: list, tells_none: bool) -> list | None:
    """An empty list is told only where it means "none"."""
    return found if found or tells_none else None


def check(described, value):
    """Check the value of a column or a part, which may be left out only where it is not required.

    A yes or no cannot be unknown, and nothing else may be, if it is required.
    """
    checked = None if value is None else described.kind.check(value)
    if checked is None and described.required:
        raise ValidationError(_("Something has to stand here."))
    return described.kind.left_out if checked is None else checked


def record_schema(described: Iterable) -> dict:
    """The schema of a record with these columns or parts, all of which are always there."""
    described = list(described)
    return {
        "type": "object",
        "properties": {one.name: _property(one) for one in described},
        "required": [one.name for one in described],
        "additionalProperties": False,
    }


def _property(one) -> dict:
    always = one.required or one.kind.left_out is not None
    schema = one.kind.schema if always else {"anyOf": [one.kind.schema, {"type": "null"}]}
    return schema | getattr(one, "annotations", {})
