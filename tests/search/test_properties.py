"""What holds of every question: nothing of it reaches SQL, and what is found is what is marked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import get
from search.expressions import All, Beginning, Expression, Phrase, Some, Token
from search.highlighting import Highlighter
from search.matching import Manner, beginnings, exactly, matching
from search.questions import Question, parse
from search.tokens import Tokens
from tests.search.table import all_cases

CASES = all_cases()
# Signs that mean something to one of the databases, and letters of every script of the site.
SIGNS = "\"'`\\*():&|!<>-^{}[]%_;,.+~@#$?/\x00 "
typed = st.one_of(
    st.text(),
    st.text(st.sampled_from(SIGNS + "abжљășığςώ0"), min_size=1),
    st.lists(st.sampled_from([*SIGNS, "AND", "OR", "NOT", "NEAR", "права"])).map(" ".join),
)
questions = typed.map(parse).filter(lambda question: not question.is_empty)
case_questions = st.sampled_from([case.query for case in CASES]).map(parse)
texts = st.sampled_from([(case.text, get(case.language).vocabulary) for case in CASES])

FTS5 = re.compile(r'"[a-z0-9_]+(?: [a-z0-9_]+)*"\*?|[()]| AND | OR ')
TSQUERY = re.compile(r"'[a-z0-9_]+'(?::\*)?|[()]| & | \| | <-> ")


def expressions(question: Question) -> list[Expression]:
    """Everything that the index is asked for a question."""
    asked = [matching(question, manner=manner) for manner in Manner]
    return [*asked, exactly(question), beginnings(question)]


@given(questions)
def test_only_folded_words_reach_a_database(question):
    for expression in expressions(question):
        assert not FTS5.sub("", expression.fts5())
        assert not TSQUERY.sub("", expression.tsquery())


@pytest.mark.parametrize("kind", [Token, Beginning, lambda token: Phrase(("a", token))])
@pytest.mark.parametrize("token", ["", "A", "ж", 'a"', "a'", "a b", "a*", "a\\", "a\n"])
def test_anything_but_a_folded_word_is_refused(kind, token):
    with pytest.raises(ValueError, match="Fold the word first"):
        kind(token)


@given(typed, st.sampled_from(["", "bcms", "english"]))
def test_a_text_is_indexed_by_folded_words_only(text, vocabulary):
    tokens = Tokens()
    tokens.add_text(text, vocabulary)
    assert re.fullmatch(r"[a-z0-9_ ]+", tokens.as_line())
    assert re.fullmatch(r"(?:'[a-z0-9_]+'(?::[0-9,]+)? ?)*", tokens.as_vector())


def test_what_is_found_is_marked():
    unmarked = []
    for case in CASES:
        question, text = parse(case.query), (case.text, get(case.language).vocabulary)
        if _is_found(question, *text) and not Highlighter(question).marks(*text):
            unmarked.append(str(case))
    assert not unmarked


@given(case_questions, texts)
def test_what_is_not_found_has_no_word_to_mark(question, text):
    for term in question.terms:
        alone = Question(term.text, (term,))
        if not _is_found(alone, *text):
            assert not Highlighter(alone).marks(*text)


def _is_found(question: Question, text: str, vocabulary: str) -> bool:
    """What a database would say of a page with this text."""
    tokens = Tokens()
    tokens.add_text(text, vocabulary)
    return _meets(f" {tokens.as_line()} ", matching(question))


def _meets(line: str, expression: Expression) -> bool:
    match expression:
        case All(parts):
            return all(_meets(line, part) for part in parts)
        case Some(parts):
            return any(_meets(line, part) for part in parts)
        case Phrase(tokens):
            return f" {' '.join(tokens)} " in line
        case Token(token):
            return f" {token} " in line
    raise TypeError(expression)
