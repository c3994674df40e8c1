"""Translate a query into the expression that entries of the index have to match.

A word matches as it stands, in any script, or by a stem that it shares with a word of the page in
one vocabulary. The language of a query is unknown: the reader of one language may well search with
words of another.
"""

from enum import Enum

from core.writing.vocabularies import all_vocabularies

from .expressions import All, Beginning, Expression, Phrase, Some, Token
from .questions import Question, Term
from .tokens import Part, beginning, mark, stem_tokens

# The page's own text, without its files.
PAGE = (Part.TEXT,)
EVERYWHERE = (Part.TEXT, Part.FILE)


class Manner(Enum):
    """How many words of a query have to match."""

    ALL_WORDS = "all"
    ANY_WORD = "any"


def matching(
    query: Question, parts: tuple[Part, ...] = EVERYWHERE, mode: Manner = Manner.ALL_WORDS
) -> Expression:
    """Return the expression that matches the query in these parts of an entry."""
    terms = [_term(term, parts) for term in query.terms]
    if mode is Manner.ANY_WORD:
        content = [
            expression
            for term, expression in zip(query.terms, terms, strict=True)
            if not all(_is_function_word(word) for word in term.words)
        ]
        return _combined(Some, content or terms)
    alternatives = [_vocabularies_without(term, query) for term in query.terms]
    return _combined(
        All,
        [
            _combined(Some, [expression, *vocabularies])
            for expression, vocabularies in zip(terms, alternatives, strict=True)
        ],
    )


def exactly(query: Question, part: Part = Part.TEXT) -> Expression:
    """Return the expression for the words of the query without their other forms."""
    return All(tuple(_exact(term, part) for term in query.terms))


def word_expression(folded: str, parts: tuple[Part, ...] = EVERYWHERE) -> Expression:
    """Return the expression for a word as it stands or one of its stems."""
    tokens = [part + folded for part in parts]
    for part in parts:
        for vocabulary in all_vocabularies():
            tokens += (part + token for token in stem_tokens(vocabulary.name, folded))
    return Some(tuple(Token(token) for token in tokens))


def beginnings(query: Question, part: Part = Part.TEXT) -> Expression:
    """Return the expression for autocompletion: words, or prefixes of words of the title."""
    words = [word for term in query.terms for word in term.words]
    return All(
        tuple(Some((Beginning(beginning(word)), word_expression(word, (part,)))) for word in words)
    )


def _combined(operator: type[All] | type[Some], parts: list[Expression]) -> Expression:
    """Combine the parts; a single part is returned as it is.

    So the expression of a single word is the same under both operators, and is evaluated once.
    """
    return parts[0] if len(parts) == 1 else operator(tuple(parts))


def _term(term: Term, parts: tuple[Part, ...]) -> Expression:
    if term.is_phrase:
        return Some(tuple(_exact(term, part) for part in parts))
    return _combined(All, [word_expression(word, parts) for word in term.words])


def _exact(term: Term, part: Part) -> Expression:
    tokens = tuple(part + word for word in term.words)
    return (
        Phrase(tokens)
        if len(tokens) > 1 and part in EVERYWHERE
        else All(tuple(Token(token) for token in tokens))
    )


def _vocabularies_without(term: Term, query: Question) -> list[Token]:
    """Return tokens of the vocabularies in which the term is a function word.

    Pages of these languages need not contain it, unless the query has no other words in the
    vocabulary: then nothing else could be searched for.
    """
    if term.is_phrase:
        return []
    return [
        Token(mark("vocabulary", vocabulary.name))
        for vocabulary in all_vocabularies()
        if set(term.words) <= vocabulary.function_words and _has_content_word(query, vocabulary)
    ]


def _has_content_word(query: Question, vocabulary) -> bool:
    return any(
        term.is_phrase or not set(term.words) <= vocabulary.function_words for term in query.terms
    )


def _is_function_word(folded: str) -> bool:
    return any(folded in vocabulary.function_words for vocabulary in all_vocabularies())
