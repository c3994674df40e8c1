"""The pages that editors promote above the results of certain queries."""

from collections.abc import Iterable
from typing import NamedTuple

from wagtail.models import Page

from core.languages import Language, current, get
from core.localization import for_reader, unexpired
from core.models import BasePage
from core.page_types import listed
from core.writing.folding import find_words
from core.writing.transliteration import transliterate
from core.writing.vocabularies import Vocabulary, get_vocabulary
from search.models import Promotion

MOST = 3


class PromotedPage(NamedTuple):
    """A page in the reader's language, with the note of the editor or an empty text."""

    page: BasePage
    note: str


def promoted(words: Iterable[str], language: Language | None = None) -> list[PromotedPage]:
    """Return the pages promoted for a query of these folded words, at most ``MOST``.

    It takes two database queries; the second leaves drafts and private pages out and selects the
    languages.
    """
    language = language or current()
    active = Promotion.objects.filter(active=True, language=promoting_code(language))
    found = matching(active.select_related("page"), words, language)
    if not found:
        return []
    keys = [promotion.page.translation_key for promotion in found]
    pages = for_reader(unexpired(Page.objects.filter(translation_key__in=keys)), language)
    shown = {page.translation_key: page for page in listed(pages)}
    return [
        PromotedPage(shown[key], note_for(promotion, language))
        for promotion, key in zip(found, keys, strict=True)
        if key in shown
    ][:MOST]


def promoting_code(language: Language) -> str:
    """Return the code of the language whose promotions apply; a derived language has none."""
    return language.derived_from or language.code


def note_for(promotion: Promotion, language: Language) -> str:
    """Return the editor's note in the script of the reader."""
    is_derived = promotion.language == language.derived_from
    return transliterate(promotion.note) if is_derived else promotion.note


def matching(
    promotions: Iterable[Promotion], words: Iterable[str], language: Language
) -> list[Promotion]:
    """Return the promotions with a line of which all words are among these folded words."""
    vocabulary = get_vocabulary(get(promoting_code(language)).vocabulary)
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
