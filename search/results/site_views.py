"""Parts of the site that are no pages, such as the help by country, by their titles and words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class FoundSiteView:
    """A view that a search has found."""

    title: str
    url: str
    leads_to_help: bool


def find_site_views(
    query: ParsedQuery, language: Language, is_typing: bool = False
) -> list[FoundSiteView]:
    """Return the views for a query, those for people in need first.

    A view is found if its title and search words have every word of the query, in the reader's
    language or in one of its fallbacks. One word that a person in need may type, in any language,
    is enough for a view that leads to help.
    ``is_typing``: the last word may go on.
    """
    words = [word for term in query.terms for word in term.words]
    if not words:
        return []
    routes = [route for route in routes_for_reader() if language in route.languages]
    found = [
        FoundSiteView(str(route.title), route.localized_url(language), route.leads_to_help)
        for route in routes
        if (
            _has_word_of_help(route, words, is_typing)
            if route.leads_to_help
            else any(
                _has_all_words(route, words, shown, is_typing) for shown in language.fallback_chain
            )
        )
    ]
    return sorted(found, key=lambda view: not view.leads_to_help)


def _has_all_words(
    route: NonPageRoute, words: list[str], language: Language, is_typing: bool
) -> bool:
    vocabulary = get_vocabulary(language.vocabulary)
    wanted = [word for word in words if word not in vocabulary.function_words]
    # A route may have its title in the active language alone.
    known = cached_for_content(
        ("words of a view", route.name, route.arguments, active_language().code, language.code),
        lambda: _words_in(route, language),
    )
    return bool(wanted) and all(
        _is_known(word, known, vocabulary, is_typing and word == words[-1]) for word in wanted
    )


def _words_in(route: NonPageRoute, language: Language) -> list[str]:
    with translation.override(language.code):
        text = f"{route.title}, {route.search_words}"
    return [word.folded for word in find_words(text)]


def _has_word_of_help(route: NonPageRoute, words: list[str], is_typing: bool) -> bool:
    """Return whether each word of one of the phrases is among those of the query."""
    phrases_by_language = cached_for_content(
        ("phrases of a view", route.name, route.arguments), lambda: list(_phrases_of_help(route))
    )
    return any(
        all(
            any(
                _is_known(word, [folded], vocabulary, is_typing and word == words[-1])
                for word in words
            )
            for folded in phrase
        )
        for vocabulary, phrases in phrases_by_language
        for phrase in phrases
    )


def _phrases_of_help(route: NonPageRoute) -> Iterator[tuple[Vocabulary, list[set[str]]]]:
    """Return the phrases by language, each as its words: no function words, if it has others."""
    added = help_words_by_language()
    for language in all_languages():
        vocabulary = get_vocabulary(language.vocabulary)
        with translation.override(language.code):
            text = f"{route.title}, {route.search_words}, {added.get(language.code, '')}"
        phrases = [{word.folded for word in find_words(phrase)} for phrase in text.split(",")]
        yield (
            vocabulary,
            [phrase - vocabulary.function_words or phrase for phrase in phrases if phrase],
        )


def _is_known(word: str, known: Collection[str], vocabulary: Vocabulary, is_prefix: bool) -> bool:
    """Return whether a word is one of the known ones, in any of its forms."""
    may_go_on = is_prefix and len(word) >= MIN_PREFIX_LENGTH
    stems = vocabulary.stems(word)
    return any(
        stems & vocabulary.stems(item) or (may_go_on and item.startswith(word)) for item in known
    )
