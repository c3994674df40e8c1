"""What is written into cells comes out of them as it was, whatever it is."""

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

SIGNS = st.text(alphabet="'=+-@\t\r\n＝＋－＠ab", max_size=8)
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
    (ListOf(Territory(), tells_none=True), st.sets(CODES).map(sorted)),
    (ListOf(Territory()), st.sets(CODES, min_size=1).map(sorted)),
    (
        RECORDS,
        st.lists(st.fixed_dictionaries({"state": CODES, "name": st.none() | TEXTS}), min_size=1),
    ),
]


@given(SIGNS)
def test_a_guarded_text_is_never_a_formula_and_is_read_back_as_it_was(text):
    cell = guarded(text)
    assert not cell or cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert unguarded(cell) == text


@given(st.data())
@pytest.mark.parametrize(
    ("kind", "values"), VALUES, ids=[type(kind).__name__ for kind, _ in VALUES]
)
def test_a_value_of_any_kind_survives_its_cell_and_json(kind, values, data):
    value = data.draw(values)
    cell = kind.to_cell(value)
    assert kind.check(kind.from_cell(unguarded(guarded(cell)))) == value
    assert kind.check(json.loads(json.dumps(value))) == value


@pytest.mark.parametrize(
    ("kind", "value"),
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
def test_what_cannot_stand_in_a_column_is_refused_in_words(kind, value):
    with pytest.raises(ValidationError) as refused:
        kind.check(value)
    assert refused.value.messages[0]


def test_columns_have_names_that_programs_can_use_and_everybody_finds_explained():
    for found in all_data_sets():
        names = [column.name for column in found.columns]
        assert len(set(names)) == len(names)
        for column in found.columns:
            assert column.name.isidentifier()
            assert column.name == column.name.lower()
            assert str(column.description).endswith(".")
            assert str(column.kind.name)
