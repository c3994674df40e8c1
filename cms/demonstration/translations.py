"""Brings the demonstration's translations in, as a translator would: string by string.

The catalogues hold one translation per source text, so a sentence is translated alike wherever
it stands. A page whose texts are all in the catalogue is published in that language; one that is
there in part stays a translation in progress; one that is not there at all is not begun.
"""

from functools import cache
from pathlib import Path

import polib
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from core.languages import Language, all_languages, get
from core.writing.transliteration import transliterate_html

FOLDER = Path(__file__).parent / "translations"

# A translation counts as begun when its name is there; a shared word such as a place is not enough.
BEGUN_BY = ("title", "name")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return the translations by source text; a derived script is transliterated."""
    if language.derived_from:
        origin = catalogue(get(language.derived_from))
        return {text: transliterate_html(translated) for text, translated in origin.items()}
    entries = polib.pofile(str(FOLDER / f"{language.code}.po"))
    return {entry.msgid: entry.msgstr for entry in entries.translated_entries()}


def translate_everything(objects: list, user) -> None:
    """Translate snippets and pages, parents before children, into every language."""
    languages = [language for language in all_languages() if not language.is_source]
    for instance in objects:
        origin, _ = TranslationSource.update_or_create_from_instance(instance)
        segments = list(
            StringSegment.objects.filter(source=origin).select_related("string", "context")
        )
        for language in languages:
            _translate(origin, segments, language, user)


def _translate(
    origin: TranslationSource, segments: list[StringSegment], language: Language, user
) -> None:
    words = catalogue(language)
    known = [segment for segment in segments if segment.string.data in words]
    if not any(segment.context.path in BEGUN_BY for segment in known):
        return
    locale = Locale.objects.get(language_code=language.code)
    Translation.objects.create(source=origin, target_locale=locale)
    for segment in known:
        StringTranslation.objects.get_or_create(
            locale=locale,
            translation_of=segment.string,
            context=segment.context,
            defaults={
                "data": words[segment.string.data],
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": user,
            },
        )
    if len(known) == len(segments):
        _publish(origin, locale, user)


def _publish(origin: TranslationSource, locale: Locale, user) -> None:
    """Create or update the translated object and publish it now.

    wagtail-localize would publish on commit, from an object that no longer knows its children.
    """
    is_page = issubclass(origin.specific_content_type.model_class(), Page)
    translated, _ = origin.create_or_update_translation(locale, user=user, publish=not is_page)
    if is_page:
        Page.objects.get(pk=translated.pk).specific.get_latest_revision().publish(user=user)
