"""Convert the texts of an object into the tokens that the index stores.

The folded form of each word is stored with its positions, so that phrases can be matched. Its stems
in each vocabulary of the text are stored once. A word in a title, a summary or an attached file
gets further tokens with a prefix, so that the engines need neither columns nor weights.
"""

from collections import Counter, defaultdict
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from django.db.models import Model

from core.writing.folding import find_compounds, find_words
from core.writing.vocabularies import get_vocabulary, vocabularies_of

# A position without a word between two texts, so that no phrase matches across them.
GAP = "_"
# PostgreSQL stores neither higher positions nor more positions of one word. Both engines store the
# same, so that they return the same. Phrases match up to the last position, words everywhere.
LAST_POSITION = 16_000
MAX_POSITIONS = 250
MAX_NAME_LENGTH = 100  # characters; so short a text is likely to be a name that other pages contain
# Limit for the different tokens of one object, each with an overhead: PostgreSQL stores at most
# 2 ** 20 bytes, including the positions.
MAX_TOTAL_SIZE = 1_000_000
TOKEN_OVERHEAD = 4
MAX_TOKEN_SIZE = 100  # including the overhead


class TextPart(StrEnum):
    """The part of an object that contains a word; the value is the prefix of the token."""

    TEXT = ""
    TITLE = "t_"
    SUMMARY = "s_"
    FILE = "f_"


class IndexTokens:
    """The tokens of one object.

    ``sequence``: the folded words in order, the index plus one being the position.
    ``bag``: tokens without a position.
    ``unpositioned``: compounds, and words beyond the last position; phrases do not contain them.
    ``attributes``: tokens of attributes such as the year.

    If there are too many tokens, those added last are left out: the stems of files.
    """

    def __init__(self):
        self.sequence: list[str] = []
        self.bag: dict[str, None] = {}
        self.unpositioned: dict[str, None] = {}
        self.attributes: set[str] = set()
        self._occurrences: Counter[str] = Counter()

    def add_text(self, text: str, vocabulary: str, part: TextPart = TextPart.TEXT) -> None:
        """Add a text in the language of the vocabulary with this name; "" for any language.

        Words of a title and of a summary are words of the text, too; those of a file are not.
        """
        in_sequence = TextPart.FILE if part is TextPart.FILE else TextPart.TEXT
        analyse = _analyse_name if len(text) <= MAX_NAME_LENGTH else _analyse
        folds, compounds, stems, vocabularies = analyse(text, vocabulary)
        for folded in folds:
            self._append(in_sequence + folded)
        self.unpositioned.update((in_sequence + folded, None) for folded in compounds)
        for each in dict.fromkeys((in_sequence, part)):
            self.bag.update((each + token, None) for token in stems)
        if part is not in_sequence:
            self.bag.update((part + folded, None) for folded in [*folds, *compounds])
        self.attributes.update(vocabularies)
        self.sequence.append(GAP)

    def add_prefixes(self, text: str) -> None:
        """Add tokens that autocompletion matches by their prefixes."""
        self.bag.update((prefix_token(word.folded), None) for word in find_words(text))

    def add_attribute(self, name: str, value: str) -> None:
        self.attributes.add(attribute_token(name, value))

    def _append(self, token: str) -> None:
        self._occurrences[token] += 1
        if len(self.sequence) >= LAST_POSITION:
            self.unpositioned[token] = None
        else:
            self.sequence.append(token if self._occurrences[token] <= MAX_POSITIONS else GAP)

    def _stored(self) -> set[str]:
        """Return the different tokens within the limits of PostgreSQL."""
        tokens = dict.fromkeys(
            chain(sorted(self.attributes), self.sequence, self.unpositioned, self.bag)
        )
        tokens.pop(GAP, None)
        if len(tokens) * MAX_TOKEN_SIZE <= MAX_TOTAL_SIZE:
            return set(tokens)
        sizes = accumulate(len(token) + TOKEN_OVERHEAD for token in tokens)
        return {token for token, size in zip(tokens, sizes, strict=True) if size <= MAX_TOTAL_SIZE}

    def as_fts5_text(self) -> str:
        """Return all tokens as a text for SQLite, separated by spaces."""
        stored = self._stored()
        positioned = [token if token in stored else GAP for token in self.sequence]
        unpositioned = sorted(stored & self.unpositioned.keys())
        rest = sorted(stored - set(positioned) - self.unpositioned.keys())
        return " ".join([*positioned, *(f"{GAP} {token}" for token in unpositioned), GAP, *rest])

    def as_tsvector(self) -> str:
        """Return all tokens as a ``tsvector`` literal; only the sequence has positions."""
        stored, positions = self._stored(), defaultdict(list)
        for position, token in enumerate(self.sequence, start=1):
            if token in stored:
                positions[token].append(str(position))
        positioned = [f"'{token}':{','.join(found)}" for token, found in positions.items()]
        rest = sorted(stored - set(positions))
        return " ".join([*positioned, *(f"'{token}'" for token in rest)])


class _AnalysedText(NamedTuple):
    """Folded words and compounds of a text, their stem tokens, and tokens of its vocabularies."""

    folds: list[str]
    compounds: list[str]
    stems: list[str]
    vocabularies: list[str]


def _analyse(text: str, vocabulary: str) -> _AnalysedText:
    names = [item.name for item in vocabularies_of(text, vocabulary)]
    words = find_words(text)
    folds = [word.folded for word in words]
    compounds = [word.folded for word in find_compounds(text, words)]
    different = dict.fromkeys([*folds, *compounds])
    stems = [token for folded in different for name in names for token in stem_tokens(name, folded)]
    return _AnalysedText(
        folds, compounds, stems, [attribute_token("vocabulary", name) for name in names]
    )


# Every page on a state contains its names in all languages.
_analyse_name = lru_cache(maxsize=10_000)(_analyse)


@lru_cache(maxsize=200_000)
def stem_tokens(vocabulary: str, folded: str) -> tuple[str, ...]:
    """Return the tokens of a word's stems; each contains the name of its vocabulary.

    Function words have none: they are hardly inflected, and would match forms of other words.
    """
    known = get_vocabulary(vocabulary)
    if folded in known.function_words:
        return ()
    return tuple(f"{vocabulary}_{stem}" for stem in sorted(known.stems(folded)))


def prefix_token(folded: str) -> str:
    """Return the token by which autocompletion finds a word, or the start of one."""
    return f"b_{folded}"


def page_kind(model: type[Model]) -> str:
    """Return the name of a page type in the index and in URLs, e.g. ``meeting``."""
    return model._meta.model_name.removesuffix("page")


def attribute_token(name: str, value: str) -> str:
    """Return the token of an attribute such as the year.

    ``value`` may contain ASCII letters, digits and ``-``.
    """
    return f"m_{name}_{value.lower().replace('-', '_')}"
