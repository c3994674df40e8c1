"""What search knows of the words of each language: their endings, and which say little.

One readable file per vocabulary in the folder ``words``, whose README explains the entries. A
vocabulary is not a language of the site: Bosnian, Croatian, Montenegrin and Serbian share one, and
some belong to languages in which the site has documents but no pages. Everything works on folded
words (:mod:`core.writing.folding`), so that a stem is the same in every script and spelling.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from core.writing.folding import fold

FOLDER = Path(__file__).parent / "words"

SHORTEST_STEM = 3
"""Letters of a word that an ending must leave."""

SHORTEST_STEM_OF_LONG_WORDS = 5
"""The same for endings that short words only seem to have, as ``station`` seems to have *ation*."""

_CACHED_WORDS = 2**15  # about half a kilobyte each


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of one language, or of several that share their words; all of them folded.

    ``name``: that of its file.
    ``function_words``: words that a question holds without asking for them.
    ``letters``: the letters that no other vocabulary's language has, or ``None``.
    ``endings``: for each ending, the letters it must leave and those that take its place.
    ``families``: words whose forms are listed instead, each with the first of its family.
    ``respellings``: how the language is also written, each with what the fold would be.
    ``snowball``: name of the Snowball algorithm that takes off further endings, if any.
    """

    name: str
    function_words: frozenset[str] = field(repr=False)
    letters: re.Pattern[str] | None = field(repr=False, default=None)
    endings: dict[str, list[tuple[int, str]]] = field(repr=False, default_factory=dict)
    families: dict[str, str] = field(repr=False, default_factory=dict)
    respellings: tuple[tuple[re.Pattern[str], str], ...] = field(repr=False, default=())
    snowball: str = ""

    def stems(self, folded: str) -> frozenset[str]:
        """Return every stem that the folded word may have, and always the word itself.

        Two words are taken for forms of one if they have a stem in common. Offering each stem that
        some ending leaves, instead of choosing one, joins forms whose endings are ambiguous.
        """
        return _stems(self, folded)

    def recognises(self, text: str) -> bool:
        """Whether the text holds a letter that only this vocabulary's language has."""
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
            # Made for each word, which costs nothing: a stemmer must not serve two threads.
            stem = snowballstemmer.stemmer(vocabulary.snowball).stemWord(spelling)
            stems.add(stem)
            stems.update(_without_ending(vocabulary, stem))
    return frozenset(stems)


def _respelt(vocabulary: Vocabulary, folded: str) -> str:
    respelt = folded
    for written, meant in vocabulary.respellings:
        respelt = written.sub(meant, respelt)
    return respelt if len(respelt) >= SHORTEST_STEM else folded


def _without_ending(vocabulary: Vocabulary, word: str) -> Iterator[str]:
    """The word without each of its endings that leaves enough of it."""
    for length in range(SHORTEST_STEM, len(word)):
        for least, replacement in vocabulary.endings.get(word[length:], ()):
            if length >= least:
                yield word[:length] + replacement


@cache
def all_vocabularies() -> tuple[Vocabulary, ...]:
    """Every vocabulary there is, in the order of their names."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> Vocabulary:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    endings: dict[str, list[tuple[int, str]]] = {}
    for key, least in (
        ("endings", SHORTEST_STEM),
        ("endings_of_long_words", SHORTEST_STEM_OF_LONG_WORDS),
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
    """Letters that only languages of other vocabularies have, to be looked for all at once."""
    others = (one.letters.pattern for one in all_vocabularies() if one.letters and one.name != name)
    return re.compile("|".join(others))


def vocabularies_of(text: str, name: str) -> tuple[Vocabulary, ...]:
    """Return the vocabularies that may know the words of a text, in the order of their names.

    They are the one named, which is the one of the text's language, and every other that recognises
    the text, which may quote its language. An empty name stands for a text of unknown language:
    that may be any of them.
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
