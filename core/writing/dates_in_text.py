"""Finds dates in a text, in figures and with the names of months in CLDR."""

import re
from dataclasses import dataclass
from functools import cache

from core.languages import Language

DATE_IN_DIGITS = re.compile(r"(?<!\d)(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})(?!\d)")
# A day with its ending, at most one short word ("de"), and a word that may be a month.
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|-?[^\W\d_]{1,3})?\s+(?:[^\W\d_]{1,2}\s+)?([^\W\d_]{3,})(?:\D{1,6}(\d{4})(?!\d))?"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\s+(\d{1,2})(?:,\s+(\d{4}))?(?!\d)")


@dataclass(frozen=True)
class DateInText:
    """A day and a month, and a year if the text has one. They may be no date: 31 June."""

    day: int
    month: int
    year: int | None
    text: str

    def is_same(self, other: "DateInText") -> bool:
        """Whether day and month are equal and no years differ; one date may have no year."""
        years = {self.year, other.year} - {None}
        return (self.day, self.month) == (other.day, other.month) and len(years) < 2


def find_dates(text: str, language: Language) -> list[DateInText]:
    """Return the dates in figures, and those with a month of this language in letters."""
    found = [
        DateInText(int(match[1]), int(match[2]), int(match[3]), match.group())
        for match in DATE_IN_DIGITS.finditer(text)
    ]
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            if number := _month_number(match[month].lower(), language):
                year = int(match[3]) if match[3] else None
                found.append(DateInText(int(match[day]), number, year, match.group()))
    return found


def _month_number(word: str, language: Language) -> int | None:
    return next((number for stem, number in _month_stems(language) if word.startswith(stem)), None)


@cache
def _month_stems(language: Language) -> list[tuple[str, int]]:
    """Return the beginnings of the months' names in CLDR, longest first; endings are inflected."""
    names = {
        (name.lower()[: max(3, len(name) - 2)], number)
        for form in language.babel.months.values()
        for number, name in form["wide"].items()
    }
    return sorted(names, key=lambda pair: -len(pair[0]))
