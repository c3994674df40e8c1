"""From the texts of an object to the tokens that it is found by.

A word gives its fold, in sequence, so that phrases can be matched, and, once for all, its stems
under each vocabulary of the text. The same word gives further tokens where it stands in a title, in
a summary or in an attached file, so that the engines need no columns and no weights of their own.
"""

from collections import Counter, defaultdict
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from django.db.models import Model

from core.writing.folding import find_compounds, find_words
from core.writing.vocabularies import get_vocabulary, vocabularies_of

# Stands between texts, so that no phrase reaches from one into the next.
GAP = "_"
# PostgreSQL counts no further, nor does it remember more places of one word; both engines are given
# the same, so that they answer the same. Phrases are found up to there, words everywhere.
LAST_POSITION = 16_000
MOST_PLACES = 250
LONGEST_NAME = 100  # characters; so short a text is likely to come again
# All different tokens of one object together, and what each takes besides; PostgreSQL holds 2 ** 20
# bytes, places included.
MOST_CHARACTERS = 1_000_000
COST = 4
LONGEST_TOKEN = 100  # at most, with its cost


class Part(StrEnum):
    """Where a word stands; the value begins its token."""

    TEXT = ""
    TITLE = "t_"
    SUMMARY = "s_"
    FILE = "f_"


class Tokens:
    """The tokens of one object: words in sequence, and a bag of all tokens without a place.

    ``loose`` are compounds, and words beyond the last place: they are found, but in no phrase.
    ``marks`` are facts. Of too many tokens those added last are left out: stems of files.
    """

    def __init__(self):
        self.sequence: list[str] = []
        self.bag: dict[str, None] = {}
        self.loose: dict[str, None] = {}
        self.marks: set[str] = set()
        self._places: Counter[str] = Counter()

    def add_text(self, text: str, vocabulary: str, part: Part = Part.TEXT) -> None:
        """Add a text in the language of ``vocabulary``, by its name; "" for any language.

        Words of a title and of a summary are words of the text as well; those of a file are not.
        """
        in_sequence = Part.FILE if part is Part.FILE else Part.TEXT
        read = _read_name if len(text) <= LONGEST_NAME else _read
        folds, compounds, stems, marks = read(text, vocabulary)
        for folded in folds:
            self._place(in_sequence + folded)
        self.loose.update((in_sequence + folded, None) for folded in compounds)
        for each in dict.fromkeys((in_sequence, part)):
            self.bag.update((each + token, None) for token in stems)
        if part is not in_sequence:
            self.bag.update((part + folded, None) for folded in [*folds, *compounds])
        self.marks.update(marks)
        self.sequence.append(GAP)

    def add_beginnings(self, text: str) -> None:
        """Let the object be found by the beginnings of these words, while they are being typed."""
        self.bag.update((beginning(word.folded), None) for word in find_words(text))

    def add_mark(self, name: str, value: str) -> None:
        self.marks.add(mark(name, value))

    def _place(self, token: str) -> None:
        self._places[token] += 1
        if len(self.sequence) >= LAST_POSITION:
            self.loose[token] = None
        else:
            self.sequence.append(token if self._places[token] <= MOST_PLACES else GAP)

    def _held(self) -> set[str]:
        """Return the different tokens, without those that PostgreSQL has no room for."""
        tokens = dict.fromkeys(chain(sorted(self.marks), self.sequence, self.loose, self.bag))
        tokens.pop(GAP, None)
        if len(tokens) * LONGEST_TOKEN <= MOST_CHARACTERS:
            return set(tokens)
        sizes = accumulate(len(token) + COST for token in tokens)
        return {token for token, size in zip(tokens, sizes, strict=True) if size <= MOST_CHARACTERS}

    def as_line(self) -> str:
        """All tokens in one line, as SQLite reads it."""
        held = self._held()
        placed = [token if token in held else GAP for token in self.sequence]
        loose = sorted(held & self.loose.keys())
        rest = sorted(held - set(placed) - self.loose.keys())
        return " ".join([*placed, *(f"{GAP} {token}" for token in loose), GAP, *rest])

    def as_vector(self) -> str:
        """All tokens as a literal of PostgreSQL's ``tsvector``; only the sequence has places."""
        held, places = self._held(), defaultdict(list)
        for position, token in enumerate(self.sequence, start=1):
            if token in held:
                places[token].append(str(position))
        placed = [f"'{token}':{','.join(found)}" for token, found in places.items()]
        return " ".join([*placed, *(f"'{token}'" for token in sorted(held - set(places)))])


class _Reading(NamedTuple):
    """The folds of a text and of its compounds, the tokens of their stems, the vocabularies'
    marks.
    """

    folds: list[str]
    compounds: list[str]
    stems: list[str]
    marks: list[str]


def _read(text: str, vocabulary: str) -> _Reading:
    names = [item.name for item in vocabularies_of(text, vocabulary)]
    words = find_words(text)
    folds = [word.folded for word in words]
    compounds = [word.folded for word in find_compounds(text, words)]
    different = dict.fromkeys([*folds, *compounds])
    stems = [token for folded in different for name in names for token in stem_tokens(name, folded)]
    return _Reading(folds, compounds, stems, [mark("vocabulary", name) for name in names])


# Every page on a state holds its names in all languages.
_read_name = lru_cache(maxsize=10_000)(_read)


@lru_cache(maxsize=200_000)
def stem_tokens(vocabulary: str, folded: str) -> tuple[str, ...]:
    """The tokens of a word's stems: a stem means something within its own vocabulary only.

    Function words have none: they change their form little, and would be taken for forms of others.
    """
    known = get_vocabulary(vocabulary)
    if folded in known.function_words:
        return ()
    return tuple(f"{vocabulary}_{stem}" for stem in sorted(known.stems(folded)))


def beginning(folded: str) -> str:
    return f"b_{folded}"


def kind_of(model: type[Model]) -> str:
    """The word for a page type in the index and in addresses, e.g. ``meeting``."""
    return model._meta.model_name.removesuffix("page")


def mark(name: str, value: str) -> str:
    """The token of a fact, such as the year or a theme: letters, digits and ``-`` of its value."""
    return f"m_{name}_{value.lower().replace('-', '_')}"
