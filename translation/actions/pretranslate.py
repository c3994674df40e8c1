"""Pretranslation: all empty segments of a translation are filled by machine translation."""

from django.db import transaction
from wagtail_localize.models import StringTranslation

from translation.choices import TranslationOrigin
from translation.models import Assignment, SegmentChange
from translation.policies import policy_for
from translation.segments.machine import suggest_translations
from translation.segments.text import TranslationSegment, load_segments
from translation.segments.validation import validation_error


class PretranslateSegments:
    """Store a machine translation, unconfirmed, for every segment without a target text."""

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    def execute(self) -> int:
        """Return how many segments were filled.

        Raises ``TranslationPermissionDenied`` if the person may not edit. The machine may answer
        slowly, so it is asked before the row is locked.
        """
        policy_for(self.user).check("edit", self.assignment)
        empty = self._empty_segments()
        suggestions = zip(empty, suggest_translations(self.assignment, empty), strict=True)
        texts = {segment.pk: text for segment, text in suggestions if text}
        return self._store(texts)

    def _empty_segments(self) -> list[TranslationSegment]:
        segments = load_segments(self.assignment.translation)
        return [segment for segment in segments if not segment.string_translation]

    @transaction.atomic
    def _store(self, texts: dict[int, str]) -> int:
        """Store the texts, by id of their segment, of segments that are still empty."""
        self.assignment.lock()
        policy_for(self.user).check("edit", self.assignment)
        translation = self.assignment.translation
        translated = [
            (segment, texts[segment.pk])
            for segment in self._empty_segments()
            if segment.pk in texts
        ]
        StringTranslation.objects.bulk_create(
            [self._string_translation(segment, text) for segment, text in translated],
            ignore_conflicts=True,
        )
        SegmentChange.objects.bulk_create(
            [
                SegmentChange(
                    translation=translation,
                    string_id=segment.string_id,
                    context_id=segment.context_id,
                    after=text,
                    origin=TranslationOrigin.MACHINE,
                    changed_by=self.user,
                )
                for segment, text in translated
            ]
        )
        return len(translated)

    def _string_translation(self, segment: TranslationSegment, text: str) -> StringTranslation:
        error = validation_error(segment, text)
        return StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=self.assignment.translation.target_locale_id,
            data=text,
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            tool_name=TranslationOrigin.MACHINE,
            last_translated_by=self.user,
            has_error=bool(error),
            field_error=error,
        )
