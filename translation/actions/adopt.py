"""Taking over a translation that was made elsewhere, such as on an earlier site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail_localize.models import StringTranslation

from translation.actions.publish import PublishTranslation, publication_dependency
from translation.actions.review import TranslationProblemsError
from translation.actions.versions import record_target_version
from translation.checks import problems_in_translation
from translation.choices import TranslationOrigin, TranslationState
from translation.models import Assignment, SegmentChange
from translation.segments.composition import compose_draft, save_composed_revision
from translation.segments.string_translations import MACHINE, MANUAL
from translation.segments.text import TranslationSegment, load_segments
from translation.segments.validation import validation_error


@dataclass(frozen=True)
class AdoptedText:
    """The text in the target language for a text of the source, at its content path."""

    path: str
    source: str
    target: str


class AdoptTranslation:
    """Store the texts of a translation that was made elsewhere.

    ``confirmed``: the texts were published there. Others are for translators to confirm. Nobody is
    notified, and nobody is their author: they count as the work of no account of this site.
    """

    def __init__(self, user, assignment: Assignment, texts: Iterable[AdoptedText], confirmed: bool):
        self.user, self.assignment, self.confirmed = user, assignment, confirmed
        self._texts = {(text.path, text.source): text.target for text in texts}

    @transaction.atomic
    def execute(self) -> list[TranslationSegment]:
        """Return the segments that there is no text for."""
        self.assignment.lock()
        missing, written = [], set()
        for segment in load_segments(self.assignment.translation):
            text = self._texts.get((segment.path, segment.source))
            if text is None:
                missing.append(segment)
            elif segment.key not in written:
                written.add(segment.key)
                self._write(segment, text)
        return missing

    def _write(self, segment: TranslationSegment, text: str) -> None:
        error = validation_error(segment, text)
        kind = MANUAL if self.confirmed else MACHINE
        StringTranslation.objects.update_or_create(
            locale_id=self.assignment.translation.target_locale_id,
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            defaults={
                "data": text,
                "translation_type": kind,
                "tool_name": TranslationOrigin.IMPORTED,
                "last_translated_by": None,
                "has_error": bool(error),
                "field_error": error,
            },
        )
        SegmentChange.objects.create(
            translation=self.assignment.translation,
            string_id=segment.string_id,
            context_id=segment.context_id,
            before=segment.target,
            after=text,
            origin=TranslationOrigin.IMPORTED,
            confirmed=self.confirmed,
        )


class PublishAdoptedTranslation:
    """Publish, or schedule, the texts of a translation that was public elsewhere, without a review.

    Raises ``TranslationProblemsError`` if a text is missing or wrong; nothing is published then.
    """

    def __init__(self, user, assignment: Assignment, publish_at: datetime | None = None):
        self.user, self.assignment, self.publish_at = user, assignment, publish_at

    def check(self) -> None:
        translation = self.assignment.translation
        self._segments = load_segments(translation)
        problems = problems_in_translation(translation, self._segments)
        if blocking := [problem for problem in problems if problem.blocks]:
            raise TranslationProblemsError(blocking)

    @transaction.atomic
    def execute(self) -> None:
        self.assignment.lock()
        self.check()
        translation = self.assignment.translation
        instance = compose_draft(translation, self._segments)
        revision = save_composed_revision(instance, self.user)
        version = record_target_version(translation, revision, self._segments)
        now = version.approved_at = timezone.now()
        version.save(update_fields=["approved_at"])
        self.assignment.change_state(
            TranslationState.APPROVED,
            revision=revision,
            covered_version=translation.source.versions.get(is_current=True),
            approved_at=now,
            publish_at=self.publish_at,
            source_changed_at=None,
        )
        log(instance=instance, action="translation.adopt", user=self.user, revision=revision)
        if publication_dependency(self.assignment) is None:
            PublishTranslation(self.user, self.assignment).execute_locked()
