"""Target texts that a person wrote, stored many at once: saving each by itself takes minutes."""

from collections.abc import Iterable

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation


def manual_translation(
    segment: StringSegment, locale: Locale, text: str, translator
) -> StringTranslation:
    """Return the target text of a segment by a person, unsaved."""
    return StringTranslation(
        locale=locale,
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        data=text,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=translator,
    )


def store_string_translations(translations: Iterable[StringTranslation]) -> None:
    """Store target texts in place of those that are there."""
    StringTranslation.objects.bulk_create(
        translations,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "tool_name", "last_translated_by"],
    )
