"""Folding of words: one form for all scripts and spellings, to compare them in search.

Folded words are never shown. ``Đorđević``, ``Djordjevic`` and ``Ђорђевић`` all fold to
``dordevic``. Only the letters a to z and the digits 0 to 9 remain, so that every database compares
folded words in the same way.

Where spellings disagree, the rule is the one that keeps most words distinct:

* A letter with a diacritic is the letter without it, because readers omit diacritics: č = ć = c,
  š = s, ž = z, ç = c, ë = e, ș = ş = s, ı = i. The Cyrillic й, ѓ and ќ are separate letters.
* ђ = đ = dj = d, ѓ = gj = g and ќ = kj = k: all of these are written, often in one text.
* Cyrillic has one equivalent in all its languages, that of the Serbian alphabet and, for Bulgarian,
  of scholarly transliteration: ж = ž, ч = č, ц = c, ш = š, х = h, й = ј = j, щ = št, ъ = ă, ю = ju,
  я = ja. So words of related languages mostly fold alike: реакция = реакција.
* The h of sh, ch and zh stays. English and Albanian have words that differ by nothing else (ship
  and sip, shi and si), and they outnumber the Slavic names that are spelt so. For these names, the
  vocabulary of their language has the official transliteration (``respellings`` in
  :mod:`core.writing.vocabularies`).
* Greek is converted letter for letter, so that its endings stay whole: ου = ou, and also ευ = eu.

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

MAX_WORD_LENGTH = 64
"""Characters of a folded word that :func:`find_words` keeps; longer ones are rarely words."""

_CACHED_WORDS = 2**15  # about a quarter of a kilobyte each


class FoldedWord(NamedTuple):
    """A word of a text: its offsets in the given text, and its folded form."""

    start: int
    end: int
    folded: str


# Letters that Unicode does not decompose. Lower case only: capitals are lowered first.
_LETTERS = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_LETTERS |= {"љ": "lj", "њ": "nj", "џ": "dž", "ѓ": "g", "ќ": "k", "ѕ": "dz"}
_LETTERS |= {"й": "j", "щ": "št", "ъ": "a", "ь": "j", "ю": "ju", "я": "ja"}
_LETTERS |= {"ы": "y", "э": "e", "і": "i", "є": "je", "ґ": "g", "ѣ": "e", "ѫ": "a"}
_LETTERS |= dict(zip("αβγδεζηικλμνξοπρσςτυφχω", "avgdeziiklmnxoprsstufho", strict=True))
_LETTERS |= {"θ": "th", "χ": "ch", "ψ": "ps"}
_LETTERS |= {"đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "þ": "th"}
_LETTERS |= {"ı": "i", "ȷ": "j", "ħ": "h", "ŋ": "ng", "ĸ": "k", "ŧ": "t", "ə": "e", "ƶ": "z"}

# Characters within a word that are ignored: combining marks, the soft hyphen, zero widths.
_SILENT = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u061c\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
# Superscript digits mark footnotes, modifier letters are apostrophes: neither is part of a word.
_READ = r"(?![⁰¹²³⁴-⁹\u02b0-\u02ff])[^\W_]"
_WORD = re.compile(rf"{_READ}(?:{_READ}|[{_SILENT}])*")
_IN_A_WORD = re.compile(rf"{_READ}|[{_SILENT}]")
_HYPHENS = frozenset("-\u2010\u2011")
_SPELT_WITH_J = re.compile(r"(?<=[dgk])j+")


class _Folds(dict[int, str]):
    """A table for ``str.translate`` that computes the fold of a character on first use."""

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

    Folding is idempotent. Any text is accepted; one without words folds to "".
    """
    return " ".join(_SPELT_WITH_J.sub("", fold_letters(text)).split())


def fold_letters(text: str) -> str:
    """Return the text with each letter folded by itself, and spaces for what is in no word."""
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


_fold_word = lru_cache(maxsize=_CACHED_WORDS)(fold)


def find_words(text: str) -> list[FoldedWord]:
    """Return the words of a text in their order, with offsets into the text as it was given.

    Apostrophes and hyphens end a word, soft hyphens do not. What folds to nothing is left out.
    """
    return [
        FoldedWord(match.start(), match.end(), folded[:MAX_WORD_LENGTH])
        for match in _WORD.finditer(text)
        if (folded := _fold_word(match.group()))
    ]


def find_compounds(text: str, words: Sequence[FoldedWord]) -> list[FoldedWord]:
    """Return each two hyphenated words of the text as one word.

    Many are written both ways: co-operation and cooperation, anti-trafficking and antitrafficking.
    """
    return [
        FoldedWord(one.start, other.end, fold(one.folded + other.folded)[:MAX_WORD_LENGTH])
        for one, other in pairwise(words)
        if text[one.end : other.start] in _HYPHENS
    ]
