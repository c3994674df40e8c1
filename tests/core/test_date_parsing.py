"""Dates as people type them, in every language of the site."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from babel import Locale
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.date_parsing import numeric_date, parse_date, parse_day, parse_moment, typed_moment
from core.dates import DatePrecision, PartialDate
from core.languages import all_languages

DAY = PartialDate(date(2026, 12, 10))
MONTH = PartialDate(date(2026, 12, 1), precision=DatePrecision.MONTH)
YEAR = PartialDate(date(2026, 1, 1), precision=DatePrecision.YEAR)
LANGUAGES = [language.code for language in all_languages()]

languages = st.sampled_from(all_languages())
days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))
precisions = st.sampled_from(DatePrecision)


def locale_of(code: str) -> Locale:
    return next(language.babel for language in all_languages() if language.code == code)


ENGLISH = locale_of("en")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10.12.2026", DAY),
        ("10. 12. 2026.", DAY),
        ("10/12/2026", DAY),
        ("10-12-2026", DAY),
        ("10 12 2026", DAY),
        ("2026-12-10", DAY),
        ("2026.12.10.", DAY),
        ("10. XII 2026.", DAY),
        ("  10.12.2026 ", DAY),
        ("12.2026", MONTH),
        ("12/2026", MONTH),
        ("2026-12", MONTH),
        ("XII 2026", MONTH),
        ("2026", YEAR),
        ("2026.", YEAR),
    ],
)
def test_figures_mean_the_same_in_every_language(code, text, meant):
    assert parse_date(text, locale_of(code)) == meant


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_day_is_read_before_the_month_in_every_language(code):
    assert parse_date("03/04/2026", locale_of(code)).start == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "10 December 2026"),
        ("en", "December 10, 2026"),
        ("en", "10 Dec 2026"),
        ("sq", "10 dhjetor 2026"),
        ("sq", "10 dhjetorit 2026"),
        ("bs", "10. decembra 2026."),
        ("bg", "10 декември 2026 г."),
        ("hr", "10. prosinca 2026."),
        ("hr", "10. prosinac 2026"),
        ("mk", "10 декември 2026 г."),
        ("mk", "10 ДЕКЕМВРИ 2026"),
        ("cnr", "10. decembra 2026."),
        ("ro", "10 decembrie 2026"),
        ("sl", "10. decembra 2026"),
        ("sr-cyrl", "10. децембра 2026."),
        ("sr-cyrl", "10. decembar 2026."),
        ("sr-latn", "10. decembra 2026."),
    ],
)
def test_a_month_may_be_named_in_any_case_of_the_word(code, text):
    assert parse_date(text, locale_of(code)) == DAY


def test_diacritics_may_be_left_out():
    assert parse_date("1. ozujka 2026.", locale_of("hr")).start == date(2026, 3, 1)
    assert parse_date("1 nentor 2026", locale_of("sq")).start == date(2026, 11, 1)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_month_of_every_language_is_told_from_the_others(code):
    locale = locale_of(code)
    for context in ("format", "stand-alone"):
        for month, name in locale.months[context]["wide"].items():
            assert parse_date(f"5 {name} 2026", locale).start == date(2026, month, 5)


@given(languages, days, precisions)
def test_what_readers_see_is_read_as_what_was_meant(language, day, precision):
    month = 1 if precision == DatePrecision.YEAR else day.month
    known = PartialDate(
        date(day.year, month, day.day if precision == DatePrecision.DAY else 1), None, precision
    )
    assert parse_date(known.format(language.babel), language.babel) == known


@given(languages, days)
def test_the_figures_of_a_language_are_read_as_what_was_meant(language, day):
    assert parse_day(numeric_date(day, language.babel), language.babel) == day


@given(languages, st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9998, 12, 31)))
def test_a_time_shown_in_a_field_is_read_as_what_was_meant(language, moment):
    moment = moment.replace(second=0, microsecond=0)
    assert parse_moment(typed_moment(moment, language.babel), language.babel) == moment


@given(languages, st.text(max_size=80), st.sampled_from([parse_date, parse_day, parse_moment]))
def test_any_text_is_read_or_refused(language, text, parse):
    with suppress(ValidationError):
        parse(text, language.babel)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("soon", "31/12/2026 or 31 December 2026"),
        ("10.12.26", "four digits"),
        ("10.12", "four digits"),
        ("12 December", "four digits"),
        ("12/31/2026", "in this order: 31/12/2026"),
        ("31.2.2026", "The calendar has no such date"),
        ("0.1.2026", "The calendar has no such date"),
        ("0000", "The calendar has no such date"),
        ("31.12.9999", "The calendar has no such date"),
        ("20261210", "cannot be read"),
        ("1 10 12 2026", "cannot be read"),
        ("10 marmalade 2026", "cannot be read"),
        ("10 12 December 2026", "cannot be read"),
        ("10.12.2026 or later", "cannot be read"),
        ("-2026", "cannot be read"),
        ("٢٠٢٦", "cannot be read"),
        ("2026\0", "cannot be read"),
        ("2026" + " " * 90 + "1", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_a_text_that_means_no_date_is_refused_with_a_reason(text, told):
    with pytest.raises(ValidationError, match=told):
        parse_date(text, ENGLISH)


@pytest.mark.parametrize("text", ["12.2026", "2026", "December 2026"])
def test_a_day_has_to_be_known_where_only_a_day_makes_sense(text):
    with pytest.raises(ValidationError, match="Write the day, too, as in 31/12/2026"):
        parse_day(text, ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "10.12.2026 14:30",
        "10. 12. 2026. 14.30",
        "10/12/2026, 14:30",
        "2026-12-10T14:30",
        "2026-12-10 14:30:00",
        "10 December 2026, 14:30",
    ],
)
def test_a_time_follows_the_day(text):
    assert parse_moment(text, ENGLISH) == datetime(2026, 12, 10, 14, 30)


def test_a_day_without_a_time_means_its_beginning():
    assert parse_moment("10.12.2026", ENGLISH) == datetime(2026, 12, 10)


@pytest.mark.parametrize("text", ["10.12.2026 25:00", "10.12.2026 14:61"])
def test_a_time_that_no_clock_shows_is_refused(text):
    with pytest.raises(ValidationError, match="no such time"):
        parse_moment(text, ENGLISH)
