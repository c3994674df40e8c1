"""Parse the query of a reader into words and phrases.

Any text is a valid query, and no character is an operator. Only quotation marks have a meaning,
those of all languages of the region: the words between them are searched for as a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from core.writing.folding import find_words

MAX_QUERY_LENGTH = 200  # characters; the rest is cut off
MAX_TERMS = 12

# Languages use different marks, and the closing mark of one language is the opening mark of
# another („…“ and “…”, «…» and »…«). Therefore any mark of a family closes any other of it.
_CURVED = r"""(?:[„“”‟"″＂]|,,|'')"""
_POINTED = r"[«»‹›]"
# A mark without a second one opens a phrase only directly before it: not in 'Declaration” of'.
_PHRASE = re.compile(
    rf"{_CURVED}(.*?){_CURVED}|{_POINTED}(.*?){_POINTED}|(?:{_CURVED}|{_POINTED})(?=\w)(.*)$"
)
# Unicode categories of control characters, format characters (such as soft hyphens and changes of
# direction) and surrogates.
_INVISIBLE = {"Cc", "Cf", "Cs"}


@dataclass(frozen=True)
class QueryTerm:
    """One word or phrase to search for.

    ``text``: as it was typed, without its quotation marks.
    ``words``: its folded words, in order; a term that is no phrase has one.
    ``is_phrase``: it was quoted. Its words, even a single one, are searched for in this order and
    without their other forms.
    """

    text: str
    words: tuple[str, ...]
    is_phrase: bool = False


@dataclass(frozen=True)
class ParsedQuery:
    """A parsed query.

    ``text``: the query as it is shown to the reader again, in one line.
    ``terms``: what to search for, in the order of the query, without duplicates.
    ``was_cut``: the query was longer than the limits.
    """

    text: str
    terms: tuple[QueryTerm, ...]
    was_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.terms


def parse_query(text: str) -> ParsedQuery:
    """Return the query in this text. Never raises, whatever the text contains."""
    visible = (
        character
        for character in text
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    line, was_cut = _truncated(" ".join("".join(visible).split()))
    terms: dict[tuple, QueryTerm] = {}
    for term in _terms(line):
        terms.setdefault((term.words, term.is_phrase), term)
    was_cut = was_cut or len(terms) > MAX_TERMS
    return ParsedQuery(line, tuple(islice(terms.values(), MAX_TERMS)), was_cut)


def _truncated(line: str) -> tuple[str, bool]:
    """Cut the line at ``MAX_QUERY_LENGTH`` characters, between words if possible."""
    if len(line) <= MAX_QUERY_LENGTH:
        return line, False
    end = line.rfind(" ", 1, MAX_QUERY_LENGTH + 1)
    return line[: end if end > 0 else MAX_QUERY_LENGTH], True


def _terms(line: str) -> Iterator[QueryTerm]:
    position = 0
    for phrase in _PHRASE.finditer(line):
        yield from _plain_terms(line[position : phrase.start()])
        text = phrase[phrase.lastindex]
        words = tuple(word.folded for word in find_words(text))
        if words:
            yield QueryTerm(text.strip(), words, is_phrase=True)
        position = phrase.end()
    yield from _plain_terms(line[position:])


def _plain_terms(text: str) -> Iterator[QueryTerm]:
    return (QueryTerm(text[word.start : word.end], (word.folded,)) for word in find_words(text))
