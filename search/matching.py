"""From what a reader asked to what the index is asked.

A word is found as it stands, in any script, or by a stem that it shares with a word of the page
under one vocabulary. The question's own language is unknown: a reader of one language may well ask
in the words of another.
"""

from enum import Enum

from core.writing.vocabularies import all_vocabularies

from .expressions import All, Beginning, Expression, Phrase, Some, Token
from .questions import Question, Term
from .tokens import Part, beginning, mark, stem_tokens

# Part of the page's own text, apart from its files.
PAGE = (Part.TEXT,)
EVERYWHERE = (Part.TEXT, Part.FILE)


class Manner(Enum):
    """How strictly a question is taken."""

    ALL_WORDS = "all"
    ANY_WORD = "any"


def matching(
    question: Question, parts: tuple[Part, ...] = EVERYWHERE, manner: Manner = Manner.ALL_WORDS
) -> Expression:
    """Return the expression that entries with an answer match, in these parts of theirs."""
    terms = [_term(term, parts) for term in question.terms]
    if manner is Manner.ANY_WORD:
        content = [
            expression
            for term, expression in zip(question.terms, terms, strict=True)
            if not all(_vocabularies_of_function_word(word) for word in term.words)
        ]
        return _joined(Some, content or terms)
    spare = [_spare(term, question) for term in question.terms]
    return _joined(
        All,
        [
            _joined(Some, [expression, *instead])
            for expression, instead in zip(terms, spare, strict=True)
        ],
    )


def exactly(question: Question, part: Part = Part.TEXT) -> Expression:
    """Return the expression for the words in the very form that was asked, or for the phrase."""
    return All(tuple(_exact(term, part) for term in question.terms))


def word_expression(folded: str, parts: tuple[Part, ...] = EVERYWHERE) -> Expression:
    """The word as it stands, or by one of its stems."""
    tokens = [part + folded for part in parts]
    for part in parts:
        for vocabulary in all_vocabularies():
            tokens += (part + token for token in stem_tokens(vocabulary.name, folded))
    return Some(tuple(Token(token) for token in tokens))


def beginnings(question: Question, part: Part = Part.TEXT) -> Expression:
    """What is found while somebody is still typing: words, or beginnings of the title's words."""
    words = [word for term in question.terms for word in term.words]
    return All(
        tuple(Some((Beginning(beginning(word)), word_expression(word, (part,)))) for word in words)
    )


def _joined(operator: type[All] | type[Some], parts: list[Expression]) -> Expression:
    """One part stays as it is, so that it is the same in whatever manner a single word is taken."""
    return parts[0] if len(parts) == 1 else operator(tuple(parts))


def _term(term: Term, parts: tuple[Part, ...]) -> Expression:
    if term.is_phrase:
        return Some(tuple(_exact(term, part) for part in parts))
    return _joined(All, [word_expression(word, parts) for word in term.words])


def _exact(term: Term, part: Part) -> Expression:
    tokens = tuple(part + word for word in term.words)
    return (
        Phrase(tokens)
        if len(tokens) > 1 and part in EVERYWHERE
        else All(tuple(Token(token) for token in tokens))
    )


def _spare(term: Term, question: Question) -> list[Token]:
    """Languages whose pages need not have this word, because to them it is a mere link.

    Not if all the question is made of such words: then nothing else could be looked for.
    """
    if term.is_phrase:
        return []
    return [
        Token(mark("vocabulary", vocabulary.name))
        for vocabulary in all_vocabularies()
        if set(term.words) <= vocabulary.function_words and _has_content(question, vocabulary)
    ]


def _has_content(question: Question, vocabulary) -> bool:
    return any(
        term.is_phrase or not set(term.words) <= vocabulary.function_words
        for term in question.terms
    )


def _vocabularies_of_function_word(folded: str) -> list:
    return [item for item in all_vocabularies() if folded in item.function_words]
