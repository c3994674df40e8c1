"""Words reduced to what they have in common in every script and spelling, for search.

Folding is for comparing, never for showing: ``Đorđević``, ``Djordjevic`` and ``Ђорђевић`` all fold
to ``dordevic``. Only the letters a to z and the digits 0 to 9 remain, so that any database compares
folded words alike.

Where spellings disagree, the rule is the one that loses least:

* A letter with a mark is the letter without it, because readers leave marks out: č = ć = c,
  š = s, ž = z, ç = c, ë = e, ș = ş = s, ı = i. The Cyrillic letters й, ѓ and ќ are no such case:
  what looks like a mark makes them letters of their own.
* ђ = đ = dj = d, ѓ = gj = g and ќ = kj = k: all of these are written, often in one text.
* Cyrillic has one equivalent in all its languages, that of the Serbian alphabet and, for Bulgarian,
  of scholarly transliteration: ж = ž, ч = č, ц = c, ш = š, х = h, й = ј = j, щ = št, ъ = ă, ю = ju,
  я = ja. A word and its neighbour across the border then mostly agree: реакция = реакција.
* The h of sh, ch and zh stays. English and Albanian have words that differ by nothing else (ship
  and sip, shi and si), and they outnumber the Slavic names that are spelt so. Those meet where it
  costs nothing: in the vocabulary of their own language, which knows the official transliteration
  (``respellings`` in :mod:`core.writing.vocabularies`).
* Greek is written letter for letter, so that its endings stay whole: ου = ou, and also ευ = eu.

Letters of other scripts fold to nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

VERSION = 1
"""Raise this when a word folds or stems differently: indexes of another version are out of date."""

LONGEST_WORD = 64
"""Characters that :func:`find_words` keeps of a folded word; what is longer is hardly a word."""

_CACHED_WORDS = 2**15  # about a quarter of a kilobyte each


class Word(NamedTuple):
    """A word of a text: where it stands in the text as given, and what it folds to."""

    start: int
    end: int
    folded: str


# Letters whose equivalent Unicode does not know. Small ones only: capitals are lowered first.
_LETTERS = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_LETTERS |= {"љ": "lj", "њ": "nj", "џ": "dž", "ѓ": "g", "ќ": "k", "ѕ": "dz"}
_LETTERS |= {"й": "j", "щ": "št", "ъ": "a", "ь": "j", "ю": "ju", "я": "ja"}
_LETTERS |= {"ы": "y", "э": "e", "і": "i", "є": "je", "ґ": "g", "ѣ": "e", "ѫ": "a"}
_LETTERS |= dict(zip("αβγδεζηικλμνξοπρσςτυφχω", "avgdeziiklmnxoprsstufho", strict=True))
_LETTERS |= {"θ": "th", "χ": "ch", "ψ": "ps"}
_LETTERS |= {"đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "þ": "th"}
_LETTERS |= {"ı": "i", "ȷ": "j", "ħ": "h", "ŋ": "ng", "ĸ": "k", "ŧ": "t", "ə": "e", "ƶ": "z"}

# What stands inside a word without being read: combining marks, the soft hyphen, zero widths.
_SILENT = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u061c\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
# Raised digits are marks of footnotes, modifier letters are apostrophes: neither is part of a word.
_READ = r"(?![⁰¹²³⁴-⁹\u02b0-\u02ff])[^\W_]"
_WORD = re.compile(rf"{_READ}(?:{_READ}|[{_SILENT}])*")
_IN_A_WORD = re.compile(rf"{_READ}|[{_SILENT}]")
_HYPHENS = frozenset("-\u2010\u2011")
_SPELT_WITH_J = re.compile(r"(?<=[dgk])j+")


class _Folds(dict[int, str]):
    """What each character folds to; worked out when a character is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _fold_character(character) if _IN_A_WORD.match(character) else " "
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    lowered = character.lower()
    parts = _LETTERS.get(lowered) or unicodedata.normalize("NFKD", lowered)
    if parts != character:
        return "".join(_fold_character(part) for part in parts)
    if character.isascii():
        return character if character.isalnum() else ""
    return str(unicodedata.decimal(character, ""))


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return the folded words of a text, a single space between them; a word folds to one word.

    Folding what is folded changes nothing. Any text is accepted; one without words folds to "".
    """
    letters = unicodedata.normalize("NFC", text).translate(_FOLDS)
    return " ".join(_SPELT_WITH_J.sub("", letters).split())


_fold_word = lru_cache(maxsize=_CACHED_WORDS)(fold)


def find_words(text: str) -> list[Word]:
    """Return the words of a text in their order, with offsets into the text as it was given.

    Apostrophes and hyphens end a word, soft hyphens do not. What folds to nothing is left out.
    """
    return [
        Word(match.start(), match.end(), folded[:LONGEST_WORD])
        for match in _WORD.finditer(text)
        if (folded := _fold_word(match.group()))
    ]


def find_compounds(text: str, words: Sequence[Word]) -> list[Word]:
    """Return what each two of the text's words with a hyphen between them are when joined.

    Many are written both ways: co-operation and cooperation, anti-trafficking and antitrafficking.
    """
    return [
        Word(one.start, other.end, fold(one.folded + other.folded)[:LONGEST_WORD])
        for one, other in pairwise(words)
        if text[one.end : other.start] in _HYPHENS
    ]
