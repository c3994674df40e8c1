"""Dates as people type them, read by the rules of their language.

Nothing is guessed: a text is read in exactly one way, or refused with an example. The order of day
and month is the language's own, from CLDR; a year comes first only where it is written in four
digits. Months are numbers, Roman numerals or names, whatever their script, case, ending or missing
diacritics: "10. decembra 2026", "децембар", "dec." The caller passes the Babel locale: this module
reads no setting and no active language.
"""

import re
from datetime import date, datetime, time
from functools import cache
from itertools import takewhile

from babel import Locale
from babel import dates as babel_dates
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .dates import DatePrecision, PartialDate
from .writing.folding import fold

MAX_LENGTH = 60
"""Characters of a typed date; a longer text is refused unread."""

EXAMPLE = date(2026, 12, 31)  # its day cannot be mistaken for a month
_EXAMPLE_TIME = time(14, 30)
_ROMAN_MONTHS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
# Numbers and words with spaces, dots, commas, hyphens or strokes between them.
_TYPED = re.compile(r"(?:[0-9]+|[^\W\d_]+)(?:[\s.,/\-\u2010-\u2013]*(?:[0-9]+|[^\W\d_]+))*[\s.]*")
_PART = re.compile(r"[0-9]+|[^\W\d_]+")
# A time is what has a colon, or what follows a space or comma at the end, as "14.30" does.
_TIME = re.compile(r"[\sT,]+([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2})?\s*")
_MIN_STEM = 3  # letters that a month has in common with its inflected forms: "lipanj", "lipnja"
_MAX_ENDING = 3  # letters in which they may differ


def parse_date(text: str, locale: Locale) -> PartialDate:
    """Return the day, month or year that a text in the language of ``locale`` means.

    Raises ``ValidationError``, with an example in that language, for any other text.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH or not _TYPED.fullmatch(text):
        raise _unreadable(locale)
    parts = [part for part in _PART.findall(text) if part.casefold() not in _year_marks(locale)]
    words = [part for part in parts if not part.isdecimal()]
    numbers = [part for part in parts if part.isdecimal()]
    if len(words) > 1 or not numbers:
        raise _unreadable(locale)
    if words:
        return _date_with_month_name(_month_named(words[0], locale), numbers, locale)
    return _date_of_numbers(numbers, locale)


def parse_day(text: str, locale: Locale) -> date:
    """Return the day that a text means; a month or a year alone is refused, too."""
    parsed = parse_date(text, locale)
    if parsed.precision != DatePrecision.DAY:
        raise ValidationError(
            _("Write the day, too, as in %(example)s."),
            params={"example": numeric_date(EXAMPLE, locale)},
            code="invalid",
        )
    return parsed.start


def parse_moment(text: str, locale: Locale) -> datetime:
    """Return the day and the time, without a time zone, that a text means.

    A day without a time means its beginning. Raises ``ValidationError``.
    """
    text = text.strip()
    found = _TIME.search(text[:MAX_LENGTH])
    day, clock = text, time()
    if found and found.end() == len(text):
        day = text[: found.start()]
        try:
            clock = time(int(found[1]), int(found[2]))
        except ValueError as error:
            example = {"example": moment_example(locale)}
            message = _("There is no such time. Write it as in %(example)s.")
            raise ValidationError(message, params=example, code="invalid") from error
    return datetime.combine(parse_day(day, locale), clock)


def numeric_date(day: date, locale: Locale) -> str:
    """Return a day in figures, in the order and with the marks of the language."""
    pattern = re.sub(r"'[^']*'\.?", "", locale.datetime_skeletons["yMd"].pattern)
    return babel_dates.parse_pattern(pattern.strip()).apply(day, locale)


def typed_moment(moment: datetime, locale: Locale) -> str:
    """Return a day and a time as :func:`parse_moment` reads them: "4 March 2020, 19:15"."""
    return f"{PartialDate(moment.date()).format(locale)}, {moment:%H:%M}"


def moment_example(locale: Locale) -> str:
    return f"{numeric_date(EXAMPLE, locale)} {_EXAMPLE_TIME:%H:%M}"


def _date_with_month_name(month: int | None, numbers: list[str], locale: Locale) -> PartialDate:
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if month is None or len(numbers) > 2 or len(years) + len(days) < len(numbers):
        raise _unreadable(locale)
    if len(years) != 1:
        raise _year_too_short(locale)
    return _partial_date(years[0], month, days[0] if days else None, locale)


def _date_of_numbers(numbers: list[str], locale: Locale) -> PartialDate:
    lengths = [len(number) for number in numbers]
    if len(numbers) > 3 or not {1, 2, 4}.issuperset(lengths):
        raise _unreadable(locale)
    if lengths.count(4) != 1 or 4 not in (lengths[0], lengths[-1]):
        raise _year_too_short(locale)
    if lengths[0] == 4:
        year, *rest = numbers
        return _partial_date(year, *rest, *[None] * (2 - len(rest)), locale)
    *rest, year = numbers
    if len(rest) == 2 and not _month_is_first(locale):
        rest.reverse()
    return _partial_date(year, *rest, *[None] * (2 - len(rest)), locale)


def _partial_date(year, month, day, locale: Locale) -> PartialDate:
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    try:
        if not 1000 <= int(year) < 9999:  # a time in the last year may end after it in UTC
            raise ValueError(year)
        return PartialDate(date(int(year), int(month or 1), int(day or 1)), None, precision)
    except ValueError as error:
        raise ValidationError(
            _("The calendar has no such date. It is written in this order: %(example)s."),
            params={"example": numeric_date(EXAMPLE, locale)},
            code="invalid",
        ) from error


def _month_is_first(locale: Locale) -> bool:
    pattern = locale.datetime_skeletons["yMd"].pattern
    return pattern.index("M") < pattern.index("d")


@cache
def _year_marks(locale: Locale) -> frozenset[str]:
    """Return what a language writes after a year, such as the "г." of Macedonian."""
    literals = re.findall(r"'([^']*)'", locale.datetime_skeletons["y"].pattern)
    return frozenset(literal.casefold() for literal in literals)


@cache
def _month_names(locale: Locale) -> dict[str, int]:
    """Return the months by their names and abbreviations, folded to one script."""
    return {
        fold(name): month
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for month, name in locale.months[context][width].items()
    }


def _month_named(word: str, locale: Locale) -> int | None:
    """Return the month with this name, also in another case, or ``None``.

    CLDR has one or two cases of a name. Others have the same stem: "decembar", "decembra".
    """
    folded = fold(word)
    if word.casefold() in _ROMAN_MONTHS:
        return _ROMAN_MONTHS.index(word.casefold()) + 1
    names = _month_names(locale)
    if folded in names:
        return names[folded]
    months = {month for name, month in names.items() if _is_inflected(folded, name)}
    return months.pop() if len(months) == 1 else None


def _is_inflected(word: str, name: str) -> bool:
    pairs = zip(word, name, strict=False)
    stem = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return stem >= _MIN_STEM and max(len(word), len(name)) - stem <= _MAX_ENDING


def _unreadable(locale: Locale) -> ValidationError:
    return ValidationError(
        _("This cannot be read as a date. Write it as in %(numeric)s or %(words)s."),
        params={
            "numeric": numeric_date(EXAMPLE, locale),
            "words": PartialDate(EXAMPLE).format(locale),
        },
        code="invalid",
    )


def _year_too_short(locale: Locale) -> ValidationError:
    return ValidationError(
        _("Write the year in four digits, as in %(example)s."),
        params={"example": numeric_date(EXAMPLE, locale)},
        code="invalid",
    )
