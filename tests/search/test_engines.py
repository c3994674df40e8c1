"""Both databases evaluate expressions like a reference implementation in Python.

The suite runs on each of them, so that they also agree with one another.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from search.engines import ALL_MATCHES, engine
from search.expressions import All, Beginning, Expression, Phrase, Some, Token
from search.models import Entry
from search.tokens import GAP, LAST_POSITION, MOST_PLACES, Part, Tokens, beginning, mark

pytestmark = pytest.mark.django_db

WORDS = ("brod", "brodar", "bro", "b", "rat", "ratar", "2015", "20", "brodrat", "brorat")
COMPOUNDS = ("brod-rat", "bro-rat")
PLACED = [part + word for part in (Part.TEXT, Part.FILE) for word in WORDS]
UNPLACED = [
    *(part + word for part in (Part.TITLE, Part.SUMMARY) for word in WORDS),
    *(beginning(word) for word in WORDS),
    mark("kind", "meeting"),
    mark("vocabulary", "bcms"),
]

words = st.lists(st.sampled_from(WORDS + COMPOUNDS), max_size=12).map(" ".join)
texts = st.lists(st.tuples(words, st.sampled_from(["bcms", "english"]), st.sampled_from(Part)))
leaves = st.one_of(
    st.builds(Token, st.sampled_from(PLACED + UNPLACED)),
    st.builds(Beginning, st.sampled_from([*PLACED, *UNPLACED, "br", "t_b", "m_kin", "bcms_", "f"])),
    st.builds(Phrase, st.lists(st.sampled_from(PLACED), min_size=2, max_size=4).map(tuple)),
)
expressions = st.recursive(
    leaves,
    lambda parts: st.builds(
        lambda kind, chosen: kind(tuple(chosen)),
        st.sampled_from([All, Some]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


@st.composite
def documents(draw) -> Tokens:
    """Tokens of an object with some texts, in some languages and parts."""
    tokens = Tokens()
    for text, vocabulary, part in draw(texts):
        tokens.add_text(text, vocabulary, part)
    tokens.add_prefixes(draw(words))
    if draw(st.booleans()):
        tokens.add_attribute("kind", "meeting")
    return tokens


def matches(tokens: Tokens, expression: Expression) -> bool:
    """Evaluate an expression without a database."""
    held = {*tokens.sequence, *tokens.unpositioned, *tokens.bag, *tokens.attributes} - {GAP}
    match expression:
        case All(parts):
            return all(matches(tokens, part) for part in parts)
        case Some(parts):
            return any(matches(tokens, part) for part in parts)
        case Phrase(wanted):
            places = range(len(tokens.sequence))
            return any(tuple(tokens.sequence[at : at + len(wanted)]) == wanted for at in places)
        case Beginning(start):
            return any(token.startswith(start) for token in held)
        case Token(token):
            return token in held
    raise TypeError(expression)


def found(expression: Expression, most: int = ALL_MATCHES) -> set[int]:
    """Return the matching ids, whether they have entries or not."""
    condition = engine().matching_ids(expression, most)
    with connection.cursor() as cursor:
        cursor.execute(condition.sql, condition.params)
        return {number for (number,) in cursor.fetchall()}


def write(*contents: Tokens) -> list[int]:
    """Store tokens without objects, and return the ids of their entries."""
    kind = ContentType.objects.get_for_model(Entry)
    entries = Entry.objects.bulk_create(
        Entry(content_type=kind, object_id=number, version=1) for number in range(len(contents))
    )
    numbers = [entry.pk for entry in entries]
    engine().write(zip(numbers, contents, strict=True))
    return numbers


def text(line: str, part: Part = Part.TEXT) -> Tokens:
    tokens = Tokens()
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
        transaction.set_rollback(True)


def test_writing_again_replaces_what_was_there():
    (number,) = write(text("kangaroos"))
    engine().write([(number, text("wombats"))])
    assert not found(Token("kangaroos"))
    assert found(Token("wombats")) == {number}


def test_writing_one_entry_leaves_the_others():
    first, second = write(text("kangaroos"), text("kangaroos"))
    engine().write([(first, text("wombats"))])
    assert found(Token("kangaroos")) == {second}


def test_nothing_is_left_of_an_entry_that_is_deleted():
    first, second = write(text("kangaroos"), text("kangaroos of Brdo"))
    Entry.objects.filter(pk=first).delete()
    assert found(Token("kangaroos")) == {second}
    Entry.objects.get(pk=second).delete()
    assert not found(Some((Token("kangaroos"), Phrase(("kangaroos", "of")))))


def test_nothing_is_left_of_entries_whose_kind_is_deleted():
    kind = ContentType.objects.create(app_label="gone", model="gone")
    entry = Entry.objects.create(content_type=kind, object_id=1, version=1)
    engine().write([(entry.pk, text("kangaroos"))])
    kind.delete()
    assert not found(Token("kangaroos"))


def test_an_entry_without_a_word_is_stored_and_found_by_nothing():
    (number,) = write(Tokens())
    assert number not in found(Some((Token("kangaroos"), Beginning("kang"))))


def test_of_many_entries_the_latest_are_looked_at():
    numbers = write(*(text("kangaroos") for _ in range(5)))
    assert found(Token("kangaroos")) == {*numbers}
    assert found(Token("kangaroos"), most=2) == {*numbers[-2:]}


def test_no_phrase_reaches_from_one_text_into_the_next():
    tokens = text("safe harbour")
    tokens.add_text("kangaroos jump", "english")
    (number,) = write(tokens)
    assert found(Phrase(("safe", "harbour"))) == {number}
    assert not found(Phrase(("harbour", "kangaroos")))


def test_a_phrase_is_made_of_the_words_of_a_title_as_they_stand_in_the_text():
    (number,) = write(text("kangaroos jump", Part.TITLE))
    assert found(Phrase(("kangaroos", "jump"))) == {number}
    assert found(All((Token("t_kangaroos"), Token("t_jump")))) == {number}


# Limits of PostgreSQL


def test_phrases_match_up_to_the_last_position_and_not_beyond():
    filling = "x " * (LAST_POSITION - 2)
    (number,) = write(text(f"{filling} kangaroos jump high above wombats"))
    assert found(Phrase(("kangaroos", "jump"))) == {number}
    assert not found(Phrase(("jump", "high")))
    assert not found(Phrase(("high", "above")))


def test_words_beyond_the_last_position_are_found():
    (number,) = write(text("x " * LAST_POSITION + "kangaroos above wombats"))
    for token in ("kangaroos", "above", "wombats", "english_wombat"):
        assert found(Token(token)) == {number}
        assert number in found(Beginning(token[:-2]))


def test_a_word_before_the_last_position_still_matches_in_phrases():
    (number,) = write(text("kangaroos jump " + "x " * LAST_POSITION + "kangaroos sleep"))
    assert found(Phrase(("kangaroos", "jump"))) == {number}
    assert not found(Phrase(("kangaroos", "sleep")))


def test_phrases_match_at_as_many_positions_as_both_engines_store():
    line = "kangaroos x " * (MOST_PLACES - 1) + "kangaroos jump kangaroos sleep"
    (number,) = write(text(line))
    assert found(Phrase(("kangaroos", "jump"))) == {number}
    assert not found(Phrase(("jump", "kangaroos")))
    assert not found(Phrase(("kangaroos", "sleep")))
    assert found(Token("sleep")) == {number}


def test_the_words_of_a_file_have_positions_after_those_of_the_page():
    tokens = text("kangaroos jump")
    tokens.add_text("x " * LAST_POSITION + "wombats sleep", "english", Part.FILE)
    (number,) = write(tokens)
    assert found(Phrase(("kangaroos", "jump"))) == {number}
    assert found(Token("f_wombats")) == {number}
    assert not found(Phrase(("f_wombats", "f_sleep")))


def test_of_too_many_words_the_first_are_found_and_all_attributes():
    tokens = text("kangaroos jump")
    tokens.add_text(" ".join(f"{'x' * 50}{number}" for number in range(30_000)), "english")
    tokens.add_text("wombats sleep", "english", Part.FILE)
    tokens.add_attribute("kind", "meeting")
    (number,) = write(tokens)
    for kept in (Phrase(("kangaroos", "jump")), Token(mark("kind", "meeting"))):
        assert number in found(kept)
    assert not found(Token("f_wombats"))


@pytest.mark.parametrize("word", ["x" * 200, "9" * 2_000, "ж" * 5_000])
def test_a_word_of_any_length_is_stored(word):
    """PostgreSQL does not accept tokens of more than two kilobytes."""
    write(text(f"kangaroos {word} jump"))
