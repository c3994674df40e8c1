"""Alphabetical order by the rules of each language.

The alphabets are in a setting (``SITE_ALPHABETS``), taken from CLDR's collation rules, because
Babel has no collation.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar
from unicodedata import normalize

from django.conf import settings

from .languages import Language

Item = TypeVar("Item")


def sort_key(text: str, language: Language) -> tuple[int, ...]:
    """Return a key that orders ``text`` by the language's alphabet, digraphs included.

    Letters outside the alphabet follow it in code point order. Punctuation and spaces come first.
    """
    ranks, longest = _ranks(language.code)
    # The text may have combining marks; the alphabets have precomposed letters.
    lowered, key, position = normalize("NFC", text).lower(), [], 0
    while position < len(lowered):
        for length in range(longest, 0, -1):
            rank = ranks.get(lowered[position : position + length])
            if rank is not None:
                break
        else:
            character = lowered[position]
            rank, length = ord(character) + (1000 if character.isalpha() else -100_000_000), 1
        key.append(rank)
        position += length
    return tuple(key)


def alphabetical(
    items: Iterable[Item], language: Language, name: Callable[[Item], str] = str
) -> list[Item]:
    """Return the items in the order of their names in ``language``."""
    return sorted(items, key=lambda item: sort_key(name(item), language))


@cache
def _ranks(code: str) -> tuple[dict[str, int], int]:
    """Return the rank of each letter, and the length of the longest letter: a digraph has two."""
    letters = settings.SITE_ALPHABETS[code].split()
    return {letter: rank for rank, letter in enumerate(letters)}, max(map(len, letters))
