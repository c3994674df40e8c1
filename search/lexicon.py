"""Which pieces of text hold which words: worked out once, however often a piece comes.

A piece is what stands between two spaces. Most pieces of a text hold nothing that is wanted, and
that is seen here for all of them at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import chain

from core.writing.folding import find_compounds, find_words

from .tokens import stem_tokens

MOST_PIECES = 10_000  # remembered at a time, under each choice of vocabularies

words_in = lru_cache(maxsize=32768)(find_words)


def tokens_of(fold: str, names: tuple[str, ...]) -> list[str]:
    """What the index knows a word of these vocabularies by: its fold and its stems."""
    return [fold, *(token for name in names for token in stem_tokens(name, fold))]


class Lexicon:
    """The pieces met so far in texts under the vocabularies of these names."""

    def __init__(self, names: tuple[str, ...]):
        self._names = names
        self._forget()

    def _forget(self) -> None:
        # Both at once, for the sake of threads that read meanwhile.
        self._memory: tuple[set[str], dict[str, list[str]]] = set(), defaultdict(list)

    def holding(self, tokens: Iterable[str], pieces: Set[str]) -> set[str]:
        """Return those of the pieces in which a word, or a compound, is known by such a token."""
        known, holders = self._memory
        for piece in pieces - known:
            for token in self._tokens_in(piece):
                holders[token].append(piece)
            known.add(piece)
        if len(known) > MOST_PIECES:
            self._forget()
        return pieces & set(chain.from_iterable(holders.get(token, ()) for token in tokens))

    def _tokens_in(self, piece: str) -> set[str]:
        words = words_in(piece)
        words = [*words, *find_compounds(piece, words)]
        return {token for word in words for token in tokens_of(word.folded, self._names)}


lexicon = lru_cache(maxsize=32)(Lexicon)
