"""Dates of limited precision, formatted by the rules of each language.

The words, their order and their punctuation are CLDR's, through Babel. The rules for joining
two dates are those of Unicode Technical Standard 35, part 4, "intervalFormats". The caller
passes the Babel locale: this module reads no setting and no active language.

A formatted date is a label (a heading, a line in a list), not part of a sentence: in Serbian,
Bosnian, Montenegrin and Slovenian a sentence would put the month in the genitive, where CLDR has
the nominative.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from babel import Locale
from babel import dates as babel_dates
from django.db import models
from django.utils.translation import gettext_lazy as _

# Corrections of CLDR 47's interval patterns, by language subtag: (as found, as it should be).
# mk: a breaking space before "г." and a dash with unlike spaces; its single dates have neither.
# sr (Serbian and Montenegrin): the dot of an ordinal is left out right before another mark,
#     Pravopis srpskoga jezika (2010), point 184d: "4–6. март", as CLDR itself has it for bs.
_INTERVAL_CORRECTIONS = {
    "mk": ("\u2009г. –\u2009", "\u202fг.\u2009–\u2009"),
    "sr": (".–", "–"),
}


class DatePrecision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


# Of a date in ISO 8601 to its known precision, as the standard's reduced representations.
ISO_LENGTHS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}  # characters


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, or a range of them.

    ``start`` and ``end`` are ordinary dates. Only the parts that ``precision`` names count.
    ``end`` is inclusive, and None for a single date.

    Raises ValueError when the end is before the start, when a range of months or years ends in
    the month or year it starts in, and when ``precision`` is no value of :class:`DatePrecision`.
    """

    start: date
    end: date | None = None
    precision: DatePrecision = DatePrecision.DAY

    def __post_init__(self) -> None:
        # A model field passes a plain string.
        object.__setattr__(self, "precision", DatePrecision(self.precision))
        if self.end is None:
            return
        if self.end < self.start:
            raise ValueError(f"The end ({self.end}) is before the start ({self.start}).")
        if self.precision != DatePrecision.DAY and self._widest_difference() is None:
            raise ValueError(
                f"A range of {self.precision}s must end in a later {self.precision} than it "
                f"starts in: {self.start} and {self.end} are in the same one."
            )

    def format(self, locale: Locale) -> str:
        """Return the date in the language of ``locale``, without the parts that are unknown.

        Day: "4 March 2020", month: "March 2020", year: "2020", each with the language's own
        punctuation. The first half of a range has only what differs from the second:
        "4–6 March 2020". The second half is a whole date, as in every language that writes the day
        before the year.
        """
        last = self.end or self.start
        text = _pattern(self.precision, locale).apply(last, locale)
        difference = self._widest_difference()
        if difference is None:
            return text
        return _first_half(self.precision, difference, locale).apply(self.start, locale) + text

    def isoformat(self) -> str:
        """Return the value for ``<time datetime>``, to the known precision; of a range, the start.

        The forms are the "valid date", "valid month" and "valid year" strings of the HTML
        standard, which has none for a range.
        """
        return iso_date(self.start, self.precision)

    def sort_key(self) -> tuple[int, int, int]:
        """Return year, month and day of the start, with an unknown part after every known one.

        So a date known to the year follows every dated event of that year, and a date known to
        the month follows every day of that month.
        """
        month = 13 if self.precision == DatePrecision.YEAR else self.start.month
        day = self.start.day if self.precision == DatePrecision.DAY else 32
        return (self.start.year, month, day)

    def last_day(self) -> date:
        """Return the last day on which the event may still take place."""
        last = self.end or self.start
        if self.precision == DatePrecision.YEAR:
            return date(last.year, 12, 31)
        if self.precision == DatePrecision.MONTH:
            return date(last.year, last.month, calendar.monthrange(last.year, last.month)[1])
        return last

    def _widest_difference(self) -> str | None:
        """Return the CLDR field, of those known, in which a range's ends first differ."""
        known = {DatePrecision.DAY: "yMd", DatePrecision.MONTH: "yM", DatePrecision.YEAR: "y"}[
            self.precision
        ]
        names = {"y": "year", "M": "month", "d": "day"}
        last = self.end or self.start
        for field in known:
            if getattr(self.start, names[field]) != getattr(last, names[field]):
                return field
        return None


def iso_date(day: date, precision: str) -> str:
    """Return a date in ISO 8601 to its known precision."""
    return day.isoformat()[: ISO_LENGTHS[precision]]


def date_range_error(start: date, end: date, precision: str) -> str:
    """Return a message for editors if two dates make no range, or else an empty string."""
    if end < start:
        return _("The last day is before the first day.")
    try:
        PartialDate(start, end, DatePrecision(precision))
    except ValueError:
        return _("If only months or years are known, it must end in a later one.")
    return ""


def format_time(moment: time, locale: Locale) -> str:
    """Return the time of day in CLDR's short form, in the time zone of ``moment``.

    Nothing is converted between time zones: the caller converts first. The zone is dropped,
    because Babel would convert an aware time to UTC.
    """
    return babel_dates.format_time(moment.replace(tzinfo=None), "short", locale=locale)


def format_datetime(moment: datetime, locale: Locale) -> str:
    """Return the long date and the short time of ``moment``, joined by the language's pattern.

    As in :func:`format_time`, nothing is converted. The joining pattern is CLDR's medium one,
    because the long one lacks the comma in Slovenian and has one too many ("2020.,") in Bosnian.
    """
    joined = babel_dates.get_datetime_format("medium", locale=locale)
    return joined.replace("{0}", format_time(moment.time(), locale)).replace(
        "{1}", PartialDate(moment.date()).format(locale)
    )


def _pattern(precision: DatePrecision, locale: Locale) -> babel_dates.DateTimePattern:
    """Return CLDR's pattern for one date; without a day, its month is in the nominative."""
    if precision == DatePrecision.DAY:
        return locale.date_formats["long"]
    return locale.datetime_skeletons["yMMMM" if precision == DatePrecision.MONTH else "y"]


@cache
def _first_half(
    precision: DatePrecision, difference: str, locale: Locale
) -> babel_dates.DateTimePattern:
    """Return CLDR's pattern for the first half of a range, including the dash.

    Few languages have an interval of long dates. UTS 35 asks for the nearest one with its fields
    widened, which Babel's ``format_interval`` does not do: "4–6 Mar 2020". The zero that hr and
    sr put before a day is dropped, because their long dates have none.
    """
    intervals = locale.interval_formats
    if precision == DatePrecision.DAY:
        halves = intervals.get("yMMMMd") or intervals["yMMMd"]
    else:
        halves = intervals["yMMMM" if precision == DatePrecision.MONTH else "y"]
    pattern = re.sub("dd", "d", re.sub("MMM+", "MMMM", halves[difference][0]))
    if locale.language in _INTERVAL_CORRECTIONS:
        pattern = pattern.replace(*_INTERVAL_CORRECTIONS[locale.language])
    return babel_dates.parse_pattern(pattern)
