"""Parts of the site that are no pages, such as the help by country, by their titles and words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self

from django.utils import translation

from core.content_cache import cached_for_content
from core.languages import Language, active_language, all_languages
from core.non_page_routes import NonPageRoute, routes_for_reader
from core.writing.folding import find_words
from core.writing.vocabularies import Vocabulary, get_vocabulary
from search.models.help_words import help_words_by_language
from search.query.parsing import ParsedQuery

# Letters of a word that is being typed. With fewer, too many words begin so.
MIN_PREFIX_LENGTH = 3
# Letters of a word that may be mistyped, and of one that may have two mistakes.
MIN_MISTYPED_LENGTH = 4
MIN_LENGTH_FOR_TWO_MISTAKES = 8


@dataclass(frozen=True)
class FoundSiteView:
    """A view that a search has found."""

    title: str
    url: str
    leads_to_help: bool


@dataclass(frozen=True)
class StemmedWords:
    """Folded words with all their stems in a vocabulary."""

    words: list[str]
    stems: frozenset[str]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, words: list[str], vocabulary: Vocabulary) -> Self:
        return cls(words, frozenset().union(*map(vocabulary.stems, words)), vocabulary)

    def has_form_of(self, word: str, may_go_on: bool) -> bool:
        """Return whether a word is one of these in any of its forms, or the beginning of one."""
        has_form = not self.stems.isdisjoint(self.vocabulary.stems(word))
        is_prefix = may_go_on and len(word) >= MIN_PREFIX_LENGTH
        return has_form or (is_prefix and any(known.startswith(word) for known in self.words))

    def has_word_similar_to(self, word: str) -> bool:
        """Return whether a word may be one of these, mistyped after its first letter."""
        from rapidfuzz.distance import OSA

        if len(word) < MIN_MISTYPED_LENGTH or not word.isalpha():
            return False
        max_mistakes = 1 if len(word) < MIN_LENGTH_FOR_TWO_MISTAKES else 2
        return any(
            known[0] == word[0]
            and OSA.distance(word, known, score_cutoff=max_mistakes) <= max_mistakes
            for known in self.words
        )


def find_site_views(
    query: ParsedQuery, language: Language, is_typing: bool = False
) -> list[FoundSiteView]:
    """Return the views for a query, those for people in need first.

    A view is found if its title and search words have every word of the query, in the reader's
    language or in one of its fallbacks. One word that a person in need may type, in any language,
    is enough for a view that leads to help.
    ``is_typing``: the last word may go on.
    """
    words = _words_of(query)
    if not words:
        return []

    def is_known(known: StemmedWords, word: str) -> bool:
        return known.has_form_of(word, is_typing and word == words[-1])

    found = [
        _found_view(route, language)
        for route in _routes_in(language)
        if (
            _has_word_of_help(route, words, is_known)
            if route.leads_to_help
            else any(
                _has_all_words(route, words, shown, is_known) for shown in language.fallback_chain
            )
        )
    ]
    return sorted(found, key=lambda view: not view.leads_to_help)


def find_mistyped_help(query: ParsedQuery, language: Language) -> list[FoundSiteView]:
    """Return the views that lead to help if a word of people in need resembles one of a query.

    Many words resemble such a word, *policy* the police: to be asked only of a query that finds
    nothing as it was typed.
    """
    words = _words_of(query)

    def is_known(known: StemmedWords, word: str) -> bool:
        return known.has_form_of(word, may_go_on=False) or known.has_word_similar_to(word)

    return [
        _found_view(route, language)
        for route in _routes_in(language)
        if route.leads_to_help and _has_word_of_help(route, words, is_known)
    ]


def _words_of(query: ParsedQuery) -> list[str]:
    return [word for term in query.terms for word in term.words]


def _routes_in(language: Language) -> list[NonPageRoute]:
    return [route for route in routes_for_reader() if language in route.languages]


def _found_view(route: NonPageRoute, language: Language) -> FoundSiteView:
    return FoundSiteView(str(route.title), route.localized_url(language), route.leads_to_help)


def _has_all_words(
    route: NonPageRoute,
    words: list[str],
    language: Language,
    is_known: Callable[[StemmedWords, str], bool],
) -> bool:
    vocabulary = get_vocabulary(language.vocabulary)
    wanted = [word for word in words if word not in vocabulary.function_words]
    # A route may have its title in the active language alone.
    known = cached_for_content(
        ("words of a view", route.name, route.arguments, active_language().code, language.code),
        lambda: StemmedWords.of(_words_in(route, language), vocabulary),
    )
    return bool(wanted) and all(is_known(known, word) for word in wanted)


def _words_in(route: NonPageRoute, language: Language) -> list[str]:
    with translation.override(language.code):
        text = f"{route.title}, {route.search_words}"
    return [word.folded for word in find_words(text)]


def _has_word_of_help(
    route: NonPageRoute, words: list[str], is_known: Callable[[StemmedWords, str], bool]
) -> bool:
    """Return whether each word of one of the phrases is among those of the query."""
    phrases = cached_for_content(
        ("phrases of a view", route.name, route.arguments), lambda: list(_phrases_of_help(route))
    )
    return any(
        all(any(is_known(known, word) for word in words) for known in phrase) for phrase in phrases
    )


def _phrases_of_help(route: NonPageRoute) -> Iterator[list[StemmedWords]]:
    """Yield the phrases of each language, as their words: no function words, if it has others."""
    added = help_words_by_language()
    for language in all_languages():
        vocabulary = get_vocabulary(language.vocabulary)
        with translation.override(language.code):
            text = f"{route.title}, {route.search_words}, {added.get(language.code, '')}"
        phrases = [{word.folded for word in find_words(phrase)} for phrase in text.split(",")]
        for phrase in filter(None, phrases):
            words = phrase - vocabulary.function_words or phrase
            yield [StemmedWords.of([word], vocabulary) for word in words]
