"""Numbers and dates that differ from those of the source."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import Language, source
from translation.checks.subject import Subject

# Digits in groups of three are one number, whatever stands between the groups. Any other row of
# digits is a number of its own: a decimal, a date and a time are the same in every spelling.
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+")
_ROMAN = re.compile(
    r"(?<!\w)(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_IN_DIGITS = re.compile(r"(?<!\d)(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})(?!\d)")
# A day, its ending, at most one short word ("de"), and a word that may be a month.
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|-?[^\W\d_]{1,3})?\s+(?:[^\W\d_]{1,2}\s+)?([^\W\d_]{3,})(?:\D{1,6}(\d{4})(?!\d))?"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\s+(\d{1,2})(?:,\s+(\d{4}))?(?!\d)")


def numbers(subject: Subject) -> Iterator[str]:
    """Compare the numbers, however they are written. A roman numeral stands for its number."""
    wanted, given = _numbers(subject.source_words), _numbers(subject.target_words)
    missing = wanted - given - _romans(subject.target_words)
    added = given - wanted - _romans(subject.source_words)
    if missing:
        shown = ", ".join(map(str, missing))
        message = ngettext(
            "The number %(numbers)s is missing.",
            "The numbers %(numbers)s are missing.",
            len(missing),
        )
        yield message % {"numbers": shown}
    if added:
        shown = ", ".join(map(str, added))
        message = ngettext(
            "The number %(numbers)s is not in the source.",
            "The numbers %(numbers)s are not in the source.",
            len(added),
        )
        yield message % {"numbers": shown}


def dates(subject: Subject) -> Iterator[str]:
    """A date that has all its numbers but became another day: a wrong month, or two exchanged."""
    wanted = _dates(subject.source_words, source())
    given = _dates(subject.target_words, subject.language)
    lost = [date for date in wanted if not any(date.is_same(other) for other in given)]
    come = [date for date in given if not any(date.is_same(other) for other in wanted)]
    for before, after in zip(lost, come, strict=False):
        yield _("The date “%(before)s” has become “%(after)s”.") % {
            "before": before.text,
            "after": after.text,
        }


def _numbers(text: str) -> Counter:
    """How often each number stands in a text. The month of a date in digits is a word elsewhere."""
    text = _IN_DIGITS.sub(r"\1 , \3", text)
    return Counter(int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(text))


def _romans(text: str) -> Counter:
    return Counter(_value(found.group()) for found in _ROMAN.finditer(text))


def _value(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    followed = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < later else value for value, later in followed)


@dataclass(frozen=True)
class _Date:
    day: int
    month: int
    year: int | None
    text: str

    def is_same(self, other: "_Date") -> bool:
        """Whether nothing contradicts it: a year may stand elsewhere."""
        years = {self.year, other.year} - {None}
        return (self.day, self.month) == (other.day, other.month) and len(years) < 2


def _dates(text: str, language: Language) -> list[_Date]:
    found = [
        _Date(int(match[1]), int(match[2]), int(match[3]), match.group())
        for match in _IN_DIGITS.finditer(text)
    ]
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            if number := _month(match[month].lower(), language):
                year = int(match[3]) if match[3] else None
                found.append(_Date(int(match[day]), number, year, match.group()))
    return found


def _month(word: str, language: Language) -> int | None:
    return next((number for stem, number in _months(language) if word.startswith(stem)), None)


@cache
def _months(language: Language) -> list[tuple[str, int]]:
    """The beginnings of the months' names in CLDR, longest first; their endings are inflected."""
    names = {
        (name.lower()[: max(3, len(name) - 2)], number)
        for form in language.babel.months.values()
        for number, name in form["wide"].items()
    }
    return sorted(names, key=lambda pair: -len(pair[0]))
