"""A cache of the tokens that pieces of text contain.

A piece is the text between two spaces. Most pieces contain nothing that is searched for, and all
of them are excluded at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import chain

from core.writing.folding import find_compounds, find_words
from search.index.tokens import stem_tokens

MAX_CACHED_PIECES = 10_000  # cached for each combination of vocabularies

words_in = lru_cache(maxsize=32768)(find_words)


def tokens_of_word(fold: str, names: tuple[str, ...]) -> list[str]:
    """Return the tokens of a word in the index, in these vocabularies: its fold and its stems."""
    return [fold, *(token for name in names for token in stem_tokens(name, fold))]


class TokenCache:
    """The tokens of the pieces seen so far, in the vocabularies of these names."""

    def __init__(self, names: tuple[str, ...]):
        self._names = names
        self._clear()

    def _clear(self) -> None:
        # One assignment, so that other threads never see one of them without the other.
        self._cache: tuple[set[str], dict[str, list[str]]] = set(), defaultdict(list)

    def pieces_with(self, tokens: Iterable[str], pieces: Set[str]) -> set[str]:
        """Return those of the pieces that contain a word or a compound with one of the tokens."""
        known, pieces_by_token = self._cache
        for piece in pieces - known:
            for token in self._tokens_in(piece):
                pieces_by_token[token].append(piece)
            known.add(piece)
        if len(known) > MAX_CACHED_PIECES:
            self._clear()
        return pieces & set(chain.from_iterable(pieces_by_token.get(token, ()) for token in tokens))

    def _tokens_in(self, piece: str) -> set[str]:
        words = words_in(piece)
        words = [*words, *find_compounds(piece, words)]
        return {token for word in words for token in tokens_of_word(word.folded, self._names)}


get_token_cache = lru_cache(maxsize=32)(TokenCache)
