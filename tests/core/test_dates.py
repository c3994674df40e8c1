"""Dates in the formats of all languages, and their sort order."""

import calendar
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from core.dates import DatePrecision, PartialDate, format_datetime, format_time

START = date(2020, 3, 4)
SAME_MONTH, SAME_YEAR, NEXT_YEAR = date(2020, 3, 6), date(2020, 5, 6), date(2021, 1, 6)

# Per CLDR locale: a day, then ranges of days within a month, within a year and across years.
DAYS = {
    "en_GB": (
        "4 March 2020",
        "4–6 March 2020",
        "4 March – 6 May 2020",
        "4 March 2020 – 6 January 2021",
    ),
    "sq": ("4 mars 2020", "4 – 6 mars 2020", "4 mars – 6 maj 2020", "4 mars 2020 – 6 janar 2021"),
    "bs_Latn": (
        "4. mart 2020.",
        "4–6. mart 2020.",
        "4. mart – 6. maj 2020.",
        "4. mart 2020 – 6. januar 2021.",
    ),
    "bg": (
        "4 март 2020 г.",
        "4 – 6 март 2020 г.",
        "4 март – 6 май 2020 г.",
        "4 март 2020 г. – 6 януари 2021 г.",
    ),
    "hr": (
        "4. ožujka 2020.",
        "4. – 6. ožujka 2020.",
        "4. ožujka – 6. svibnja 2020.",
        "4. ožujka 2020. – 6. siječnja 2021.",
    ),
    "mk": (
        "4 март 2020 г.",
        "4 – 6 март 2020 г.",
        "4 март – 6 мај 2020 г.",
        "4 март 2020 г. – 6 јануари 2021 г.",
    ),
    "sr_Latn_ME": (
        "4. mart 2020.",
        "4–6. mart 2020.",
        "4. mart – 6. maj 2020.",
        "4. mart 2020. – 6. januar 2021.",
    ),
    "ro": (
        "4 martie 2020",
        "4–6 martie 2020",
        "4 martie – 6 mai 2020",
        "4 martie 2020 – 6 ianuarie 2021",
    ),
    "sl": (
        "4. marec 2020",
        "4.–6. marec 2020",
        "4. marec–6. maj 2020",
        "4. marec 2020–6. januar 2021",
    ),
    "sr_Cyrl": (
        "4. март 2020.",
        "4–6. март 2020.",
        "4. март – 6. мај 2020.",
        "4. март 2020. – 6. јануар 2021.",
    ),
    "sr_Latn": (
        "4. mart 2020.",
        "4–6. mart 2020.",
        "4. mart – 6. maj 2020.",
        "4. mart 2020. – 6. januar 2021.",
    ),
}
# A month, then ranges of months within a year and across years.
MONTHS = {
    "en_GB": ("March 2020", "March – May 2020", "March 2020 – January 2021"),
    "sq": ("mars 2020", "mars – maj 2020", "mars 2020 – janar 2021"),
    "bs_Latn": ("mart 2020.", "mart – maj 2020.", "mart 2020 – januar 2021."),
    "bg": ("март 2020 г.", "март – май 2020 г.", "март 2020 г. – януари 2021 г."),
    "hr": ("ožujak 2020.", "ožujak – svibanj 2020.", "ožujak 2020. – siječanj 2021."),
    "mk": ("март 2020 г.", "март – мај 2020 г.", "март 2020 г. – јануари 2021 г."),
    "sr_Latn_ME": ("mart 2020.", "mart – maj 2020.", "mart 2020. – januar 2021."),
    "ro": ("martie 2020", "martie – mai 2020", "martie 2020 – ianuarie 2021"),
    "sl": ("marec 2020", "marec–maj 2020", "marec 2020–januar 2021"),
    "sr_Cyrl": ("март 2020.", "март – мај 2020.", "март 2020. – јануар 2021."),
    "sr_Latn": ("mart 2020.", "mart – maj 2020.", "mart 2020. – januar 2021."),
}
# A year and a range of years.
YEARS = {
    "en_GB": ("2020", "2020–2021"),
    "sq": ("2020", "2020 – 2021"),
    "bs_Latn": ("2020.", "2020–2021."),
    "bg": ("2020 г.", "2020 – 2021 г."),
    "hr": ("2020.", "2020. – 2021."),
    "mk": ("2020 г.", "2020 г. – 2021 г."),
    "sr_Latn_ME": ("2020.", "2020–2021."),
    "ro": ("2020", "2020–2021"),
    "sl": ("2020", "2020–2021"),
    "sr_Cyrl": ("2020.", "2020–2021."),
    "sr_Latn": ("2020.", "2020–2021."),
}
# A quarter past seven in the evening, and the same on a day.
TIMES = {
    "en_GB": ("19:15", "4 March 2020, 19:15"),
    "sq": ("7:15 m.d.", "4 mars 2020, 7:15 m.d."),
    "bs_Latn": ("19:15", "4. mart 2020. 19:15"),
    "bg": ("19:15", "4 март 2020 г., 19:15"),
    "hr": ("19:15", "4. ožujka 2020. 19:15"),
    "mk": ("19:15", "4 март 2020 г., 19:15"),
    "sr_Latn_ME": ("19:15", "4. mart 2020. 19:15"),
    "ro": ("19:15", "4 martie 2020, 19:15"),
    "sl": ("19:15", "4. marec 2020, 19:15"),
    "sr_Cyrl": ("19:15", "4. март 2020. 19:15"),
    "sr_Latn": ("19:15", "4. mart 2020. 19:15"),
}
LOCALES = sorted(DAYS)
CROATIAN_MONTHS = {
    "siječanj": "siječnja", "veljača": "veljače", "ožujak": "ožujka", "travanj": "travnja",
    "svibanj": "svibnja", "lipanj": "lipnja", "srpanj": "srpnja", "kolovoz": "kolovoza",
    "rujan": "rujna", "listopad": "listopada", "studeni": "studenoga", "prosinac": "prosinca",
}  # fmt: skip

