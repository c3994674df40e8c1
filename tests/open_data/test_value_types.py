"""Value types: every value survives a cell and JSON, and invalid values are refused."""

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from open_data.data_sets import all_data_sets
from open_data.spreadsheet_cells import escape_formula, unescape_formula
from open_data.text_value_types import (
    DateValue,
    LanguageTagValue,
    PartialDateValue,
    SlugValue,
    TerritoryValue,
    TextValue,
    UrlValue,
    UuidValue,
)
from open_data.value_types import (
    BooleanValue,
    ChoiceValue,
    IntegerValue,
    ListValue,
    RecordField,
    RecordListValue,
)

FORMULA_CHARACTERS = st.text(alphabet="'=+-@\t\r\n＝＋－＠ab", max_size=8)
TEXTS = st.text(
    alphabet=st.characters(exclude_categories=["C"], include_characters="\n\t"), min_size=1
).filter(lambda text: text == text.strip())
DAYS = st.dates().map(lambda day: day.isoformat())
CODES = st.sampled_from(["AL", "BA", "MK", "SI", "XK"])
RECORDS = RecordListValue(
    (RecordField("state", TerritoryValue(), required=True), RecordField("name", TextValue()))
)
VALUES = [
    (TextValue(), TEXTS),
    (SlugValue(), st.from_regex(r"[a-z0-9_-]+", fullmatch=True)),
    (DateValue(), DAYS),
    (
        PartialDateValue(),
        st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda it: it[0][: it[1]]),
    ),
    (UuidValue(), st.uuids().map(str)),
    (LanguageTagValue(), st.sampled_from(["en", "sr-Latn", "mk"])),
    (TerritoryValue(), CODES),
    (IntegerValue(), st.integers(1, 999_999)),
    (BooleanValue(), st.booleans()),
    (ChoiceValue((("held", "Held"), ("planned", "Planned"))), st.sampled_from(["held", "planned"])),
    (ListValue(TerritoryValue(), allow_empty=True), st.sets(CODES).map(sorted)),
    (ListValue(TerritoryValue()), st.sets(CODES, min_size=1).map(sorted)),
    (
        RECORDS,
        st.lists(st.fixed_dictionaries({"state": CODES, "name": st.none() | TEXTS}), min_size=1),
    ),
]


@given(FORMULA_CHARACTERS)
def test_an_escaped_text_is_never_a_formula_and_is_read_back_unchanged(text):
    cell = escape_formula(text)
    assert not cell or cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert unescape_formula(cell) == text


@given(st.data())
@pytest.mark.parametrize(
    ("value_type", "values"),
    VALUES,
    ids=[type(value_type).__name__ for value_type, _ in VALUES],
)
def test_a_value_of_any_type_survives_its_cell_and_json(value_type, values, data):
    value = data.draw(values)
    cell = value_type.to_cell(value)
    assert value_type.clean(value_type.from_cell(unescape_formula(escape_formula(cell)))) == value
    assert value_type.clean(json.loads(json.dumps(value))) == value


@pytest.mark.parametrize(
    ("value_type", "value"),
    [
        (TextValue(), 5),
        (TextValue(), "a\x00b"),
        (TextValue(3), "four"),
        (SlugValue(), "Not a slug"),
        (DateValue(), "2015-03"),
        (DateValue(), "20150304"),
        (DateValue(), "2015-02-30"),
        (PartialDateValue(), "2015-13"),
        (PartialDateValue(), "15"),
        (PartialDateValue(), "Mar-15"),
        (PartialDateValue(), "２０１５"),
        (UuidValue(), "x"),
        (LanguageTagValue(), "tlh"),
        (LanguageTagValue(), []),
        (TerritoryValue(), "QQ"),
        (TerritoryValue(), "mk"),
        (UrlValue(), "javascript:alert(1)"),
        (IntegerValue(), 0),
        (IntegerValue(), True),
        (IntegerValue(), "four"),
        (BooleanValue(), "perhaps"),
        (BooleanValue(), 1),
        (ChoiceValue((("held", "Held"),)), "Held"),
        (ChoiceValue((("held", "Held"),)), ["held"]),
        (ListValue(TerritoryValue()), "AL"),
        (ListValue(TerritoryValue()), ["AL", "AL"]),
        (ListValue(TerritoryValue()), [None]),
        (RECORDS, {"state": "AL"}),
        (RECORDS, ["AL"]),
        (RECORDS, [{"state": "AL", "person": "x"}]),
        (RECORDS, [{"name": "x"}]),
    ],
)
def test_an_invalid_value_is_refused_with_a_message(value_type, value):
    with pytest.raises(ValidationError) as refused:
        value_type.clean(value)
    assert refused.value.messages[0]


def test_columns_have_identifiers_as_names_and_a_description():
    for data_set in all_data_sets():
        names = [column.name for column in data_set.columns]
        assert len(set(names)) == len(names)
        for column in data_set.columns:
            assert column.name.isidentifier()
            assert column.name == column.name.lower()
            assert str(column.description).endswith(".")
            assert str(column.value_type.name)
