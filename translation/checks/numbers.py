"""Checks that numbers and dates are those of the source."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import source_language
from core.writing.dates_in_text import DATE_IN_DIGITS, find_dates
from translation.checks.checked_segment import CheckedSegment

# Digits in groups of three are one number, whatever separates the groups. Any other sequence of
# digits is a separate number, so that decimals, dates and times are equal in every notation.
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+")
_ROMAN = re.compile(
    r"(?<!\w)(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def numbers(subject: CheckedSegment) -> Iterator[str]:
    """Compare the numbers in whatever notation. A Roman numeral may replace a number."""
    wanted, given = _count_numbers(subject.source_words), _count_numbers(subject.target_words)
    missing = wanted - given - _count_roman_numerals(subject.target_words)
    added = given - wanted - _count_roman_numerals(subject.source_words)
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


def dates(subject: CheckedSegment) -> Iterator[str]:
    """Yield dates that have the right numbers but a wrong month, or day and month exchanged."""
    wanted = find_dates(subject.source_words, source_language())
    given = find_dates(subject.target_words, subject.language)
    missing = [date for date in wanted if not any(date.is_same(other) for other in given)]
    added = [date for date in given if not any(date.is_same(other) for other in wanted)]
    for before, after in zip(missing, added, strict=False):
        yield _("The date “%(before)s” has become “%(after)s”.") % {
            "before": before.text,
            "after": after.text,
        }


def _count_numbers(text: str) -> Counter:
    """Count each number of a text, without the months of dates, which may be words elsewhere."""
    text = DATE_IN_DIGITS.sub(r"\1 , \3", text)
    return Counter(int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(text))


def _count_roman_numerals(text: str) -> Counter:
    return Counter(_roman_value(found.group()) for found in _ROMAN.finditer(text))


def _roman_value(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    followed = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < later else value for value, later in followed)
