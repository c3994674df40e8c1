"""Value types: every value survives a cell and JSON, and invalid values are refused."""

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.open_data.data_sets import all_data_sets
from core.open_data.guarding import guarded, unguarded
from core.open_data.kinds import Choice, ListOf, Part, Records, Whole, YesNo
from core.open_data.texts import (
    Day,
    Identifier,
    LanguageTag,
    PartialDay,
    Slug,
    Territory,
    Text,
    WebAddress,
)

FORMULA_CHARACTERS = st.text(alphabet="'=+-@\t\r\n＝＋－＠ab", max_size=8)
TEXTS = st.text(
    alphabet=st.characters(exclude_categories=["C"], include_characters="\n\t"), min_size=1
).filter(lambda text: text == text.strip())
DAYS = st.dates().map(lambda day: day.isoformat())
CODES = st.sampled_from(["AL", "BA", "MK", "SI", "XK"])
RECORDS = Records((Part("state", Territory(), required=True), Part("name", Text())))
VALUES = [
    (Text(), TEXTS),
    (Slug(), st.from_regex(r"[a-z0-9_-]+", fullmatch=True)),
    (Day(), DAYS),
    (PartialDay(), st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda it: it[0][: it[1]])),
    (Identifier(), st.uuids().map(str)),
    (LanguageTag(), st.sampled_from(["en", "sr-Latn", "mk"])),
    (Territory(), CODES),
    (Whole(), st.integers(1, 999_999)),
    (YesNo(), st.booleans()),
    (Choice((("held", "Held"), ("planned", "Planned"))), st.sampled_from(["held", "planned"])),
    (ListOf(Territory(), allow_empty=True), st.sets(CODES).map(sorted)),
    (ListOf(Territory()), st.sets(CODES, min_size=1).map(sorted)),
    (
        RECORDS,
        st.lists(st.fixed_dictionaries({"state": CODES, "name": st.none() | TEXTS}), min_size=1),
    ),
]


@given(FORMULA_CHARACTERS)
def test_an_escaped_text_is_never_a_formula_and_is_read_back_unchanged(text):
    cell = guarded(text)
    assert not cell or cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert unguarded(cell) == text


@given(st.data())
@pytest.mark.parametrize(
    ("value_type", "values"),
    VALUES,
    ids=[type(value_type).__name__ for value_type, _ in VALUES],
)
def test_a_value_of_any_type_survives_its_cell_and_json(value_type, values, data):
    value = data.draw(values)
    cell = value_type.to_cell(value)
    assert value_type.clean(value_type.from_cell(unguarded(guarded(cell)))) == value
    assert value_type.clean(json.loads(json.dumps(value))) == value


@pytest.mark.parametrize(
    ("value_type", "value"),
    [
        (Text(), 5),
        (Text(), "a\x00b"),
        (Text(3), "four"),
        (Slug(), "Not a slug"),
        (Day(), "2015-03"),
        (Day(), "20150304"),
        (Day(), "2015-02-30"),
        (PartialDay(), "2015-13"),
        (PartialDay(), "15"),
        (PartialDay(), "Mar-15"),
        (PartialDay(), "２０１５"),
        (Identifier(), "x"),
        (LanguageTag(), "tlh"),
        (LanguageTag(), []),
        (Territory(), "QQ"),
        (Territory(), "mk"),
        (WebAddress(), "javascript:alert(1)"),
        (Whole(), 0),
        (Whole(), True),
        (Whole(), "four"),
        (YesNo(), "perhaps"),
        (YesNo(), 1),
        (Choice((("held", "Held"),)), "Held"),
        (Choice((("held", "Held"),)), ["held"]),
        (ListOf(Territory()), "AL"),
        (ListOf(Territory()), ["AL", "AL"]),
        (ListOf(Territory()), [None]),
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
            assert str(column.kind.name)
