"""The board of a large site: every generated meeting is in translation in every language.

The rows are written directly, as those of the meetings are.
"""

from uuid import uuid5

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)

from core.languages import all_languages, source_language
from meetings.models import MeetingPage
from translation.models import Assignment

from .corpus import tidy_up

BATCH_SIZE = 500  # meetings
TRANSLATED, UNTRANSLATED = "title", "summary"


def send_meetings() -> int:
    """Enter all meetings on the board, half translated; return how many objects are on it."""
    source = source_language().code
    known = TranslationSource.objects.values("object_id")
    pages = MeetingPage.objects.filter(locale__language_code=source)
    meetings = list(pages.exclude(translation_key__in=known).select_related("locale"))
    for start in range(0, len(meetings), BATCH_SIZE):
        _send(meetings[start : start + BATCH_SIZE])
    tidy_up()
    return TranslationSource.objects.filter(locale__language_code=source).count()


def translated_locales() -> list[Locale]:
    """Return the locales that people translate into."""
    codes = [item.code for item in all_languages() if not (item.is_source or item.derived_from)]
    return list(Locale.objects.filter(language_code__in=codes))


def _send(meetings: list[MeetingPage]) -> None:
    objects = TranslatableObject.objects.bulk_create(
        TranslatableObject(
            translation_key=meeting.translation_key,
            content_type=ContentType.objects.get_for_model(Page),
        )
        for meeting in meetings
    )
    sources = TranslationSource.objects.bulk_create(
        TranslationSource(
            object=translatable,
            specific_content_type=ContentType.objects.get_for_model(MeetingPage),
            locale=meeting.locale,
            object_repr=meeting.title,
            content_json="{}",
            last_updated_at=timezone.now(),
        )
        for meeting, translatable in zip(meetings, objects, strict=True)
    )
    translations = Translation.objects.bulk_create(
        Translation(source=source, target_locale=locale)
        for source in sources
        for locale in translated_locales()
    )
    Assignment.objects.bulk_create(Assignment(translation=item) for item in translations)
    for order, path in enumerate((TRANSLATED, UNTRANSLATED)):
        _store_texts(path, order, meetings, sources)


def _store_texts(
    path: str, order: int, meetings: list[MeetingPage], sources: list[TranslationSource]
) -> None:
    """Store one text of each meeting and, of ``TRANSLATED``, its translations."""
    contexts = TranslationContext.objects.bulk_create(
        TranslationContext(
            object=source.object,
            path=path,
            path_id=TranslationContext._get_path_id(path),
            field_path=path,
        )
        for source in sources
    )
    strings = String.objects.bulk_create(
        String(
            locale=meeting.locale,
            data=getattr(meeting, path),
            # The same texts are strings of their own, although wagtail-localize would share them.
            data_hash=uuid5(meeting.translation_key, path),
        )
        for meeting in meetings
    )
    StringSegment.objects.bulk_create(
        StringSegment(source=source, string=string, context=context, order=order)
        for source, string, context in zip(sources, strings, contexts, strict=True)
    )
    if path == TRANSLATED:
        StringTranslation.objects.bulk_create(
            StringTranslation(
                translation_of=string,
                context=context,
                locale=locale,
                data=string.data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for string, context in zip(strings, contexts, strict=True)
            for locale in translated_locales()
        )
