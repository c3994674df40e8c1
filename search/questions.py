"""What a reader asked, taken apart into the words and phrases to look for.

Any text is a question: nothing that can be typed is an error, and no sign is a command. Only
quotation marks mean something, those of every language of the region: what stands between them
is looked for as it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from core.writing.folding import find_words

LONGEST = 200  # characters; the rest is cut
MOST_TERMS = 12

# Each language opens and closes with other marks, and one language's closing mark opens in the
# next („…“ and “…”, «…» and »…«); therefore any mark of a family closes what another has opened.
_CURVED = r"""(?:[„“”‟"″＂]|,,|'')"""
_POINTED = r"[«»‹›]"
# A mark without a second one opens a phrase only directly before it: not in 'Declaration” of'.
_PHRASE = re.compile(
    rf"{_CURVED}(.*?){_CURVED}|{_POINTED}(.*?){_POINTED}|(?:{_CURVED}|{_POINTED})(?=\w)(.*)$"
)
# Controls, format characters such as soft hyphens and changes of direction, halves of a pair.
_UNSEEN = {"Cc", "Cf", "Cs"}


@dataclass(frozen=True)
class Term:
    """One thing to look for.

    ``text``: as it was typed, without its quotation marks.
    ``words``: its folds, in order; a plain term has one.
    ``is_phrase``: it stood in quotation marks: its words, even a single one, are looked for as
    they are, in this order, without the other forms of a word.
    """

    text: str
    words: tuple[str, ...]
    is_phrase: bool = False


@dataclass(frozen=True)
class Question:
    """What was asked.

    ``text``: the question as it is shown to the reader again, in one line.
    ``terms``: what to look for, in the order of the question, each once.
    ``was_cut``: it was longer than what is looked for.
    """

    text: str
    terms: tuple[Term, ...]
    was_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.terms


def parse(text: str) -> Question:
    """Return the question in this text. Never raises, whatever the text holds."""
    line, was_cut = _cut(_readable(text))
    terms: dict[tuple, Term] = {}
    for term in _terms(line):
        terms.setdefault((term.words, term.is_phrase), term)
    was_cut = was_cut or len(terms) > MOST_TERMS
    return Question(line, tuple(islice(terms.values(), MOST_TERMS)), was_cut)


def _readable(text: str) -> str:
    """Put the text in one line and leave out what nobody sees."""
    seen = (sign for sign in text if sign.isspace() or unicodedata.category(sign) not in _UNSEEN)
    return " ".join("".join(seen).split())


def _cut(line: str) -> tuple[str, bool]:
    """Return at most ``LONGEST`` characters, up to the end of a word if one ends there."""
    if len(line) <= LONGEST:
        return line, False
    border = line.rfind(" ", 1, LONGEST + 1)
    return line[: border if border > 0 else LONGEST], True


def _terms(line: str) -> Iterator[Term]:
    position = 0
    for phrase in _PHRASE.finditer(line):
        yield from _plain_terms(line[position : phrase.start()])
        text = phrase[phrase.lastindex]
        words = tuple(word.folded for word in find_words(text))
        if words:
            yield Term(text.strip(), words, is_phrase=True)
        position = phrase.end()
    yield from _plain_terms(line[position:])


def _plain_terms(text: str) -> Iterator[Term]:
    return (Term(text[word.start : word.end], (word.folded,)) for word in find_words(text))
