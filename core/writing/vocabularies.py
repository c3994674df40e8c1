"""Stemming rules and function words (stop words) of each language, for search.

There is one file per vocabulary in the folder ``words``, whose README explains the entries. A
vocabulary is not a language of the site: Bosnian, Croatian, Montenegrin and Serbian share one, and
some are of languages in which the site has documents but no pages. All words are folded
(:mod:`core.writing.folding`), so that a stem is the same in every script and spelling.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from core.writing.folding import fold

VOCABULARY_FOLDER = Path(__file__).parent / "words"

MIN_STEM_LENGTH = 3
"""Letters of a word that an ending must leave."""

MIN_STEM_LENGTH_OF_LONG_WORDS = 5
"""The same for endings that are part of the stem in short words: *ation* in ``station``."""

_CACHED_WORDS = 2**15  # about half a kilobyte each


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Stemming rules and function words of one language or of several similar ones, all folded.

    ``name``: the name of its file.
    ``function_words``: words of a query that need not be found.
    ``letters``: the letters that no other vocabulary's language has, or ``None``.
    ``endings``: for each ending, the number of letters it must leave, and its replacement.
    ``families``: irregular words, each with the first form of its family as the stem.
    ``respellings``: patterns of other spellings of the language, each with its replacement.
    ``snowball``: name of the Snowball algorithm that removes further endings, if any.
    """

    name: str
    function_words: frozenset[str] = field(repr=False)
    letters: re.Pattern[str] | None = field(repr=False, default=None)
    endings: dict[str, list[tuple[int, str]]] = field(repr=False, default_factory=dict)
    families: dict[str, str] = field(repr=False, default_factory=dict)
    respellings: tuple[tuple[re.Pattern[str], str], ...] = field(repr=False, default=())
    snowball: str = ""

    def stems(self, folded: str) -> frozenset[str]:
        """Return all possible stems of the folded word, and always the word itself.

        Two words match if they have a stem in common. Every ending of a word gives a stem, so that
        words with ambiguous endings match all of their forms.
        """
        return _stems(self, folded)

    def recognises(self, text: str) -> bool:
        """Return whether the text contains a letter that only this language has."""
        return bool(self.letters and self.letters.search(text))


@lru_cache(maxsize=_CACHED_WORDS)
def _stems(vocabulary: Vocabulary, folded: str) -> frozenset[str]:
    if folded in vocabulary.families:
        return frozenset({folded, vocabulary.families[folded]})
    stems = set()
    for spelling in {folded, _respelt(vocabulary, folded)}:
        stems.add(vocabulary.families.get(spelling, spelling))
        stems.update(_without_ending(vocabulary, spelling))
        if vocabulary.snowball:
            # A new stemmer for each word, which is cheap: stemmers are not thread-safe.
            stem = snowballstemmer.stemmer(vocabulary.snowball).stemWord(spelling)
            stems.add(stem)
            stems.update(_without_ending(vocabulary, stem))
    return frozenset(stems)


def _respelt(vocabulary: Vocabulary, folded: str) -> str:
    respelt = folded
    for written, meant in vocabulary.respellings:
        respelt = written.sub(meant, respelt)
    return respelt if len(respelt) >= MIN_STEM_LENGTH else folded


def _without_ending(vocabulary: Vocabulary, word: str) -> Iterator[str]:
    """Yield the word without each ending that leaves enough letters."""
    for length in range(MIN_STEM_LENGTH, len(word)):
        for least, replacement in vocabulary.endings.get(word[length:], ()):
            if length >= least:
                yield word[:length] + replacement


@cache
def all_vocabularies() -> tuple[Vocabulary, ...]:
    """Return all vocabularies in the order of their names."""
    return tuple(_read(path) for path in sorted(VOCABULARY_FOLDER.glob("*.toml")))


def _read(path: Path) -> Vocabulary:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    endings: dict[str, list[tuple[int, str]]] = {}
    for key, least in (
        ("endings", MIN_STEM_LENGTH),
        ("endings_of_long_words", MIN_STEM_LENGTH_OF_LONG_WORDS),
    ):
        for entry in table.get(key, "").split():
            ending, _, replacement = entry.partition(">")
            endings.setdefault(ending, []).append((least, replacement))
    families = [fold(line).split() for line in table.get("families", "").splitlines() if line]
    return Vocabulary(
        name=path.stem,
        function_words=frozenset(fold(table["function_words"]).split()),
        letters=re.compile(f"[{table['letters']}]") if "letters" in table else None,
        endings=endings,
        families={form: family[0] for family in families for form in family},
        respellings=tuple(
            (re.compile(written), meant) for written, meant in table.get("respellings", [])
        ),
        snowball=table.get("snowball", ""),
    )


@cache
def _by_name() -> dict[str, Vocabulary]:
    return {vocabulary.name: vocabulary for vocabulary in all_vocabularies()}


def get_vocabulary(name: str) -> Vocabulary:
    """Return the vocabulary of this name; ``KeyError`` if there is none."""
    return _by_name()[name]


@cache
def _foreign_letters(name: str) -> re.Pattern[str]:
    """Return one pattern for the letters that only languages of other vocabularies have."""
    others = (one.letters.pattern for one in all_vocabularies() if one.letters and one.name != name)
    return re.compile("|".join(others))


def vocabularies_of(text: str, name: str) -> tuple[Vocabulary, ...]:
    """Return the vocabularies that apply to a text, in the order of their names.

    They are the named one, of the text's language, and every other that recognises the text,
    because it may quote another language. With an empty name, for a text of unknown language, all
    vocabularies apply.
    """
    if not name:
        return all_vocabularies()
    named = get_vocabulary(name)
    if not _foreign_letters(name).search(text):
        return (named,)
    return tuple(
        vocabulary
        for vocabulary in all_vocabularies()
        if vocabulary is named or vocabulary.recognises(text)
    )