days = st.dates(min_value=date(1000, 1, 1))
locales = st.sampled_from(LOCALES).map(Locale.parse)


def plain_spaces(text):
    """Replace CLDR's narrow spaces, so that the tables above are legible."""
    return text.replace("\N{THIN SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def written(precision, end, locale):
    return plain_spaces(PartialDate(START, end, precision).format(Locale.parse(locale)))


@st.composite
def partial_dates(draw):
    precision = draw(st.sampled_from(DatePrecision))
    start, other = sorted((draw(days), draw(days)))
    try:
        return PartialDate(start, draw(st.sampled_from([None, other])), precision)
    except ValueError:
        return PartialDate(start, None, precision)


@pytest.mark.parametrize("locale", LOCALES)
def test_days_are_written_in_long_form_and_ranges_repeat_only_what_differs(locale):
    ends = (None, SAME_MONTH, SAME_YEAR, NEXT_YEAR)
    assert tuple(written(DatePrecision.DAY, end, locale) for end in ends) == DAYS[locale]


@pytest.mark.parametrize("locale", LOCALES)
def test_months_without_a_day_are_in_the_nominative(locale):
    ends = (None, SAME_YEAR, NEXT_YEAR)
    assert tuple(written(DatePrecision.MONTH, end, locale) for end in ends) == MONTHS[locale]


@pytest.mark.parametrize("locale", LOCALES)
def test_years_have_the_punctuation_of_the_language(locale):
    ends = (None, NEXT_YEAR)
    assert tuple(written(DatePrecision.YEAR, end, locale) for end in ends) == YEARS[locale]


@pytest.mark.parametrize(("month", "cases"), list(enumerate(CROATIAN_MONTHS.items(), 1)))
def test_croatian_months_are_genitive_after_a_day_and_nominative_without_one(month, cases):
    croatian, day = Locale("hr"), date(2020, month, 9)
    nominative, genitive = cases
    assert PartialDate(day).format(croatian) == f"9. {genitive} 2020."
    assert PartialDate(day, precision=DatePrecision.MONTH).format(croatian) == f"{nominative} 2020."


@pytest.mark.parametrize("locale", ["bg", "mk"])
@pytest.mark.parametrize("precision", DatePrecision)
def test_the_abbreviation_for_year_is_not_separated_from_its_number(locale, precision):
    text = PartialDate(START, NEXT_YEAR, precision).format(Locale(locale))
    assert text.count("г.") == text.count("\N{NARROW NO-BREAK SPACE}г.") >= 1


@pytest.mark.parametrize("locale", LOCALES)
def test_times_follow_the_language_and_are_not_converted_between_time_zones(locale):
    babel_locale, tirana = Locale.parse(locale), timezone(timedelta(hours=1))
    for zone in (None, UTC, tirana):
        moment = datetime(2020, 3, 4, 19, 15, tzinfo=zone)
        as_time = plain_spaces(format_time(moment.timetz(), babel_locale))
        assert (as_time, plain_spaces(format_datetime(moment, babel_locale))) == TIMES[locale]


def test_a_range_of_one_day_is_written_as_that_day():
    assert PartialDate(START, START).format(Locale("en", "GB")) == "4 March 2020"


@pytest.mark.parametrize("precision", DatePrecision)
def test_a_range_cannot_end_before_it_starts(precision):
    with pytest.raises(ValueError, match=r"end \(2020-03-04\) is before the start \(2020-03-06\)"):
        PartialDate(SAME_MONTH, START, precision)


@pytest.mark.parametrize(
    ("precision", "end"), [(DatePrecision.YEAR, SAME_YEAR), (DatePrecision.MONTH, SAME_MONTH)]
)
def test_a_range_of_months_or_years_must_end_in_a_later_one(precision, end):
    with pytest.raises(ValueError, match=f"must end in a later {precision}"):
        PartialDate(START, end, precision)


def test_the_precision_may_be_given_as_the_stored_value_and_no_other():
    assert PartialDate(START, None, "month").precision is DatePrecision.MONTH
    assert DatePrecision.values == ["day", "month", "year"]
    with pytest.raises(ValueError, match="week"):
        PartialDate(START, None, "week")


@pytest.mark.parametrize(
    ("precision", "machine", "last_day"),
    [
        (DatePrecision.DAY, "2020-02-04", date(2020, 2, 4)),
        (DatePrecision.MONTH, "2020-02", date(2020, 2, 29)),
        (DatePrecision.YEAR, "2020", date(2020, 12, 31)),
    ],
)
def test_the_machine_readable_value_and_the_last_day_have_the_known_precision(
    precision, machine, last_day
):
    known = PartialDate(date(2020, 2, 4), precision=precision)
    assert (known.isoformat(), known.last_day()) == (machine, last_day)


def test_the_machine_readable_value_of_a_range_is_its_start():
    years = PartialDate(date(2006, 5, 1), date(2012, 5, 1), DatePrecision.YEAR)
    assert (years.isoformat(), years.last_day()) == ("2006", date(2012, 12, 31))
    meeting = PartialDate(START, SAME_MONTH)
    assert (meeting.isoformat(), meeting.last_day()) == ("2020-03-04", SAME_MONTH)


@given(days, days)
def test_days_sort_by_the_calendar(first, second):
    keys = PartialDate(first).sort_key(), PartialDate(second).sort_key()
    assert (keys[0] < keys[1]) == (first < second)


@given(days, days)
def test_a_month_sorts_after_its_days_and_before_the_next_month(month, day):
    key = PartialDate(month, precision=DatePrecision.MONTH).sort_key()
    is_later = (day.year, day.month) > (month.year, month.month)
    assert (PartialDate(day).sort_key() > key) == is_later


@given(days, days, st.sampled_from([DatePrecision.DAY, DatePrecision.MONTH]))
def test_a_year_sorts_after_every_more_precise_date_and_before_the_next_year(
    year, other, precision
):
    key = PartialDate(year, precision=DatePrecision.YEAR).sort_key()
    better_known = PartialDate(other, precision=precision).sort_key()
    assert (better_known > key) == (other.year > year.year)


@given(partial_dates())
def test_the_last_day_is_in_the_last_period_and_the_day_after_is_not(partial):
    end, last = partial.end or partial.start, partial.last_day()
    assert last >= end
    length = len(partial.isoformat())
    assert last.isoformat()[:length] == end.isoformat()[:length]
    if last < date.max:
        assert (last + timedelta(days=1)).isoformat()[:length] != end.isoformat()[:length]


@given(partial_dates(), locales)
def test_a_range_ends_with_the_whole_of_its_last_date(partial, locale):
    last = PartialDate(partial.end or partial.start, precision=partial.precision)
    assert partial.format(locale).endswith(last.format(locale))


@given(partial_dates(), locales)
def test_no_text_contains_an_unknown_part(partial, locale):
    text = partial.format(locale)
    if partial.precision == DatePrecision.YEAR:
        assert not [name for name in locale.months["format"]["wide"].values() if name in text]
    if partial.precision != DatePrecision.DAY:
        numbers = "".join(c if c.isdigit() else " " for c in text).split()
        assert set(numbers) <= {str(d.year) for d in (partial.start, partial.end) if d}


@given(days, locales)
def test_formatting_depends_on_no_day_of_the_month_when_only_the_month_is_known(day, locale):
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    month, same_month = (PartialDate(d, precision=DatePrecision.MONTH) for d in (day, last))
    assert month.format(locale) == same_month.format(locale)
    assert month.sort_key() == same_month.sort_key()
    assert month.last_day() == last
