"""Both databases evaluate expressions like a reference implementation in Python.

The suite runs on each of them, so that they also agree with one another.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from search.index.engines import ALL_MATCHES, get_engine
from search.index.expressions import (
    AndExpression,
    OrExpression,
    PhraseExpression,
    PrefixExpression,
    SearchExpression,
    TermExpression,
)
from search.index.tokens import (
    GAP,
    LAST_POSITION,
    MAX_POSITIONS,
    IndexTokens,
    TextPart,
    attribute_token,
    prefix_token,
)
from search.models import IndexEntry

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

WORDS = ("brod", "brodar", "bro", "b", "rat", "ratar", "2015", "20", "brodrat", "brorat")
COMPOUNDS = ("brod-rat", "bro-rat")
PLACED = [part + word for part in (TextPart.TEXT, TextPart.FILE) for word in WORDS]
UNPLACED = [
    *(part + word for part in (TextPart.TITLE, TextPart.SUMMARY) for word in WORDS),
    *(prefix_token(word) for word in WORDS),
    attribute_token("kind", "meeting"),
    attribute_token("vocabulary", "bcms"),
]

words = st.lists(st.sampled_from(WORDS + COMPOUNDS), max_size=12).map(" ".join)
texts = st.lists(st.tuples(words, st.sampled_from(["bcms", "english"]), st.sampled_from(TextPart)))
leaves = st.one_of(
    st.builds(TermExpression, st.sampled_from(PLACED + UNPLACED)),
    st.builds(
        PrefixExpression, st.sampled_from([*PLACED, *UNPLACED, "br", "t_b", "m_kin", "bcms_", "f"])
    ),
    st.builds(
        PhraseExpression, st.lists(st.sampled_from(PLACED), min_size=2, max_size=4).map(tuple)
    ),
)
expressions = st.recursive(
    leaves,
    lambda parts: st.builds(
        lambda kind, chosen: kind(tuple(chosen)),
        st.sampled_from([AndExpression, OrExpression]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


@st.composite
def documents(draw) -> IndexTokens:
    """Tokens of an object with some texts, in some languages and parts."""
    tokens = IndexTokens()
    for text, vocabulary, part in draw(texts):
        tokens.add_text(text, vocabulary, part)
    tokens.add_prefixes(draw(words))
    if draw(st.booleans()):
        tokens.add_attribute("kind", "meeting")
    return tokens


def matches(tokens: IndexTokens, expression: SearchExpression) -> bool:
    """Evaluate an expression without a database."""
    held = {*tokens.sequence, *tokens.unpositioned, *tokens.bag, *tokens.attributes} - {GAP}
    match expression:
        case AndExpression(parts):
            return all(matches(tokens, part) for part in parts)
        case OrExpression(parts):
            return any(matches(tokens, part) for part in parts)
        case PhraseExpression(wanted):
            places = range(len(tokens.sequence))
            return any(tuple(tokens.sequence[at : at + len(wanted)]) == wanted for at in places)
        case PrefixExpression(start):
            return any(token.startswith(start) for token in held)
        case TermExpression(token):
            return token in held
    raise TypeError(expression)


def found(expression: SearchExpression, most: int = ALL_MATCHES) -> set[int]:
    """Return the matching ids, whether they have entries or not."""
    condition = get_engine().matching_ids(expression, most)
    with connection.cursor() as cursor:
        cursor.execute(condition.sql, condition.params)
        return {number for (number,) in cursor.fetchall()}


def write(*contents: IndexTokens) -> list[int]:
    """Store tokens without objects, and return the ids of their entries."""
    kind = ContentType.objects.get_for_model(IndexEntry)
    entries = IndexEntry.objects.bulk_create(
        IndexEntry(content_type=kind, object_id=number, version=1)
        for number in range(len(contents))
    )
    numbers = [entry.pk for entry in entries]
    get_engine().write(zip(numbers, contents, strict=True))
    return numbers


def text(line: str, part: TextPart = TextPart.TEXT) -> IndexTokens:
    tokens = IndexTokens()
    tokens.add_text(line, "english", part)
    return tokens


@given(st.lists(documents(), max_size=4), st.lists(expressions, max_size=8))
def test_any_expression_is_answered_as_python_answers_it(contents, asked):
    with transaction.atomic():
        numbers = write(*contents)
        for expression in asked:
            expected = {
                number
                for number, tokens in zip(numbers, contents, strict=True)
                if matches(tokens, expression)
            }
            assert found(expression) & {*numbers} == expected, expression
            [ids] = get_engine().find_ids([expression])
            assert {*ids} & {*numbers} == expected, expression
        transaction.set_rollback(True)


def test_writing_again_replaces_what_was_there():
    (number,) = write(text("kangaroos"))
    get_engine().write([(number, text("wombats"))])
    assert not found(TermExpression("kangaroos"))
    assert found(TermExpression("wombats")) == {number}


def test_writing_one_entry_leaves_the_others():
    first, second = write(text("kangaroos"), text("kangaroos"))
    get_engine().write([(first, text("wombats"))])
    assert found(TermExpression("kangaroos")) == {second}


def test_nothing_is_left_of_an_entry_that_is_deleted():
    first, second = write(text("kangaroos"), text("kangaroos of Brdo"))
    IndexEntry.objects.filter(pk=first).delete()
    assert found(TermExpression("kangaroos")) == {second}
    IndexEntry.objects.get(pk=second).delete()
    assert not found(
        OrExpression((TermExpression("kangaroos"), PhraseExpression(("kangaroos", "of"))))
    )


def test_nothing_is_left_of_entries_whose_kind_is_deleted():
    kind = ContentType.objects.create(app_label="gone", model="gone")
    entry = IndexEntry.objects.create(content_type=kind, object_id=1, version=1)
    get_engine().write([(entry.pk, text("kangaroos"))])
    kind.delete()
    assert not found(TermExpression("kangaroos"))


def test_an_entry_without_a_word_is_stored_and_found_by_nothing():
    (number,) = write(IndexTokens())
    assert number not in found(
        OrExpression((TermExpression("kangaroos"), PrefixExpression("kang")))
    )


def test_of_many_entries_the_latest_are_looked_at():
    numbers = write(*(text("kangaroos") for _ in range(5)))
    assert found(TermExpression("kangaroos")) == {*numbers}
    assert found(TermExpression("kangaroos"), most=2) == {*numbers[-2:]}


def test_no_phrase_reaches_from_one_text_into_the_next():
    tokens = text("safe harbour")
    tokens.add_text("kangaroos jump", "english")
    (number,) = write(tokens)
    assert found(PhraseExpression(("safe", "harbour"))) == {number}
    assert not found(PhraseExpression(("harbour", "kangaroos")))


def test_a_phrase_is_made_of_the_words_of_a_title_as_they_stand_in_the_text():
    (number,) = write(text("kangaroos jump", TextPart.TITLE))
    assert found(PhraseExpression(("kangaroos", "jump"))) == {number}
    assert found(AndExpression((TermExpression("t_kangaroos"), TermExpression("t_jump")))) == {
        number
    }


# Limits of PostgreSQL


def test_phrases_match_up_to_the_last_position_and_not_beyond():
    filling = "x " * (LAST_POSITION - 2)
    (number,) = write(text(f"{filling} kangaroos jump high above wombats"))
    assert found(PhraseExpression(("kangaroos", "jump"))) == {number}
    assert not found(PhraseExpression(("jump", "high")))
    assert not found(PhraseExpression(("high", "above")))


def test_words_beyond_the_last_position_are_found():
    (number,) = write(text("x " * LAST_POSITION + "kangaroos above wombats"))
    for token in ("kangaroos", "above", "wombats", "english_wombat"):
        assert found(TermExpression(token)) == {number}
        assert number in found(PrefixExpression(token[:-2]))


def test_a_word_before_the_last_position_still_matches_in_phrases():
    (number,) = write(text("kangaroos jump " + "x " * LAST_POSITION + "kangaroos sleep"))
    assert found(PhraseExpression(("kangaroos", "jump"))) == {number}
    assert not found(PhraseExpression(("kangaroos", "sleep")))


def test_phrases_match_at_as_many_positions_as_both_engines_store():
    line = "kangaroos x " * (MAX_POSITIONS - 1) + "kangaroos jump kangaroos sleep"
    (number,) = write(text(line))
    assert found(PhraseExpression(("kangaroos", "jump"))) == {number}
    assert not found(PhraseExpression(("jump", "kangaroos")))
    assert not found(PhraseExpression(("kangaroos", "sleep")))
    assert found(TermExpression("sleep")) == {number}


def test_the_words_of_a_file_have_positions_after_those_of_the_page():
    tokens = text("kangaroos jump")
    tokens.add_text("x " * LAST_POSITION + "wombats sleep", "english", TextPart.FILE)
    (number,) = write(tokens)
    assert found(PhraseExpression(("kangaroos", "jump"))) == {number}
    assert found(TermExpression("f_wombats")) == {number}
    assert not found(PhraseExpression(("f_wombats", "f_sleep")))


def test_of_too_many_words_the_first_are_found_and_all_attributes():
    tokens = text("kangaroos jump")
    tokens.add_text(" ".join(f"{'x' * 50}{number}" for number in range(30_000)), "english")
    tokens.add_text("wombats sleep", "english", TextPart.FILE)
    tokens.add_attribute("kind", "meeting")
    (number,) = write(tokens)
    for kept in (
        PhraseExpression(("kangaroos", "jump")),
        TermExpression(attribute_token("kind", "meeting")),
    ):
        assert number in found(kept)
    assert not found(TermExpression("f_wombats"))


@pytest.mark.parametrize("word", ["x" * 200, "9" * 2_000, "ж" * 5_000])
def test_a_word_of_any_length_is_stored(word):
    """PostgreSQL does not accept tokens of more than two kilobytes."""
    write(text(f"kangaroos {word} jump"))
