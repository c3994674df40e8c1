"""Lookup of glossary terms in source texts, and of their forms in translations.

The glossary of a language is loaded once for a page, in one query, without proposed terms and
forms. A derived language has the transliterated forms of its origin in addition to its own.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import FilteredRelation, Q, QuerySet
from wagtail.models import Locale

from core.content_cache import cached_for_content
from core.languages import site_language
from core.prepared_queries import prepared_query
from core.writing.transliteration import transliterate
from translation.choices import TermStatus
from translation.models.glossary import GlossaryTerm

# The characters that are typed as a hyphen and as an apostrophe.
HYPHENS, APOSTROPHES = "-‐‑–", "'’ʼ"
# Lengths in characters. Shorter words have too short a stem to be compared without their ending.
MIN_PLURAL_LENGTH, MIN_INFLECTED_LENGTH = 3, 4
MAX_ENDING_LENGTH = 4
WORD = re.compile(r"\w+")
# A proposed form is used nowhere.
LOOKED_UP_STATUSES = (TermStatus.APPROVED, TermStatus.FORBIDDEN)
# In the order of the fields of ``GlossaryEntry``; the text of a term is unique.
TERM_FIELDS = ("text", "note", "needs_footnote")


@dataclass(frozen=True)
class GlossaryEntry:
    """A term with its forms in one language."""

    text: str
    note: str
    needs_footnote: bool
    approved: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GlossaryMatch:
    """An occurrence of a term in a source text, from ``start`` to ``end``."""

    start: int
    end: int
    entry: GlossaryEntry

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
    def needs_footnote(self) -> bool:
        return self.entry.needs_footnote


class GlossaryLookup:
    """All terms of the glossary with their forms in the language of ``locale``."""

    def __init__(self, locale: Locale):
        self.entries = _load_entries(locale)
        longest_first = sorted(self.entries, key=lambda entry: -len(entry.text))
        self._by_group = dict(enumerate(longest_first, start=1))
        alternatives = "|".join(f"({_source_pattern(entry.text)})" for entry in longest_first)
        self._pattern = alternatives and re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    def terms_in(self, text: str) -> list[GlossaryMatch]:
        """Return the terms in a plain source text, in its order, the longer of overlapping ones."""
        if not self._pattern:
            return []
        return [
            GlossaryMatch(match.start(), match.end(), self._by_group[match.lastindex])
            for match in self._pattern.finditer(text)
        ]


def glossary_of(locale: Locale) -> GlossaryLookup:
    """Return the glossary of a language, loaded once as long as no term changes."""
    return cached_for_content(("glossary", locale.pk), lambda: GlossaryLookup(locale))


def _load_entries(locale: Locale) -> list[GlossaryEntry]:
    language = site_language(locale.language_code)
    origin = locale
    if language.derived_from:
        origin = Locale.objects.get(language_code=language.derived_from)
    entries: dict[str, GlossaryEntry] = {}
    for *fields, text, status, locale_id in _forms(locale.pk, origin.pk):
        entry = entries.setdefault(fields[0], GlossaryEntry(*fields))
        if text is None:
            continue  # a term without a form in this language
        same_status = entry.forbidden if status == TermStatus.FORBIDDEN else entry.approved
        text = text if locale_id == locale.pk else transliterate(text)
        same_status.extend([text] if text not in same_status else [])
    return list(entries.values())


@prepared_query
def _forms(locale: int, origin: int) -> QuerySet:
    """Return the agreed terms, each as often as it has forms in these two locales, or once."""
    is_in_locales = Q(forms__locale=locale) | Q(forms__locale=origin)
    is_looked_up = Q(forms__status__in=LOOKED_UP_STATUSES)
    return (
        GlossaryTerm.objects.agreed()
        .annotate(form=FilteredRelation("forms", condition=is_in_locales & is_looked_up))
        .order_by("text", "form__sort_order", "form__pk")
        .values_list(*TERM_FIELDS, "form__text", "form__status", "form__locale")
    )


def _source_pattern(term: str) -> str:
    """Return a pattern for a term, ignoring case, with each of its words in singular or plural.

    A term in capitals is a name and has to match exactly.
    """
    return (
        _pattern(term, re.escape) if term.isupper() else f"(?i:{_pattern(term, _plural_pattern)})"
    )


def _pattern(text: str, word_pattern: Callable[[str], str]) -> str:
    """Return a pattern for a text with any kind of spaces, hyphens and apostrophes."""
    punctuation = dict.fromkeys(HYPHENS, f"[{HYPHENS}]") | dict.fromkeys(
        APOSTROPHES, f"[{APOSTROPHES}]"
    )
    pattern = ""
    for part in re.findall(r"\w+|\s+|.", text.strip()):
        if part.isspace():
            pattern += r"\s+"
        elif WORD.fullmatch(part):
            pattern += word_pattern(part)
        else:
            pattern += punctuation.get(part, re.escape(part))
    return pattern


def _plural_pattern(word: str) -> str:
    if len(word) < MIN_PLURAL_LENGTH:
        return word
    return f"{word[:-1]}(?:y|ies)" if word.lower().endswith("y") else f"{word}(?:e?s)?"


def _inflected_pattern(word: str) -> str:
    if len(word) < MIN_INFLECTED_LENGTH or word.isupper():
        return word
    kept = word[:-1] if len(word) == MIN_INFLECTED_LENGTH else word[:-2]
    return rf"{kept}\w{{0,{MAX_ENDING_LENGTH}}}"


def occurrences(form: str, text: str) -> list[tuple[int, int]]:
    """Return the spans of a form in a translation, with any ending on each of its longer words."""
    pattern = rf"(?<!\w){_pattern(form, _inflected_pattern)}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def has_stems(form: str, text: str) -> bool:
    """Whether the stems of a form's words occur in a translation, in whatever order.

    Short words are ignored, unless there are no others. Of a long form one word in four may be
    missing, since some words change more than their ending.
    """
    given = _folded_words(text)
    wanted = _folded_words(form)
    wanted = [word for word in wanted if len(word) > MIN_PLURAL_LENGTH] or wanted
    missing = [word for word in wanted if not any(other.startswith(_stem(word)) for other in given)]
    return len(missing) <= len(wanted) // 4


def _folded_words(text: str) -> list[str]:
    """Return the words in lower case and without diacritics, which some inflections change."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return WORD.findall("".join(char for char in decomposed if not unicodedata.combining(char)))


def _stem(word: str) -> str:
    """Return the first letters of a word, which are mostly the same in its inflected forms."""
    return word[: max(3, len(word) // 2 + 1)]
