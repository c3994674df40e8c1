"""The pages that editors promote above the results of certain queries."""

from collections.abc import Iterable
from typing import NamedTuple

from wagtail.models import Page

from core.content_cache import cached_for_content
from core.languages import Language, active_language, site_language
from core.localization import for_reader
from core.models import BasePage
from core.page_types import specific_for_listing
from core.writing.folding import find_words
from core.writing.transliteration import transliterate
from core.writing.vocabularies import Vocabulary, get_vocabulary
from search.models import Promotion

MAX_PROMOTED_PAGES = 3


class PromotedPage(NamedTuple):
    """A page in the reader's language, with the note of the editor or an empty text."""

    page: BasePage
    note: str


def promoted_pages(words: Iterable[str], language: Language | None = None) -> list[PromotedPage]:
    """Return the pages promoted for a query of these folded words, at most ``MAX_PROMOTED_PAGES``.

    A query for the pages leaves drafts and private ones out and selects the languages.
    """
    language = language or active_language()
    found = matching_promotions(_active_promotions(language), words, language)
    if not found:
        return []
    keys = [promotion.page.translation_key for promotion in found]
    pages = for_reader(Page.objects.filter(translation_key__in=keys), language)
    shown = {page.translation_key: page for page in specific_for_listing(pages)}
    return [
        PromotedPage(shown[key], note_for(promotion, language))
        for promotion, key in zip(found, keys, strict=True)
        if key in shown
    ][:MAX_PROMOTED_PAGES]


def _active_promotions(language: Language) -> list[Promotion]:
    code = promotion_language_code(language)
    active = Promotion.objects.filter(active=True, language=code).select_related("page")
    return cached_for_content(("promotions", code), lambda: list(active))


def promotion_language_code(language: Language) -> str:
    """Return the code of the language whose promotions apply; a derived language has none."""
    return language.derived_from or language.code


def note_for(promotion: Promotion, language: Language) -> str:
    """Return the editor's note in the script of the reader."""
    is_derived = promotion.language == language.derived_from
    return transliterate(promotion.note) if is_derived else promotion.note


def matching_promotions(
    promotions: Iterable[Promotion], words: Iterable[str], language: Language
) -> list[Promotion]:
    """Return the promotions with a line of which all words are among these folded words."""
    vocabulary = get_vocabulary(site_language(promotion_language_code(language)).vocabulary)
    stems = frozenset().union(*map(vocabulary.stems, words))
    return [
        promotion
        for promotion in promotions
        if any(_line_matches(line, stems, vocabulary) for line in promotion.lines)
    ]


def _line_matches(line: str, stems: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether every word of a line has one of the stems; function words are optional."""
    folds = {word.folded for word in find_words(line)}
    required = folds - vocabulary.function_words or folds
    return bool(required) and all(vocabulary.stems(folded) & stems for folded in required)
