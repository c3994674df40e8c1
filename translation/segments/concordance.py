"""The concordance: confirmed translations whose source or target contains certain words.

Words match as in the search of the site: with any ending, in either script (:mod:`core.writing`).
No database can compare them so. Therefore the latest translations are compared here, up to a number
of them and within a time.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from core.writing.folding import find_compounds, find_words
from core.writing.vocabularies import Vocabulary, get_vocabulary
from translation.models import Assignment
from translation.segments.glossary_lookup import GlossaryEntry, GlossaryLookup
from translation.segments.markup import plain_text
from translation.segments.memory import confirmed_translations

MAX_QUERY_LENGTH = 200  # characters
MAX_WORDS = 12
MAX_CANDIDATES = 10_000  # translations, the latest
MAX_SECONDS = 2.0
MAX_TERMS = 10


class TextRun(NamedTuple):
    """A part of a text; ``is_match`` is whether it is a word that was searched for."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class WordMatch:
    """Where a text contains the words of a query.

    ``spans`` are start and end of each word. ``is_phrase`` is whether they follow one another.
    """

    spans: list[tuple[int, int]]
    is_phrase: bool


class WordMatcher:
    """Finds the words of one query, in any of their forms, in texts of one language.

    A text matches if it contains all of them. Function words of the language are left out, unless
    the query has no others.
    """

    def __init__(self, query: str, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        folded = dict.fromkeys(word.folded for word in find_words(query[:MAX_QUERY_LENGTH]))
        words = list(islice(folded, MAX_WORDS))
        content = [word for word in words if word not in vocabulary.function_words]
        self._wanted = [self._stems(word) for word in content or words]
        self._numbers: dict[str, frozenset[int]] = {}

    def match(self, text: str) -> WordMatch | None:
        """Return where a plain text contains all words; ``None`` if it does not."""
        words = find_words(text)
        compounds = find_compounds(text, words)
        found = {word: self._numbers_of(word.folded) for word in (*words, *compounds)}
        if not self._wanted or len(frozenset().union(*found.values())) < len(self._wanted):
            return None
        spans = sorted((word.start, word.end) for word, numbers in found.items() if numbers)
        content = [
            found[word] for word in words if word.folded not in self._vocabulary.function_words
        ]
        starts = range(len(content) - len(self._wanted) + 1)
        is_phrase = any(
            all(number in content[start + number] for number in range(len(self._wanted)))
            for start in starts
        )
        return WordMatch(spans, is_phrase)

    def _numbers_of(self, folded: str) -> frozenset[int]:
        """Return the positions in the query of the words that this is a form of."""
        if folded not in self._numbers:
            stems = self._stems(folded)
            self._numbers[folded] = frozenset(
                number for number, wanted in enumerate(self._wanted) if wanted & stems
            )
        return self._numbers[folded]

    def _stems(self, folded: str) -> frozenset[str]:
        # Function words are hardly inflected, and their stems would be those of other words.
        if folded in self._vocabulary.function_words:
            return frozenset({folded})
        return self._vocabulary.stems(folded)


@dataclass
class ConcordanceHit:
    """A source text with one of its translations, on one or several pages.

    ``pk`` is that of the latest ``StringTranslation``, ``places`` the number of all of them.
    """

    pk: int
    source: str
    target: str
    source_match: WordMatch | None
    target_match: WordMatch | None
    places: int = 1
    origin: "ConcordanceHitOrigin | None" = None

    @property
    def is_phrase(self) -> bool:
        return any(match and match.is_phrase for match in (self.source_match, self.target_match))

    @property
    def further_places(self) -> int:
        return self.places - 1

    @property
    def source_runs(self) -> list[TextRun]:
        return text_runs(self.source, self.source_match)

    @property
    def target_runs(self) -> list[TextRun]:
        return text_runs(self.target, self.target_match)


@dataclass(frozen=True)
class ConcordanceHitOrigin:
    """Where a translation stands, and who wrote it.

    ``assignment`` and ``segment_pk`` are those of the place in the translation editor; ``None`` if
    nobody translates the page, or if the text is of an earlier version of the page.
    """

    translation: StringTranslation
    title: str
    assignment: Assignment | None
    segment_pk: int | None


class ConcordanceSearch:
    """The confirmed translations of one language that contain the words of a query.

    Those in which the words follow one another come first, and of these the latest. ``hits`` are
    all of them; ``is_complete`` is whether every translation was compared.
    """

    def __init__(self, query: str, assignment: Assignment):
        self.query, self.assignment = query[:MAX_QUERY_LENGTH], assignment
        self._sources = self._matcher(assignment.source_language.vocabulary)
        self._targets = self._matcher(assignment.language.vocabulary)
        self.is_complete = True
        self.hits = sorted(self._find(), key=lambda hit: not hit.is_phrase)

    def _matcher(self, vocabulary: str) -> WordMatcher:
        return WordMatcher(self.query, get_vocabulary(vocabulary))

    def _find(self) -> Iterable[ConcordanceHit]:
        until = time.monotonic() + MAX_SECONDS
        candidates = confirmed_translations(self.assignment.translation).order_by("-updated_at")
        rows = candidates.values_list("pk", "translation_of__data", "data")[: MAX_CANDIDATES + 1]
        found: dict[tuple[str, str], ConcordanceHit] = {}
        for number, (pk, source, target) in enumerate(rows):
            if number == MAX_CANDIDATES or time.monotonic() > until:
                self.is_complete = False
                break
            texts = _plain(source), _plain(target)
            if texts in found:
                found[texts].places += 1
                continue
            matches = self._sources.match(texts[0]), self._targets.match(texts[1])
            if any(matches):
                found[texts] = ConcordanceHit(pk, *texts, *matches)
        return found.values()

    def terms(self) -> list[GlossaryEntry]:
        """Return the glossary terms in the query, and those that contain it in either language."""
        lookup = GlossaryLookup(self.assignment.translation.target_locale)
        named = {match.term for match in lookup.terms_in(self.query)}
        return [
            entry
            for entry in lookup.entries
            if entry.text in named
            or self._sources.match(entry.text)
            or any(self._targets.match(form) for form in (*entry.approved, *entry.forbidden))
        ][:MAX_TERMS]

    def first_hits(self, most: int) -> list[ConcordanceHit]:
        """Return the first hits with their origins, in four queries."""
        hits = self.hits[:most]
        stored = StringTranslation.objects.select_related(
            "context", "last_translated_by__wagtail_userprofile"
        ).in_bulk([hit.pk for hit in hits])
        places = _ConcordanceOccurrences(self.assignment, stored.values())
        for hit in hits:
            hit.origin = places.origin_of(stored[hit.pk]) if hit.pk in stored else None
        return [hit for hit in hits if hit.origin]


class _ConcordanceOccurrences:
    """Pages, assignments and segments of translations of one language."""

    def __init__(self, assignment: Assignment, stored: Iterable[StringTranslation]):
        locale = assignment.translation.source.locale_id
        objects = {item.context.object_id for item in stored}
        sources = TranslationSource.objects.filter(object__in=objects, locale=locale)
        self._titles = dict(sources.values_list("object", "object_repr"))
        assignments = Assignment.objects.filter(
            translation__source__object__in=objects,
            translation__source__locale=locale,
            translation__target_locale=assignment.translation.target_locale_id,
        ).select_related("translation__source")
        assignments = assignments.defer("translation__source__content_json")
        self._assignments = {item.translation.source.object_id: item for item in assignments}
        segments = StringSegment.objects.filter(
            source__object__in=objects,
            source__locale=locale,
            context__in=[item.context_id for item in stored],
            string__in=[item.translation_of_id for item in stored],
        )
        self._segments = {
            (context, string): pk
            for pk, context, string in segments.values_list("pk", "context", "string")
        }

    def origin_of(self, stored: StringTranslation) -> ConcordanceHitOrigin:
        object_id = stored.context.object_id
        return ConcordanceHitOrigin(
            stored,
            self._titles.get(object_id, ""),
            self._assignments.get(object_id),
            self._segments.get((stored.context_id, stored.translation_of_id)),
        )


def text_runs(text: str, match: WordMatch | None) -> list[TextRun]:
    """Return the whole text in parts, of which those that match can be marked."""
    runs, position = [], 0
    for start, end in match.spans if match else ():
        if end <= position:
            continue  # the word is part of a compound that matches, too
        start = max(start, position)
        runs += [TextRun(text[position:start], False), TextRun(text[start:end], True)]
        position = end
    return [run for run in (*runs, TextRun(text[position:], False)) if run.text]


def _plain(text: str) -> str:
    # Most texts have neither a tag nor an entity, and parsing takes longer than all the rest.
    return plain_text(text) if "<" in text or "&" in text else text
