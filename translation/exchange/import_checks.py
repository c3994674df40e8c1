"""The quality checks of the texts of an import, for its preview. Nothing is saved."""

from collections.abc import Iterable
from dataclasses import replace

from wagtail_localize.models import StringTranslation

from core.languages import Language, site_language
from translation.checks import problems_in_segment
from translation.checks.checked_segment import CheckedSegment
from translation.choices import TranslationOrigin
from translation.segments.glossary_lookup import GlossaryLookup
from translation.segments.string_translations import MANUAL

from .import_comparison import DocumentComparison, ImportItem


def check_imported_texts(pages: Iterable[DocumentComparison]) -> None:
    """Set ``problems`` of each text that may be written, in two queries for each language.

    They do not prevent the import: the translator solves them in the editor before the review.
    """
    glossaries: dict[int, GlossaryLookup] = {}
    for page in pages:
        locale = page.assignment.translation.target_locale
        if locale.pk not in glossaries:
            glossaries[locale.pk] = GlossaryLookup(locale)
        language = site_language(locale.language_code)
        for item in page.items:
            if item.segment and (item.needs_consent or item.is_imported()):
                item.problems = _problems(item, language, glossaries[locale.pk])


def _problems(item: ImportItem, language: Language, glossary: GlossaryLookup) -> list:
    # As if it were confirmed: that somebody has to confirm it is shown beside each text.
    written = StringTranslation(
        data=item.unit.target,
        translation_type=MANUAL,
        tool_name=TranslationOrigin.IMPORTED,
    )
    segment = replace(item.segment, string_translation=written)
    return problems_in_segment(CheckedSegment(segment, language, glossary))
