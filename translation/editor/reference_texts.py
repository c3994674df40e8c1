"""Texts of another language beside those of the editor: what is live there.

Translators into related languages read each other's published translations. The other script of a
language shows how the texts of the editor will look in it.
"""

from wagtail.models import DraftStateMixin

from core.languages import Language, all_languages
from core.writing.transliteration import transliterate
from translation.models import Assignment
from translation.segments.composition import PublishedTexts
from translation.segments.markup import plain_text
from translation.segments.text import load_segments


def reference_languages(assignment: Assignment) -> list[Language]:
    """Return the languages that can stand beside a translation, the related ones first."""
    own = assignment.language
    codes = _published_in_other_languages(assignment).values_list(
        "translation__target_locale__language_code", flat=True
    )
    found = {*codes, *(item.code for item in all_languages() if item.derived_from == own.code)}
    languages = [language for language in all_languages() if language.code in found]
    return sorted(languages, key=lambda language: language.vocabulary != own.vocabulary)


def reference_texts(assignment: Assignment, language: Language) -> dict[int, str]:
    """Return the texts of a language as plain text, by the id of the segment of the assignment.

    Raises ``Assignment.DoesNotExist`` if nothing is published in that language.
    """
    segments = load_segments(assignment.translation)
    if language.derived_from == assignment.language.code:
        return {segment.pk: transliterate(segment.target_text) for segment in segments}
    published = PublishedTexts(
        _published_in_other_languages(assignment).get(
            translation__target_locale__language_code=language.code
        )
    )
    return {segment.pk: plain_text(published.text_of(segment)) for segment in segments}


def _published_in_other_languages(assignment: Assignment):
    """Return the assignments of the same source whose translation is live."""
    source = assignment.translation.source
    model = source.specific_content_type.model_class()
    live = {"live": True} if issubclass(model, DraftStateMixin) else {}
    translations = model.objects.filter(translation_key=source.object_id, **live)
    return (
        Assignment.objects.filter(
            translation__source=source, translation__target_locale__in=translations.values("locale")
        )
        .exclude(pk=assignment.pk)
        .exclude(published_target_version=None)
        .select_related("translation__target_locale", "published_target_version")
    )
