"""Highlight the words of a query in texts.

A word matches as in the index: it has the same folded form as a word of the query, or shares a stem
with it in a vocabulary of the text, in any script. The tokens of each piece of text between two
spaces are cached, so that highlighting a page of long results takes some milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from operator import itemgetter

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.writing.folding import FoldedWord, find_compounds
from core.writing.vocabularies import Vocabulary, vocabularies_of
from search.query.parsing import ParsedQuery, QueryTerm

from .excerpts import TermMatch, find_excerpt
from .token_cache import get_token_cache, tokens_of_word, words_in

MAX_SCANNED_LENGTH = 60_000  # characters of a text; the rest is not highlighted
MAX_SNIPPET_LENGTH = 240  # characters


class Highlighter:
    """Highlights the terms of one query in any number of texts.

    Every method takes a text and the name of the vocabulary of its language; the name is empty if
    the language is unknown.
    """

    def __init__(self, query: ParsedQuery):
        self._terms = query.terms
        self._matchers: dict[tuple[Vocabulary, ...], _TermMatcher] = {}
        self._found: dict[tuple[str, str], list[TermMatch]] = {}

    def marks(self, text: str, vocabulary_name: str) -> list[tuple[int, int]]:
        """Return start and end of everything to highlight, in order and without overlaps."""
        return _joined(self._find(text, vocabulary_name))

    def matched_terms(self, text: str, vocabulary_name: str) -> set[int]:
        """Return the indexes of the terms that the text contains."""
        return {match.term for match in self._find(text, vocabulary_name)}

    def highlight(self, text: str, vocabulary_name: str) -> SafeString:
        """Return the whole text as HTML, with ``mark`` elements."""
        return _html(text, 0, len(text), self.marks(text, vocabulary_name))

    def snippet(
        self, text: str, vocabulary_name: str, longest: int = MAX_SNIPPET_LENGTH
    ) -> SafeString:
        """Return the part of the text with the most terms as HTML, with ellipses where it is cut.

        It has at most ``longest`` characters, including the ellipses.
        """
        found = self._find(text, vocabulary_name)
        start, end = 0, len(text)
        if end > longest:
            start, end = find_excerpt(text, found, longest - len("… " + " …"))
        inside = [match for match in found if start <= match.start and match.end <= end]
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return mark_safe(before + _html(text, start, end, _joined(inside)) + after)

    def _find(self, text: str, vocabulary_name: str) -> list[TermMatch]:
        """Return all occurrences of terms, in order; the result is cached for each text."""
        key = text, vocabulary_name
        if key not in self._found:
            if len(text) > MAX_SCANNED_LENGTH:
                text = text[:MAX_SCANNED_LENGTH].rpartition(" ")[0]
            vocabularies = vocabularies_of(text, vocabulary_name)
            if vocabularies not in self._matchers:
                self._matchers[vocabularies] = _TermMatcher(self._terms, vocabularies)
            self._found[key] = list(self._occurrences(text, self._matchers[vocabularies]))
        return self._found[key]

    def _occurrences(self, text: str, matcher: "_TermMatcher") -> Iterator[TermMatch]:
        pieces = text.replace("\n", " ").split(" ")
        matches = matcher.matches_in(pieces)
        if not matches:
            return
        numbers = [number for number, piece in enumerate(pieces) if piece in matches]
        lengths = list(accumulate(map(len, pieces), initial=0))
        for number in numbers:
            offset = lengths[number] + number
            for word, terms in matches[pieces[number]]:
                for term in sorted(terms):
                    last = _last_word(self._terms[term].words, word, pieces, number)
                    if last:
                        yield TermMatch(offset + word.start, offset + last.end, term)


class _TermMatcher:
    """Finds the words that match a term, in texts of the same vocabularies.

    A phrase is found by its first word. Function words match only if the query has no other words.
    """

    def __init__(self, terms: Sequence[QueryTerm], vocabularies: Sequence[Vocabulary]):
        self._function_words = frozenset().union(*(one.function_words for one in vocabularies))
        self._names = tuple(vocabulary.name for vocabulary in vocabularies)
        self._token_cache = get_token_cache(self._names)
        self._terms: dict[str, set[int]] = defaultdict(set)
        self._matches: dict[str, list[tuple[FoldedWord, set[int]]]] = {}
        content = [number for number, term in enumerate(terms) if self._has_content(term)]
        for number in content or range(len(terms)):
            term, word = terms[number], terms[number].words[0]
            for token in [word] if term.is_phrase else tokens_of_word(word, self._names):
                self._terms[token].add(number)

    def _has_content(self, term: QueryTerm) -> bool:
        return term.is_phrase or term.words[0] not in self._function_words

    def matches_in(self, pieces: Sequence[str]) -> dict[str, list[tuple[FoldedWord, set[int]]]]:
        """Return the pieces with words that match a term; also the indexes of the terms."""
        found = self._token_cache.pieces_with(self._terms, set(pieces))
        for piece in found - self._matches.keys():
            self._matches[piece] = self._matches_in_piece(piece)
        return {piece: self._matches[piece] for piece in found}

    def _matches_in_piece(self, piece: str) -> list[tuple[FoldedWord, set[int]]]:
        """Return its words that match a term, and compounds for terms that no word matches."""
        words = words_in(piece)
        matches = [(word, terms) for word in words if (terms := self._terms_of(word.folded))]
        known = set().union(*(terms for _, terms in matches))
        for compound in find_compounds(piece, words):
            if terms := self._terms_of(compound.folded) - known:
                matches.append((compound, terms))
        return sorted(matches, key=itemgetter(0))

    def _terms_of(self, fold: str) -> set[int]:
        tokens = tokens_of_word(fold, self._names)
        return set().union(*(self._terms.get(token, ()) for token in tokens))


def _last_word(
    expected: tuple[str, ...], first: FoldedWord, pieces: Sequence[str], number: int
) -> FoldedWord | None:
    """Return the last of the expected words if all of them follow one another from the first on."""
    if len(expected) == 1:
        return first
    words = list(islice(_words_from(first, pieces, number), len(expected)))
    return words[-1] if tuple(word.folded for word in words) == expected else None


def _words_from(first: FoldedWord, pieces: Sequence[str], number: int) -> Iterator[FoldedWord]:
    """Yield this word of a piece and those after it, with offsets into the text from that piece."""
    offset = 0
    for later in range(number, len(pieces)):
        for word in words_in(pieces[later]):
            if offset or word.start >= first.start:
                yield FoldedWord(offset + word.start, offset + word.end, word.folded)
        offset += len(pieces[later]) + 1


def _joined(found: Sequence[TermMatch]) -> list[tuple[int, int]]:
    """Return the occurrences as ranges; those that overlap become one."""
    marks: list[tuple[int, int]] = []
    for match in found:
        if marks and match.start < marks[-1][1]:
            marks[-1] = marks[-1][0], max(marks[-1][1], match.end)
        else:
            marks.append((match.start, match.end))
    return marks


def _html(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> SafeString:
    """Return this part of the text, escaped, with ``mark`` elements."""
    parts = []
    for mark_start, mark_end in marks:
        parts.append(escape(text[start:mark_start]))
        parts.append(f"<mark>{escape(text[mark_start:mark_end])}</mark>")
        start = mark_end
    return mark_safe("".join([*parts, escape(text[start:end])]))
