"""The words of a question, marked where they stand in a text.

A text is compared as the index compares it: a word is marked where it folds to a word of the
question, or shares a stem with it in a vocabulary of the text, whatever its script and ending.
What stands between two spaces is worked out once, however often it comes in however many texts:
marking a page of long results takes some milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from operator import itemgetter

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.writing.folding import Word, find_compounds
from core.writing.vocabularies import Vocabulary, vocabularies_of

from .excerpts import Found, excerpt
from .lexicon import lexicon, tokens_of, words_in
from .questions import Question, Term

MOST_SCANNED = 60_000  # characters of a text; what comes after them is not marked
LONGEST_SNIPPET = 240  # characters


class Highlighter:
    """Marks the terms of one question in any number of texts.

    Every method takes a text and the name of the vocabulary of its language; an empty name stands
    for a text of unknown language.
    """

    def __init__(self, question: Question):
        self._terms = question.terms
        self._wanted: dict[tuple[Vocabulary, ...], _Wanted] = {}
        self._found: dict[tuple[str, str], list[Found]] = {}

    def marks(self, text: str, vocabulary_name: str) -> list[tuple[int, int]]:
        """Return start and end of everything to mark, in order; marks never overlap."""
        return _joined(self._find(text, vocabulary_name))

    def matched(self, text: str, vocabulary_name: str) -> set[int]:
        """Return the indexes of the terms that are marked in the text."""
        return {place.term for place in self._find(text, vocabulary_name)}

    def marked(self, text: str, vocabulary_name: str) -> SafeString:
        """Return the whole text as HTML."""
        return _html(text, 0, len(text), self.marks(text, vocabulary_name))

    def snippet(
        self, text: str, vocabulary_name: str, longest: int = LONGEST_SNIPPET
    ) -> SafeString:
        """Return the part of the text that holds most terms as HTML, an ellipsis where it is cut.

        It shows ``longest`` characters at most, ellipses included.
        """
        found = self._find(text, vocabulary_name)
        start, end = 0, len(text)
        if end > longest:
            start, end = excerpt(text, found, longest - len("… " + " …"))
        inside = [place for place in found if start <= place.start and place.end <= end]
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return mark_safe(before + _html(text, start, end, _joined(inside)) + after)

    def _find(self, text: str, vocabulary_name: str) -> list[Found]:
        """Return every place where a term stands, in order; of each text only once found."""
        key = text, vocabulary_name
        if key not in self._found:
            if len(text) > MOST_SCANNED:
                text = text[:MOST_SCANNED].rpartition(" ")[0]
            vocabularies = vocabularies_of(text, vocabulary_name)
            if vocabularies not in self._wanted:
                self._wanted[vocabularies] = _Wanted(self._terms, vocabularies)
            self._found[key] = list(self._places(text, self._wanted[vocabularies]))
        return self._found[key]

    def _places(self, text: str, wanted: "_Wanted") -> Iterator[Found]:
        pieces = text.replace("\n", " ").split(" ")
        met = wanted.met_in(pieces)
        if not met:
            return
        numbers = [number for number, piece in enumerate(pieces) if piece in met]
        lengths = list(accumulate(map(len, pieces), initial=0))
        for number in numbers:
            offset = lengths[number] + number
            for word, terms in met[pieces[number]]:
                for term in sorted(terms):
                    last = _last_word(self._terms[term].words, word, pieces, number)
                    if last:
                        yield Found(offset + word.start, offset + last.end, term)


class _Wanted:
    """What a word must look like to meet a term, in texts of the same vocabularies.

    A phrase is met by its first word.
    """

    def __init__(self, terms: Sequence[Term], vocabularies: Sequence[Vocabulary]):
        self._function_words = frozenset().union(*(one.function_words for one in vocabularies))
        self._names = tuple(vocabulary.name for vocabulary in vocabularies)
        self._lexicon = lexicon(self._names)
        self._terms: dict[str, set[int]] = defaultdict(set)
        self._met: dict[str, list[tuple[Word, set[int]]]] = {}
        telling = [number for number, term in enumerate(terms) if self._tells(term)]
        for number in telling or range(len(terms)):
            self._want(terms[number], number)

    def _tells(self, term: Term) -> bool:
        return term.is_phrase or term.words[0] not in self._function_words

    def _want(self, term: Term, number: int) -> None:
        word = term.words[0]
        for token in [word] if term.is_phrase else tokens_of(word, self._names):
            self._terms[token].add(number)

    def met_in(self, pieces: Sequence[str]) -> dict[str, list[tuple[Word, set[int]]]]:
        """Return the pieces that hold words which meet a term, with the indexes of the terms."""
        found = self._lexicon.holding(self._terms, set(pieces))
        for piece in found - self._met.keys():
            self._met[piece] = self._met_in_piece(piece)
        return {piece: self._met[piece] for piece in found}

    def _met_in_piece(self, piece: str) -> list[tuple[Word, set[int]]]:
        """Return its words that meet a term, and compounds for terms that no single word meets."""
        words = words_in(piece)
        met = [(word, terms) for word in words if (terms := self._terms_of(word.folded))]
        known = set().union(*(terms for _, terms in met))
        for compound in find_compounds(piece, words):
            if terms := self._terms_of(compound.folded) - known:
                met.append((compound, terms))
        return sorted(met, key=itemgetter(0))

    def _terms_of(self, fold: str) -> set[int]:
        tokens = tokens_of(fold, self._names)
        return set().union(*(self._terms.get(token, ()) for token in tokens))


def _last_word(
    expected: tuple[str, ...], first: Word, pieces: Sequence[str], number: int
) -> Word | None:
    """Return the last of the expected words, if all of them stand in sequence from the first on."""
    if len(expected) == 1:
        return first
    words = list(islice(_words_from(first, pieces, number), len(expected)))
    return words[-1] if tuple(word.folded for word in words) == expected else None


def _words_from(first: Word, pieces: Sequence[str], number: int) -> Iterator[Word]:
    """Yield this word of a piece and those after it, with places counted from that piece."""
    offset = 0
    for later in range(number, len(pieces)):
        for word in words_in(pieces[later]):
            if offset or word.start >= first.start:
                yield Word(offset + word.start, offset + word.end, word.folded)
        offset += len(pieces[later]) + 1


def _joined(found: Sequence[Found]) -> list[tuple[int, int]]:
    """Return the places as marks; those that overlap become one."""
    marks: list[tuple[int, int]] = []
    for place in found:
        if marks and place.start < marks[-1][1]:
            marks[-1] = marks[-1][0], max(marks[-1][1], place.end)
        else:
            marks.append((place.start, place.end))
    return marks


def _html(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> SafeString:
    """Return this part of the text, escaped, with its marks."""
    parts = []
    for mark_start, mark_end in marks:
        parts.append(escape(text[start:mark_start]))
        parts.append(f"<mark>{escape(text[mark_start:mark_end])}</mark>")
        start = mark_end
    return mark_safe("".join([*parts, escape(text[start:end])]))
