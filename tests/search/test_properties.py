"""Properties of all queries: no input reaches SQL, and what is found is highlighted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import site_language
from search.index.expressions import (
    AndExpression,
    OrExpression,
    PhraseExpression,
    PrefixExpression,
    SearchExpression,
    TermExpression,
)
from search.index.tokens import IndexTokens
from search.query.matching import (
    MatchMode,
    autocomplete_expression,
    exact_expression,
    query_expression,
)
from search.query.parsing import ParsedQuery, parse_query
from search.results.highlighting import Highlighter
from tests.search.case_table import all_cases

CASES = all_cases()
# Operators of the databases, and letters of every script of the site.
PUNCTUATION = "\"'`\\*():&|!<>-^{}[]%_;,.+~@#$?/\x00 "
typed = st.one_of(
    st.text(),
    st.text(st.sampled_from(PUNCTUATION + "abжљășığςώ0"), min_size=1),
    st.lists(st.sampled_from([*PUNCTUATION, "AND", "OR", "NOT", "NEAR", "права"])).map(" ".join),
)
queries = typed.map(parse_query).filter(lambda query: not query.is_empty)
case_queries = st.sampled_from([case.query for case in CASES]).map(parse_query)
texts = st.sampled_from([(case.text, site_language(case.language).vocabulary) for case in CASES])

FTS5 = re.compile(r'"[a-z0-9_]+(?: [a-z0-9_]+)*"\*?|[()]| AND | OR ')
TSQUERY = re.compile(r"'[a-z0-9_]+'(?::\*)?|[()]| & | \| | <-> ")


def expressions(query: ParsedQuery) -> list[SearchExpression]:
    """All expressions that are evaluated for a query."""
    relaxed = [query_expression(query, mode=mode) for mode in MatchMode]
    return [*relaxed, exact_expression(query), autocomplete_expression(query)]


@given(queries)
def test_only_folded_words_reach_the_database(query):
    for expression in expressions(query):
        assert not FTS5.sub("", expression.fts5())
        assert not TSQUERY.sub("", expression.tsquery())


@pytest.mark.parametrize(
    "kind", [TermExpression, PrefixExpression, lambda token: PhraseExpression(("a", token))]
)
@pytest.mark.parametrize("token", ["", "A", "ж", 'a"', "a'", "a b", "a*", "a\\", "a\n"])
def test_anything_but_a_folded_word_is_refused(kind, token):
    with pytest.raises(ValueError, match="Fold the word first"):
        kind(token)


@given(typed, st.sampled_from(["", "bcms", "english"]))
def test_a_text_is_indexed_by_folded_words_only(text, vocabulary):
    tokens = IndexTokens()
    tokens.add_text(text, vocabulary)
    assert re.fullmatch(r"[a-z0-9_ ]+", tokens.as_fts5_text())
    assert re.fullmatch(r"(?:'[a-z0-9_]+'(?::[0-9,]+)? ?)*", tokens.as_tsvector())


def test_what_is_found_is_marked():
    unmarked = []
    for case in CASES:
        query, text = parse_query(case.query), (case.text, site_language(case.language).vocabulary)
        if _is_found(query, *text) and not Highlighter(query).marks(*text):
            unmarked.append(str(case))
    assert not unmarked


@given(case_queries, texts)
def test_what_is_not_found_has_no_word_to_mark(query, text):
    for term in query.terms:
        alone = ParsedQuery(term.text, (term,))
        if not _is_found(alone, *text):
            assert not Highlighter(alone).marks(*text)


def _is_found(query: ParsedQuery, text: str, vocabulary: str) -> bool:
    """Whether a database would find a page with this text."""
    tokens = IndexTokens()
    tokens.add_text(text, vocabulary)
    return _matches(f" {tokens.as_fts5_text()} ", query_expression(query))


def _matches(line: str, expression: SearchExpression) -> bool:
    match expression:
        case AndExpression(parts):
            return all(_matches(line, part) for part in parts)
        case OrExpression(parts):
            return any(_matches(line, part) for part in parts)
        case PhraseExpression(tokens):
            return f" {' '.join(tokens)} " in line
        case TermExpression(token):
            return f" {token} " in line
    raise TypeError(expression)
