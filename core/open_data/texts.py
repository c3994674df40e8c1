"""Kinds of values that are texts: free ones, and those of which the form is fixed."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.languages import all_languages, get, source
from core.plain_entry import plain

from .kinds import Kind


@dataclass(frozen=True)
class Text(Kind):
    """``longest``: how many characters a part of a record can have; the page's own fields know."""

    longest: int | None = None
    name = _("text")

    @property
    def schema(self) -> dict:
        most = {"maxLength": self.longest} if self.longest else {}
        return {"type": "string", "minLength": 1, **most}

    def tidy(self, value):
        if value is None:
            return None
        return plain(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip() or None

    def check(self, value):
        if not isinstance(value, str) or plain(value) != value:
            raise self.wrong(value)
        text = Text.tidy(self, value)
        if self.longest and len(text or "") > self.longest:
            message = _("Longer than %(most)d characters.")
            raise ValidationError(message, params={"most": self.longest})
        return text


class Slug(Text):
    name = _("small letters, digits and hyphens")
    schema = {"type": "string", "pattern": "^[a-z0-9_-]+$"}

    def check(self, value):
        text = Text.check(self, value)
        if text and not re.fullmatch("[a-z0-9_-]+", text):
            raise self.wrong(value)
        return text


class WebAddress(Text):
    name = _("a web address")
    schema = {"type": "string", "format": "uri"}

    def check(self, value):
        text = Text.check(self, value)
        try:
            if text:
                URLValidator()(text)
        except ValidationError as error:
            raise self.wrong(value) from error
        return text


class Markup(Text):
    name = "HTML"
    schema = {"type": "string", "minLength": 1, "contentMediaType": "text/html"}


class Identifier(Text):
    """The same in all languages and on every site that has the record (a UUID)."""

    name = _("an identifier")
    schema = {"type": "string", "format": "uuid"}

    def check(self, value):
        text = Text.check(self, value)
        try:
            return str(UUID(text)) if text else None
        except ValueError as error:
            raise self.wrong(value) from error


class Territory(Text):
    name = format_lazy(_("a country code of two letters, such as {code}"), code="MK")
    schema = {"type": "string", "pattern": "^[A-Z]{2}$"}

    def check(self, value):
        text = Text.check(self, value)
        known = text is None or (len(text) == 2 and text in source().babel.territories)
        if not known:
            raise self.wrong(value)
        return text


class LanguageTag(Text):
    """One of the site's languages by its BCP 47 tag; the database holds the site's own code."""

    name = _("the tag of one of the languages of this site (BCP 47)")

    @property
    def schema(self) -> dict:
        return {"enum": [language.tag for language in all_languages()]}

    def tidy(self, value):
        return get(value).tag if value else None

    def check(self, value):
        text = Text.tidy(self, value) if isinstance(value, str) else value
        for language in all_languages():
            if isinstance(text, str) and language.tag.lower() == text.lower():
                return language.tag
        if text is None:
            return None
        raise self.wrong(value)

    def stored(self, value):
        return next((item.code for item in all_languages() if item.tag == value), "")


class Day(Text):
    name = _("a day, such as 2015-03-04")
    schema = {"type": "string", "format": "date"}
    empty = None

    def tidy(self, value):
        return None if value is None else str(value)

    def check(self, value):
        text = Text.check(self, value)
        try:
            return date.fromisoformat(_full_form(text, 10)).isoformat() if text else None
        except ValueError as error:
            raise self.wrong(value) from error

    def stored(self, value):
        return date.fromisoformat(value) if value else None


class PartialDay(Day):
    """A date as far as it is known."""

    name = _("a year, a month or a day, such as 2015, 2015-03 or 2015-03-04")
    schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    def check(self, value):
        text = Text.check(self, value)
        try:
            if text:
                first_day(_full_form(text, 4, 7, 10))
        except ValueError as error:
            raise self.wrong(value) from error
        return text


def first_day(text: str) -> date:
    """The first day of what a partial date means."""
    return date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) < 10 else text)


def _full_form(text: str, *lengths: int) -> str:
    """Python also reads dates in other forms, such as 20150304."""
    if len(text) not in lengths or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(text)
    return text
