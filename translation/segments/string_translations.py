"""Target texts: who wrote them, and storing many of a person at once.

Saving each by itself takes minutes.
"""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
# A person has confirmed the translation and it has no error.
IS_CONFIRMED = Q(translation_type=MANUAL, has_error=False)


def manual_translation(
    segment: StringSegment, locale: Locale, text: str, translator
) -> StringTranslation:
    """Return the target text of a segment by a person, unsaved."""
    return StringTranslation(
        locale=locale,
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        data=text,
        translation_type=MANUAL,
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
