"""Derivation: a page in one script is transliterated into the same page in another script.

Corrections that people made in the derived script stay as long as the text that they correct.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from core.writing.transliteration import transliterate_html
from translation.actions.versions import (
    mark_outdated,
    record_source_version,
    translations_by_locale,
)
from translation.choices import TranslationOrigin, TranslationState
from translation.models import Assignment, SegmentChange, SourceVersion
from translation.segments.composition import (
    PublishedTexts,
    compose_translation,
    translatable_content,
    translatable_content_of_source,
)
from translation.segments.prepared import prepared_source
from translation.segments.sources import update_source
from translation.segments.string_translations import MANUAL
from translation.segments.text import TranslationSegment, load_segments
from translation.segments.validation import validation_error
from translation.wagtail_internals import with_relations

from .publish import PublishComposedTranslation
from .publish_composed import PAGE_FIELDS_OF_REVISION
from .start import StartTranslation

AUTOMATIC_ORIGINS = (TranslationOrigin.MEMORY, TranslationOrigin.MACHINE)
UPDATED_FIELDS = (
    *("data", "translation_type", "tool_name", "last_translated_by"),
    *("has_error", "field_error", "updated_at"),
)


class DeriveScript(StartTranslation):
    """Derive one published object, after its parents where these are missing, and publish it.

    The result needs no review: its text was reviewed in the original script. Corrections in the
    derived script go through the ordinary review; until then the derived text stays published.
    """

    def __init__(self, user, origin, locale):
        super().__init__(user, origin, locale, request_data={})

    @transaction.atomic
    def execute(self) -> Assignment:
        if isinstance(self.instance, Page):
            self.instance = with_relations(self.instance)
        self._start_parent()
        target = self._draft(is_saved_later=True)
        source, version = self._source()
        assignment, is_new = Assignment.objects.get_or_create(
            translation=self._translation(source),
            defaults={"covered_version": version, "requested_by": self.user},
        )
        if not is_new:
            assignment.lock()
        segments = load_segments(assignment.translation, prepared_source(source).rows)
        is_clean = write_derived_texts(assignment.translation, segments)
        if is_clean and not self._supersedes(assignment, version):
            if not assignment.source_changed_at:
                assignment.covered_version = version
        else:
            assignment.source_changed_at = assignment.source_changed_at or timezone.now()
        if not (is_new and is_clean):
            assignment.save()
        if is_clean:
            self._publish(assignment, version, segments, target)
        elif self.is_new_draft and isinstance(target, Page):
            target.save(clean=False, update_fields=PAGE_FIELDS_OF_REVISION)
        return assignment

    def make_draft(self):
        """Return the object in the derived script. Create it and its parents, if missing."""
        self._start_parent()
        return self._draft()

    def _start_parent(self) -> None:
        parent = self.instance.get_parent() if isinstance(self.instance, Page) else None
        if parent and not parent.is_root() and not parent.has_translation(self.locale):
            action = DeriveScript(self.user, parent.specific, self.locale)
            action.execute() if parent.live else action.make_draft()

    def _source(self) -> tuple[TranslationSource, SourceVersion]:
        source = TranslationSource.objects.get_for_instance_or_none(self.instance)
        if source is None or translatable_content(self.instance) != translatable_content_of_source(
            source
        ):
            source = update_source(self.instance)
        self._translations = translations_by_locale(source)
        # What the signal receivers and the segments would load again.
        source.locale = self.instance.locale
        rows = prepared_source(source).rows
        return source, record_source_version(source, is_published=True, rows=rows)

    def _translation(self, source: TranslationSource) -> Translation:
        """Return the translation into the derived script; delete those from other languages."""
        Translation.objects.filter(
            source__object_id=source.object_id, target_locale=self.locale
        ).exclude(source=source).delete()
        return super()._translation(source)

    def _supersedes(self, assignment: Assignment, version: SourceVersion) -> bool:
        """Whether the version has changed a text that a person has corrected."""
        before = assignment.published_version
        if before is None or before == version:
            return False
        removed = {tuple(text) for text in before.texts} - {tuple(text) for text in version.texts}
        corrected = StringTranslation.objects.filter(
            context__object_id=assignment.translation.source.object_id, locale=self.locale
        ).exclude(tool_name=TranslationOrigin.DERIVED)
        texts = corrected.values_list("context__path", "translation_of__data")
        return any(text in removed for text in texts)

    def _publish(
        self,
        assignment: Assignment,
        version: SourceVersion,
        segments: list[TranslationSegment],
        target,
    ) -> None:
        published = PublishedTexts(assignment)
        title_before = str(target) if target.latest_revision_id else ""
        instance = compose_translation(published, segments, target, self.is_new_draft)
        publication = PublishComposedTranslation(
            self.user, assignment, instance, "translation.derive"
        )
        publication.publish_unconditionally(
            title_before
        ) if self.is_new_draft else publication.execute()
        assignment.published_version = version
        if (
            assignment.state == TranslationState.IN_PROGRESS
            and not published.has_unpublished_changes(segments)
        ):
            assignment.state, assignment.state_changed_at = (
                TranslationState.PUBLISHED,
                timezone.now(),
            )
        assignment.save()
        mark_outdated(version)


def write_derived_texts(translation: Translation, segments: list[TranslationSegment]) -> bool:
    """Derive every text that nobody has corrected; return whether all can be published.

    One Cyrillic letter can become two Latin ones: a text can exceed the length of its field.
    ``segments`` are those of the translation; they get the texts.
    """
    derived = [
        (segment, transliterate_html(segment.source))
        for segment in segments
        if not _is_corrected(segment)
    ]
    errors = {segment.pk: validation_error(segment, text) for segment, text in derived}
    stale = [
        (segment, text)
        for segment, text in derived
        if segment.target != text
        or segment.origin != TranslationOrigin.DERIVED
        or not segment.is_confirmed
    ]
    _store(translation, stale, errors)
    return not any(errors.values())


def _is_corrected(segment: TranslationSegment) -> bool:
    """Whether a person wrote the translation, confirmed or not."""
    if not segment.string_translation or segment.origin == TranslationOrigin.DERIVED:
        return False
    return segment.is_confirmed or segment.origin not in AUTOMATIC_ORIGINS


def _store(
    translation: Translation, stale: list[tuple[TranslationSegment, str]], errors: dict
) -> None:
    now, changed = timezone.now(), _once(stale)
    stored = StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=translation.target_locale_id,
                data=text,
                translation_type=MANUAL,
                tool_name=TranslationOrigin.DERIVED,
                has_error=bool(errors[segment.pk]),
                field_error=errors[segment.pk],
                updated_at=now,
            )
            for segment, text in changed
        ],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=UPDATED_FIELDS,
    )
    SegmentChange.objects.bulk_create(
        SegmentChange(
            translation=translation,
            string_id=segment.string_id,
            context_id=segment.context_id,
            before=segment.target,
            after=text,
            origin=TranslationOrigin.DERIVED,
            confirmed=True,
        )
        for segment, text in changed
        if segment.target != text
    )
    by_key = {(item.context_id, item.translation_of_id): item for item in stored}
    for segment, _text in stale:
        segment.string_translation = by_key[segment.key]


def _once(pairs: list[tuple[TranslationSegment, str]]) -> list[tuple[TranslationSegment, str]]:
    """Keep one of the texts that have the same context and string, hence the same translation."""
    return list({segment.key: (segment, text) for segment, text in pairs}.values())
