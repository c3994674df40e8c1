"""Deriving: a page in one script becomes the same page in the other, by transliteration.

What people of the derived script have corrected stays as long as the text it corrects.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from core.writing.transliteration import transliterate_html
from translation.choices import Origin, State
from translation.models import Assignment, SegmentChange, SourceVersion
from translation.versions import mark_outdated, record_version
from translation.words.composition import PublishedWords, compose, content_of, content_of_source
from translation.words.segments import Segment, load_segments
from translation.words.validation import validation_error

from .publish import PublishComposition
from .start import StartTranslation

UNREAD = (Origin.MEMORY, Origin.MACHINE)
STORED = (
    *("data", "translation_type", "tool_name", "last_translated_by"),
    *("has_error", "field_error", "updated_at"),
)


class DeriveScript(StartTranslation):
    """Bring one published object up to date in a derived script, and its parents before it.

    Nobody reviews it: every word was reviewed in the script it was written in. Words of people in
    the derived script go through the ordinary review; until then readers keep the derived ones.
    """

    def __init__(self, user, origin, locale):
        super().__init__(user, origin, locale, order={})

    @transaction.atomic
    def execute(self) -> Assignment:
        self.make_draft()
        source, version = self._source()
        assignment = self._assignment(self._translation(source), version)
        is_clean = write_derived_words(assignment.translation)
        if is_clean and not self._supersedes(assignment, version):
            if not assignment.source_changed_at:
                assignment.covered_version = version
        else:
            assignment.source_changed_at = assignment.source_changed_at or timezone.now()
        assignment.save()
        if is_clean:
            self._publish(assignment, version)
        return assignment

    def make_draft(self):
        """The object in the derived script and those above it, drafts where they are missing."""
        self._start_parent()
        return self._draft()

    def _start_parent(self) -> None:
        parent = self.instance.get_parent() if isinstance(self.instance, Page) else None
        if parent and not parent.is_root() and not parent.has_translation(self.locale):
            above = DeriveScript(self.user, parent.specific, self.locale)
            above.execute() if parent.live else above.make_draft()

    def _source(self) -> tuple[TranslationSource, SourceVersion]:
        source = TranslationSource.objects.get_for_instance_or_none(self.instance)
        if source is None or content_of(self.instance) != content_of_source(source):
            source, _created = TranslationSource.update_or_create_from_instance(self.instance)
        return source, record_version(source, is_published=True)

    def _translation(self, source: TranslationSource) -> Translation:
        """The one translation into the derived script: none from any other language beside it."""
        into_it = Translation.objects.filter(
            source__object_id=source.object_id, target_locale=self.locale
        )
        into_it.exclude(source=source).delete()
        translation, _created = Translation.objects.get_or_create(
            source=source, target_locale=self.locale
        )
        if not translation.enabled:
            translation.enabled = True
            translation.save(update_fields=["enabled"])
        return translation

    def _assignment(self, translation: Translation, version: SourceVersion) -> Assignment:
        assignment, _created = Assignment.objects.get_or_create(
            translation=translation,
            defaults={"covered_version": version, "requested_by": self.user},
        )
        return assignment

    def _supersedes(self, assignment: Assignment, version: SourceVersion) -> bool:
        """Whether a text that somebody corrected is another one in this version."""
        before = assignment.published_version
        if before is None or before == version:
            return False
        gone = {tuple(text) for text in before.texts} - {tuple(text) for text in version.texts}
        corrected = StringTranslation.objects.filter(
            context__object_id=assignment.translation.source.object_id, locale=self.locale
        ).exclude(tool_name=Origin.DERIVED)
        texts = corrected.values_list("context__path", "translation_of__data")
        return any(text in gone for text in texts)

    def _publish(self, assignment: Assignment, version: SourceVersion) -> None:
        published = PublishedWords(assignment)
        instance = compose(published)
        PublishComposition(self.user, assignment, instance, "translation.derive").execute()
        assignment.published_version = version
        if assignment.state == State.IN_PROGRESS and not published.has_later:
            assignment.state, assignment.state_changed_at = State.PUBLISHED, timezone.now()
        assignment.save()
        mark_outdated(version)


def write_derived_words(translation: Translation) -> bool:
    """Give every text that nobody corrected its words; return whether all can be published.

    Latin letters may be more than Cyrillic ones: a text can become too long for its place.
    """
    segments = [item for item in load_segments(translation) if not _is_corrected(item)]
    derived = [(segment, transliterate_html(segment.source)) for segment in segments]
    errors = {segment.pk: validation_error(segment, text) for segment, text in derived}
    stale = [
        (segment, text)
        for segment, text in derived
        if segment.target != text or segment.origin != Origin.DERIVED or not segment.is_confirmed
    ]
    _store(translation, stale, errors)
    return not any(errors.values())


def _is_corrected(segment: Segment) -> bool:
    """Whether a person wrote the words, be it that nobody has confirmed them yet."""
    if not segment.words or segment.origin == Origin.DERIVED:
        return False
    return segment.is_confirmed or segment.origin not in UNREAD


def _store(translation: Translation, stale: list[tuple[Segment, str]], errors: dict) -> None:
    now = timezone.now()
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=translation.target_locale_id,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name=Origin.DERIVED,
                has_error=bool(errors[segment.pk]),
                field_error=errors[segment.pk],
                updated_at=now,
            )
            for segment, text in _once(stale)
        ],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=STORED,
    )
    SegmentChange.objects.bulk_create(
        SegmentChange(
            translation=translation,
            string_id=segment.string_id,
            context_id=segment.context_id,
            before=segment.target,
            after=text,
            origin=Origin.DERIVED,
            confirmed=True,
        )
        for segment, text in _once(stale)
        if segment.target != text
    )


def _once(pairs: list[tuple[Segment, str]]) -> list[tuple[Segment, str]]:
    """A text that stands twice in one place has its words once."""
    return list({segment.key: (segment, text) for segment, text in pairs}.values())
