"""Properties of all queries: no input reaches SQL, and what is found is highlighted."""

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
# Operators of the databases, and letters of every script of the site.
PUNCTUATION = "\"'`\\*():&|!<>-^{}[]%_;,.+~@#$?/\x00 "
typed = st.one_of(
    st.text(),
    st.text(st.sampled_from(PUNCTUATION + "abжљășığςώ0"), min_size=1),
    st.lists(st.sampled_from([*PUNCTUATION, "AND", "OR", "NOT", "NEAR", "права"])).map(" ".join),
)
queries = typed.map(parse).filter(lambda query: not query.is_empty)
case_queries = st.sampled_from([case.query for case in CASES]).map(parse)
texts = st.sampled_from([(case.text, get(case.language).vocabulary) for case in CASES])

FTS5 = re.compile(r'"[a-z0-9_]+(?: [a-z0-9_]+)*"\*?|[()]| AND | OR ')
TSQUERY = re.compile(r"'[a-z0-9_]+'(?::\*)?|[()]| & | \| | <-> ")


def expressions(query: Question) -> list[Expression]:
    """All expressions that are evaluated for a query."""
    relaxed = [matching(query, mode=mode) for mode in Manner]
    return [*relaxed, exactly(query), beginnings(query)]


@given(queries)
def test_only_folded_words_reach_the_database(query):
    for expression in expressions(query):
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
    assert re.fullmatch(r"[a-z0-9_ ]+", tokens.as_fts5_text())
    assert re.fullmatch(r"(?:'[a-z0-9_]+'(?::[0-9,]+)? ?)*", tokens.as_tsvector())


def test_what_is_found_is_marked():
    unmarked = []
    for case in CASES:
        query, text = parse(case.query), (case.text, get(case.language).vocabulary)
        if _is_found(query, *text) and not Highlighter(query).marks(*text):
            unmarked.append(str(case))
    assert not unmarked


@given(case_queries, texts)
def test_what_is_not_found_has_no_word_to_mark(query, text):
    for term in query.terms:
        alone = Question(term.text, (term,))
        if not _is_found(alone, *text):
            assert not Highlighter(alone).marks(*text)


def _is_found(query: Question, text: str, vocabulary: str) -> bool:
    """Whether a database would find a page with this text."""
    tokens = Tokens()
    tokens.add_text(text, vocabulary)
    return _matches(f" {tokens.as_fts5_text()} ", matching(query))


def _matches(line: str, expression: Expression) -> bool:
    match expression:
        case All(parts):
            return all(_matches(line, part) for part in parts)
        case Some(parts):
            return any(_matches(line, part) for part in parts)
        case Phrase(tokens):
            return f" {' '.join(tokens)} " in line
        case Token(token):
            return f" {token} " in line
    raise TypeError(expression)
