"""Template tags and filters: dates, numbers, sizes, languages, names of states."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from core.dates import DatePrecision, PartialDate
from core.languages import all_languages
from core.templatetags import core_tags
from core.territories import Designation

DAY = date(2020, 3, 4)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (DAY, "4 March 2020"),
        (PartialDate(DAY), "4 March 2020"),
        (PartialDate(DAY, precision=DatePrecision.MONTH), "March 2020"),
        (PartialDate(DAY, precision=DatePrecision.YEAR), "2020"),
        (PartialDate(DAY, date(2020, 3, 6)), "4–6 March 2020"),
        (time(9, 5), "09:05"),
    ],
)
def test_a_date_or_a_time_is_formatted(value, expected):
    assert core_tags.localized_date(value).replace("\u2009", "") == expected


def test_a_datetime_is_in_the_time_zone_of_the_site(language):
    with language("hr"):
        assert core_tags.localized_date(datetime(2020, 7, 1, 22, 30, tzinfo=UTC)).startswith(
            "2. srpnja"
        )
        assert "00:30" in core_tags.localized_date(datetime(2020, 7, 1, 22, 30, tzinfo=UTC))


def test_a_date_is_formatted_in_the_language_of_the_reader(language):
    with language("bg"):
        assert "март" in core_tags.localized_date(DAY)


def test_a_time_element_has_the_known_precision():
    element = core_tags.time_element(PartialDate(DAY, precision=DatePrecision.MONTH))
    assert element == '<time datetime="2020-03">March 2020</time>'


def test_a_time_element_takes_a_plain_date_too():
    assert core_tags.time_element(DAY) == '<time datetime="2020-03-04">4 March 2020</time>'


def test_without_a_date_there_is_no_element():
    assert core_tags.time_element(None) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In South-East & East", 'In <span class="unbroken">South-East</span> &amp; East'),
        ("2020-2024", "2020-2024"),
        ("Austro-Hungarian-Something-Else", "Austro-Hungarian-Something-Else"),
    ],
)
def test_a_name_with_a_hyphen_stays_on_one_line_unless_it_is_long(text, expected):
    assert core_tags.unbroken(text) == expected


def test_a_day_of_the_week_is_named_in_the_language_of_the_reader(language):
    assert core_tags.weekday(DAY) == "Wednesday"
    with language("sl"):
        assert core_tags.weekday(DAY) == "sreda"


def test_numbers_have_the_separators_of_the_reader(language):
    assert core_tags.localized_number(12345) == "12,345"
    with language("hr"):
        assert core_tags.localized_number(12345) == "12.345"


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "1 kB"), (999, "1 kB"), (20_480, "20 kB"), (1_000_000, "1 MB"), (2_460_000, "2.5 MB")],
)
def test_a_size_is_formatted_in_decimal_units(size, expected):
    assert core_tags.file_size(size) == expected


def test_a_size_has_the_decimal_mark_of_the_reader(language):
    with language("hr"):
        assert core_tags.file_size(2_460_000) == "2,5 MB"


def test_a_language_is_found_by_its_code_or_none_is():
    assert core_tags.language("sl").name == "Slovenščina"
    assert core_tags.language("fi") is None
    assert core_tags.language("") is None


def test_a_language_is_not_called_by_the_name_of_another_one():
    names = [core_tags.language_name(tag) for tag in ("cnr", "cnr-Cyrl", "sr-Latn", "de", "?")]
    assert names == ["Montenegrin", "Montenegrin", "Serbian", "German", "?"]


@pytest.mark.parametrize(("code", "name"), [("mk", "црногорски"), ("cnr", "crnogorski")])
def test_a_language_that_babel_does_not_know_has_a_name_in_the_active_language(
    language, code, name
):
    with language(code):
        assert core_tags.language_name("cnr") == name


def test_a_text_in_the_language_of_the_reader_has_no_lang_attribute(language):
    page = SimpleNamespace(locale=SimpleNamespace(language_code="sr-latn"))
    with language("sr-latn"):
        assert core_tags.lang_attribute(page) == ""
        assert core_tags.lang_attribute(None) == ""


def test_a_text_in_another_language_has_a_lang_attribute(language):
    page = SimpleNamespace(locale=SimpleNamespace(language_code="sr-latn"))
    with language("mk"):
        assert core_tags.lang_attribute(page) == ' lang="sr-Latn"'


def state(code: str, designation: Designation, **options) -> str:
    """Render the tag ``state_name`` for a state with this designation."""
    layout = SimpleNamespace(
        designation=lambda _: designation, state_name=lambda code, language: "Name"
    )
    template = Template("{% state_name code used=used link=link %}")
    values = {"layout": layout, "code": code, "used": "", "link": False, **options}
    return template.render(Context(values)).strip()


def test_a_state_without_a_footnote_is_just_its_name():
    assert state("SI", Designation("SI", url="/en/states/slovenia/")) == "Name"


def test_a_state_with_a_page_can_link_to_it():
    known = Designation("SI", url="/en/states/slovenia/")
    assert state("SI", known, link=True) == '<a href="/en/states/slovenia/">Name</a>'
    assert state("AT", Designation("AT"), link=True) == "Name"


def test_a_state_with_a_footnote_links_to_it():
    assert 'href="#designation-xk"' in state("XK", Designation("XK", footnote="Note."))


def test_a_name_used_at_the_time_follows_the_name_and_is_escaped():
    assert "(in the source: “F&amp;M”)" in state("MK", Designation("MK"), used="F&M")


def test_every_language_formats_every_kind_of_date(language):
    for item in all_languages():
        with language(item.code):
            for precision in DatePrecision:
                assert "2020" in core_tags.localized_date(PartialDate(DAY, precision=precision))
