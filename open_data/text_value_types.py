"""Value types that are texts: free text, and texts of a fixed form."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.languages import all_languages, site_language, source_language
from core.plain_text import without_control_characters

from .value_types import ValueType


@dataclass(frozen=True)
class TextValue(ValueType):
    """Free text.

    ``max_length``: in characters, for a field of a record. The fields of a page have their own.
    """

    max_length: int | None = None
    name = _("text")

    @property
    def schema(self) -> dict:
        max_length = {"maxLength": self.max_length} if self.max_length else {}
        return {"type": "string", "minLength": 1, **max_length}

    def to_json(self, value):
        if value is None:
            return None
        return (
            without_control_characters(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
            or None
        )

    def clean(self, value):
        if not isinstance(value, str) or without_control_characters(value) != value:
            raise self.invalid(value)
        # Subclasses override to_json for values of the database; this one is a text already.
        text = TextValue.to_json(self, value)
        if self.max_length and len(text or "") > self.max_length:
            message = _("Longer than %(most)d characters.")
            raise ValidationError(message, params={"most": self.max_length})
        return text


class SlugValue(TextValue):
    name = _("small letters, digits and hyphens")
    schema = {"type": "string", "pattern": "^[a-z0-9_-]+$"}

    def clean(self, value):
        text = super().clean(value)
        if text and not re.fullmatch("[a-z0-9_-]+", text):
            raise self.invalid(value)
        return text


class UrlValue(TextValue):
    name = _("a web address")
    schema = {"type": "string", "format": "uri"}

    def clean(self, value):
        text = super().clean(value)
        try:
            if text:
                URLValidator()(text)
        except ValidationError as error:
            raise self.invalid(value) from error
        return text


class HtmlValue(TextValue):
    name = "HTML"
    schema = {"type": "string", "minLength": 1, "contentMediaType": "text/html"}


class UuidValue(TextValue):
    """A UUID: the translation key, the same in all languages and on every site with the record."""

    name = _("an identifier")
    schema = {"type": "string", "format": "uuid"}

    def clean(self, value):
        text = super().clean(value)
        try:
            return str(UUID(text)) if text else None
        except ValueError as error:
            raise self.invalid(value) from error


class TerritoryValue(TextValue):
    """A territory code of CLDR with two letters."""

    name = format_lazy(_("a country code of two letters, such as {code}"), code="MK")
    schema = {"type": "string", "pattern": "^[A-Z]{2}$"}

    def clean(self, value):
        text = super().clean(value)
        if text is not None and (len(text) != 2 or text not in source_language().babel.territories):
            raise self.invalid(value)
        return text


class LanguageTagValue(TextValue):
    """The BCP 47 tag of a language of the site. The database contains Django's language code."""

    name = _("the tag of one of the languages of this site (BCP 47)")

    @property
    def schema(self) -> dict:
        return {"enum": [language.tag for language in all_languages()]}

    def to_json(self, value):
        return site_language(value).tag if value else None

    def clean(self, value):
        text = super().to_json(value) if isinstance(value, str) else value
        if text is None:
            return None
        for language in all_languages():
            if isinstance(text, str) and language.tag.lower() == text.lower():
                return language.tag
        raise self.invalid(value)

    def to_database(self, value):
        return next((item.code for item in all_languages() if item.tag == value), "")


class DateValue(TextValue):
    """A date in ISO 8601."""

    name = _("a day, such as 2015-03-04")
    schema = {"type": "string", "format": "date"}
    empty_value = None

    def to_json(self, value):
        return None if value is None else str(value)

    def clean(self, value):
        text = super().clean(value)
        try:
            return date.fromisoformat(_extended_format(text, 10)).isoformat() if text else None
        except ValueError as error:
            raise self.invalid(value) from error

    def to_database(self, value):
        return date.fromisoformat(value) if value else None


class PartialDateValue(DateValue):
    """A year, a month or a date in ISO 8601."""

    name = _("a year, a month or a day, such as 2015, 2015-03 or 2015-03-04")
    schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    def clean(self, value):
        text = TextValue.clean(self, value)
        try:
            if text:
                first_day(_extended_format(text, 4, 7, 10))
        except ValueError as error:
            raise self.invalid(value) from error
        return text


def first_day(text: str) -> date:
    """Return the first day of a year, a month or a date in ISO 8601."""
    return date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) < 10 else text)


def _extended_format(text: str, *lengths: int) -> str:
    """Return the text, or raise ``ValueError`` unless it has hyphens and one of these lengths.

    ``date.fromisoformat`` accepts the basic format, too, such as 20150304.
    """
    if len(text) not in lengths or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(text)
    return text
