"""The agreed terms of one language: found in a source text, looked for in its translation.

A termbase is read once for a page, in two queries. A language that is derived from another has the
other's forms, transliterated, beside its own.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from wagtail.models import Locale

from core.languages import get
from core.writing.transliteration import transliterate
from translation.choices import TermStatus
from translation.models.terms import Term, TermForm

# What typists use for a hyphen and an apostrophe.
HYPHENS, APOSTROPHES = "-‐‑–", "'’ʼ"
# Shorter words have too little of a stem to be compared without their ending.
SHORTEST_PLURAL, SHORTEST_INFLECTED = 3, 4
LONGEST_ENDING = 4
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Entry:
    """A term with its forms in one language."""

    text: str
    category: str
    note: str
    needs_footnote: bool
    approved: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FoundTerm:
    """A term that stands in a source text, from ``start`` to ``end``."""

    start: int
    end: int
    entry: Entry

    @property
    def term(self) -> str:
        return self.entry.text

    @property
    def approved(self) -> list[str]:
        return self.entry.approved

    @property
    def forbidden(self) -> list[str]:
        return self.entry.forbidden

    @property
    def note(self) -> str:
        return self.entry.note

    @property
    def category(self) -> str:
        return self.entry.category

    @property
    def needs_footnote(self) -> bool:
        return self.entry.needs_footnote


class Termbase:
    """All terms, with their forms in the language of ``locale``."""

    def __init__(self, locale: Locale):
        self.entries = _read(locale)
        longest_first = sorted(self.entries, key=lambda entry: -len(entry.text))
        self._by_group = dict(enumerate(longest_first, start=1))
        alternatives = "|".join(f"({_source_pattern(entry.text)})" for entry in longest_first)
        self._pattern = alternatives and re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    def terms_in(self, text: str) -> list[FoundTerm]:
        """The terms in a plain source text, in its order; of two in one place, the longer one."""
        if not self._pattern:
            return []
        return [
            FoundTerm(match.start(), match.end(), self._by_group[match.lastindex])
            for match in self._pattern.finditer(text)
        ]


def terms_in(text: str, locale: Locale) -> list[FoundTerm]:
    """The terms in one text. For a whole page, keep a :class:`Termbase`."""
    return Termbase(locale).terms_in(text)


def _read(locale: Locale) -> list[Entry]:
    language = get(locale.language_code)
    terms = Term.objects.values_list("pk", "text", "category", "note", "needs_footnote")
    entries = {pk: Entry(*fields) for pk, *fields in terms}
    codes = [code for code in (language.code, language.derived_from) if code]
    forms = (
        TermForm.objects.filter(locale__language_code__in=codes)
        .order_by("sort_order", "pk")
        .values_list("term", "text", "status", "locale__language_code")
    )
    for pk, text, status, code in forms:
        if pk not in entries:
            continue  # added since
        entry = entries[pk]
        same_status = entry.forbidden if status == TermStatus.FORBIDDEN else entry.approved
        text = text if code == language.code else transliterate(text)
        same_status.extend([text] if text not in same_status else [])
    return list(entries.values())


def _source_pattern(term: str) -> str:
    """A term as it may stand in a text: in any case, each of its words in singular or plural.

    A term in capitals is a name: it is looked for as it is written.
    """
    return _spelled(term, re.escape) if term.isupper() else f"(?i:{_spelled(term, _in_plural)})"


def _spelled(text: str, word: Callable[[str], str]) -> str:
    """A pattern for a text, whatever its spaces, hyphens and apostrophes look like."""
    signs = dict.fromkeys(HYPHENS, f"[{HYPHENS}]") | dict.fromkeys(APOSTROPHES, f"[{APOSTROPHES}]")
    pattern = ""
    for part in re.findall(r"\w+|\s+|.", text.strip()):
        if part.isspace():
            pattern += r"\s+"
        elif WORD.fullmatch(part):
            pattern += word(part)
        else:
            pattern += signs.get(part, re.escape(part))
    return pattern


def _in_plural(word: str) -> str:
    if len(word) < SHORTEST_PLURAL:
        return word
    return f"{word[:-1]}(?:y|ies)" if word.lower().endswith("y") else f"{word}(?:e?s)?"


def _inflected(word: str) -> str:
    if len(word) < SHORTEST_INFLECTED or word.isupper():
        return word
    kept = word[:-1] if len(word) == SHORTEST_INFLECTED else word[:-2]
    return rf"{kept}\w{{0,{LONGEST_ENDING}}}"


def occurrences(form: str, text: str) -> list[tuple[int, int]]:
    """Where a form stands in a translation, with any ending on each of its longer words."""
    pattern = rf"(?<!\w){_spelled(form, _inflected)}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def has_stems(form: str, text: str) -> bool:
    """Whether the stems of a form's words stand in a translation, in whatever order.

    Short words are left out, unless there is no other, and of a long form one word in four may be
    missing: some words change more than their ending.
    """
    words = _folded_words(text)
    of_form = _folded_words(form)
    of_form = [word for word in of_form if len(word) > SHORTEST_PLURAL] or of_form
    missing = [word for word in of_form if not any(other.startswith(stem(word)) for other in words)]
    return len(missing) <= len(of_form) // 4


def _folded_words(text: str) -> list[str]:
    """The words in small letters, without the marks that some cases add and others drop."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return WORD.findall("".join(sign for sign in decomposed if not unicodedata.combining(sign)))


def stem(word: str) -> str:
    """The first letters of a word, which its inflected forms have in common, too."""
    return word[: max(3, len(word) // 2 + 1)]
