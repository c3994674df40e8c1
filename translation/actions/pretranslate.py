"""Pretranslation: all empty segments of a translation are filled by machine translation."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

from translation.choices import JobKind, TranslationOrigin
from translation.models import Assignment, JobBatch, SegmentChange, TranslationJob
from translation.policies import policy_for
from translation.segments.machine import AssignmentMachineTranslator, machine_translator_for
from translation.segments.string_translations import MACHINE
from translation.segments.text import TranslationSegment, load_segments
from translation.segments.validation import validation_error

from .create_jobs import create_jobs

# What the machine is asked at once: fewer than the services that we know accept.
MAX_CHUNK_TEXTS = 50
MAX_CHUNK_LENGTH = 20_000  # characters; a longer text is a chunk of its own


class RequestPretranslation:
    """Create the job that fills in the empty segments: the machine may answer slowly."""

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    def check(self) -> None:
        """Raise ``TranslationPermissionDenied``, or ``ValidationError`` if nothing can be done."""
        policy_for(self.user).check("edit", self.assignment)
        _require_machine_translator(self.assignment)
        if unfinished_pretranslation(self.assignment):
            raise ValidationError(_("The empty texts are being filled in already."))
        if not _empty_segments(self.assignment):
            raise ValidationError(_("There is no empty text."))

    @transaction.atomic
    def execute(self) -> JobBatch:
        """Return the batch of the job, with which the person can follow its progress."""
        self.assignment.lock()
        self.check()
        translation = self.assignment.translation
        source = translation.source.get_source_instance()
        return create_jobs(JobKind.PRETRANSLATE, source, [translation.target_locale], self.user)


def unfinished_pretranslation(assignment: Assignment) -> TranslationJob | None:
    """Return the job that fills in the empty segments of a translation, or is going to."""
    return _jobs(assignment).unfinished().first()


def failed_pretranslation(assignment: Assignment) -> TranslationJob | None:
    """Return the latest job that filled in empty segments if it can be repeated: it failed."""
    latest = _jobs(assignment).last()
    is_repeatable = latest and TranslationJob.objects.repeatable().filter(pk=latest.pk).exists()
    return latest if is_repeatable else None


def _jobs(assignment: Assignment):
    return TranslationJob.objects.filter(
        kind=JobKind.PRETRANSLATE,
        translation_key=assignment.translation.source.object_id,
        locale=assignment.translation.target_locale_id,
    ).select_related("batch")


class PretranslateSegments:
    """Store a machine translation, unconfirmed, for every segment without a target text.

    This is the work of a job. The machine is asked outside of any transaction, and each chunk of
    its answers is stored by itself, and whether the person may edit and the machine may get the
    texts is asked for each chunk. What was stored before an error stays, and another attempt
    continues with what is empty.
    """

    def __init__(self, job: TranslationJob, assignment: Assignment):
        self.job, self.assignment = job, assignment
        self.result = {"filled": job.result.get("filled", 0), "missing": 0, "damaged": 0}

    def execute(self) -> None:
        """Raise ``TranslationPermissionDenied`` if the person may not edit (any more).

        Raise ``ValidationError`` if there is no machine, ``MachineTranslationError`` if it fails,
        ``JobSupersededError`` if another attempt has begun.
        """
        for chunk in _chunks(_empty_segments(self.assignment)):
            self._check()
            suggestions = _require_machine_translator(self.assignment).suggest(chunk)
            texts = {
                segment.key: suggestion.text
                for segment, suggestion in zip(chunk, suggestions, strict=True)
                if suggestion.text
            }
            damaged = sum(suggestion.is_damaged for suggestion in suggestions)
            self.result["damaged"] += damaged
            self.result["missing"] += len(chunk) - len(texts) - damaged
            self._store(texts)

    def _check(self) -> None:
        """Read account and translation again, and ask whether the person may edit.

        The job may take minutes: who may do what when it begins may have changed in the middle.
        """
        batch = JobBatch.objects.select_related("requested_by").get(pk=self.job.batch_id)
        # The account may have been deleted since.
        self.user = batch.requested_by or AnonymousUser()
        self.assignment = Assignment.objects.with_translation().get(pk=self.assignment.pk)
        policy_for(self.user).check("edit", self.assignment)

    @transaction.atomic
    def _store(self, texts: dict[tuple[int, int], str]) -> None:
        """Store the texts, by key of their segment, of segments that are still empty."""
        self.job.lock()
        self.assignment.lock()
        self._check()
        segments = [item for item in _empty_segments(self.assignment) if item.key in texts]
        StringTranslation.objects.bulk_create(
            [self._string_translation(segment, texts[segment.key]) for segment in segments]
        )
        SegmentChange.objects.bulk_create(
            [
                SegmentChange(
                    translation=self.assignment.translation,
                    string_id=segment.string_id,
                    context_id=segment.context_id,
                    after=texts[segment.key],
                    origin=TranslationOrigin.MACHINE,
                    changed_by=self.user,
                )
                for segment in segments
            ]
        )
        self.result["filled"] += len(segments)
        TranslationJob.objects.filter(pk=self.job.pk).update(result=self.result)

    def _string_translation(self, segment: TranslationSegment, text: str) -> StringTranslation:
        error = validation_error(segment, text)
        return StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=self.assignment.translation.target_locale_id,
            data=text,
            translation_type=MACHINE,
            tool_name=TranslationOrigin.MACHINE,
            last_translated_by=self.user,
            has_error=bool(error),
            field_error=error,
        )


def _require_machine_translator(assignment: Assignment) -> AssignmentMachineTranslator:
    machine = machine_translator_for(assignment)
    if machine is None:
        raise ValidationError(_("There is no machine translation for this page and language."))
    return machine


def _empty_segments(assignment: Assignment) -> list[TranslationSegment]:
    """Return the segments without a target text; a text that stands twice is returned once."""
    segments = load_segments(assignment.translation)
    return list({item.key: item for item in segments if not item.string_translation}.values())


def _chunks(segments: list[TranslationSegment]) -> Iterator[list[TranslationSegment]]:
    chunk, length = [], 0
    for segment in segments:
        length += len(segment.source)
        if chunk and (len(chunk) == MAX_CHUNK_TEXTS or length > MAX_CHUNK_LENGTH):
            yield chunk
            chunk, length = [], len(segment.source)
        chunk.append(segment)
    if chunk:
        yield chunk
