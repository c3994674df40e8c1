"""Translate a query into the expression that entries of the index have to match.

A word matches as it stands, in any script, or by a stem that it shares with a word of the page in
one vocabulary. The language of a query is unknown: the reader of one language may well search with
words of another.
"""

from enum import Enum

from core.writing.vocabularies import all_vocabularies
from search.index.expressions import (
    AndExpression,
    OrExpression,
    PhraseExpression,
    PrefixExpression,
    SearchExpression,
    TermExpression,
)
from search.index.tokens import TextPart, attribute_token, prefix_token, stem_tokens

from .parsing import ParsedQuery, QueryTerm

# The page's own text, without its files.
PAGE_PARTS = (TextPart.TEXT,)
ALL_PARTS = (TextPart.TEXT, TextPart.FILE)


class MatchMode(Enum):
    """How many words of a query have to match."""

    ALL_WORDS = "all"
    ANY_WORD = "any"


def query_expression(
    query: ParsedQuery,
    parts: tuple[TextPart, ...] = ALL_PARTS,
    mode: MatchMode = MatchMode.ALL_WORDS,
) -> SearchExpression:
    """Return the expression that matches the query in these parts of an entry."""
    terms = [_term(term, parts) for term in query.terms]
    if mode is MatchMode.ANY_WORD:
        content = [
            expression
            for term, expression in zip(query.terms, terms, strict=True)
            if not all(_is_function_word(word) for word in term.words)
        ]
        return _combined(OrExpression, content or terms)
    alternatives = [_function_word_expressions(term, query) for term in query.terms]
    return _combined(
        AndExpression,
        [
            _combined(OrExpression, [expression, *vocabularies])
            for expression, vocabularies in zip(terms, alternatives, strict=True)
        ],
    )


def exact_expression(query: ParsedQuery, part: TextPart = TextPart.TEXT) -> SearchExpression:
    """Return the expression for the words of the query without their other forms."""
    return AndExpression(tuple(_exact(term, part) for term in query.terms))


def word_expression(folded: str, parts: tuple[TextPart, ...] = ALL_PARTS) -> SearchExpression:
    """Return the expression for a word as it stands or one of its stems."""
    tokens = [part + folded for part in parts]
    for part in parts:
        for vocabulary in all_vocabularies():
            tokens += (part + token for token in stem_tokens(vocabulary.name, folded))
    return OrExpression(tuple(TermExpression(token) for token in tokens))


def autocomplete_expression(query: ParsedQuery, part: TextPart = TextPart.TEXT) -> SearchExpression:
    """Return the expression for autocompletion: words, or prefixes of words of the title."""
    words = [word for term in query.terms for word in term.words]
    return AndExpression(
        tuple(
            OrExpression((PrefixExpression(prefix_token(word)), word_expression(word, (part,))))
            for word in words
        )
    )


def _combined(
    operator: type[AndExpression] | type[OrExpression], parts: list[SearchExpression]
) -> SearchExpression:
    """Combine the parts; a single part is returned as it is.

    So the expression of a single word is the same under both operators, and is evaluated once.
    """
    return parts[0] if len(parts) == 1 else operator(tuple(parts))


def _term(term: QueryTerm, parts: tuple[TextPart, ...]) -> SearchExpression:
    if term.is_phrase:
        return OrExpression(tuple(_exact(term, part) for part in parts))
    return _combined(AndExpression, [word_expression(word, parts) for word in term.words])


def _exact(term: QueryTerm, part: TextPart) -> SearchExpression:
    tokens = tuple(part + word for word in term.words)
    return (
        PhraseExpression(tokens)
        if len(tokens) > 1 and part in ALL_PARTS
        else AndExpression(tuple(TermExpression(token) for token in tokens))
    )


def _function_word_expressions(term: QueryTerm, query: ParsedQuery) -> list[TermExpression]:
    """Return expressions for the vocabularies in which the term is a function word.

    Pages of these languages need not contain it, unless the query has no other words in the
    vocabulary: then nothing else could be searched for.
    """
    if term.is_phrase:
        return []
    return [
        TermExpression(attribute_token("vocabulary", vocabulary.name))
        for vocabulary in all_vocabularies()
        if set(term.words) <= vocabulary.function_words and _has_content_word(query, vocabulary)
    ]


def _has_content_word(query: ParsedQuery, vocabulary) -> bool:
    return any(
        term.is_phrase or not set(term.words) <= vocabulary.function_words for term in query.terms
    )


def _is_function_word(folded: str) -> bool:
    return any(folded in vocabulary.function_words for vocabulary in all_vocabularies())
