"""The pages that editors have put above the results of certain questions."""

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
    """A page as the reader should see it, and what the editor says about it, if anything."""

    page: BasePage
    note: str


def promoted(words: Iterable[str], language: Language | None = None) -> list[PromotedPage]:
    """Return the pages promoted for a question of these folded words, at most ``MOST``.

    Two queries: drafts, private pages and pages in other languages are sorted out by the second.
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
    """The code of the language whose promotions these readers see; a derived one has none."""
    return language.derived_from or language.code


def note_for(promotion: Promotion, language: Language) -> str:
    """The editor's note, in the script of the reader."""
    is_derived = promotion.language == language.derived_from
    return transliterate(promotion.note) if is_derived else promotion.note


def matching(
    promotions: Iterable[Promotion], words: Iterable[str], language: Language
) -> list[Promotion]:
    """Keep the promotions of which one line asks for nothing but these folded words."""
    vocabulary = get_vocabulary(get(promoting_code(language)).vocabulary)
    asked = frozenset().union(*map(vocabulary.stems, words))
    return [
        promotion
        for promotion in promotions
        if any(_asks_for(line, asked, vocabulary) for line in promotion.lines)
    ]


def _asks_for(line: str, asked: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether every word of a line is among the stems; function words need not be asked for."""
    folds = {word.folded for word in find_words(line)}
    needed = folds - vocabulary.function_words or folds
    return bool(needed) and all(vocabulary.stems(folded) & asked for folded in needed)
