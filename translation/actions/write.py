"""Saving the translation of one segment, with a record of every change."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext

from translation.choices import TranslationOrigin
from translation.models import Assignment, SegmentChange
from translation.policies import policy_for
from translation.segments.markup import normalise_markup
from translation.segments.text import TranslationSegment, load_segment, load_segments
from translation.segments.validation import validation_error

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
# The editor saves while a person types. What one person types within this time is one change.
SAME_CHANGE = timedelta(minutes=15)


class SegmentConflictError(Exception):
    """Somebody else has changed the segment in the meantime; nothing was saved."""

    def __init__(self, segment: TranslationSegment):
        super().__init__(_("Somebody else changed this text in the meantime."))
        self.segment = segment


class WriteSegment:
    """Save the target text of one segment; an empty ``text`` removes its translation.

    ``base`` is the target text that the person started from. If another one is stored by now,
    :class:`SegmentConflictError` is raised and nothing is saved. A text with an error, such as a
    lost link, is saved with the error, which prevents its publication. The number of queries does
    not depend on the length of the page.
    """

    def __init__(
        self,
        user,
        assignment: Assignment,
        segment: TranslationSegment,
        text: str,
        *,
        base: str | None = None,
        origin: str = TranslationOrigin.TYPED,
        confirmed: bool = True,
    ):
        self.user, self.assignment, self.segment = user, assignment, segment
        self.text, self.base = normalise_markup(text), base
        self.origin, self.confirmed = origin, confirmed

    def check(self) -> None:
        policy_for(self.user).check("edit", self.assignment)
        is_changed = self.base is not None and self.base != self.segment.target
        # The same text is no conflict: a client repeats a request if it got no response.
        if is_changed and self.text != self.segment.target:
            raise SegmentConflictError(self.segment)

    @transaction.atomic
    def execute(self) -> TranslationSegment:
        self.assignment.lock()
        Translation.objects.filter(pk=self.translation.pk).update(
            translations_last_updated_at=timezone.now()
        )
        self.segment.string_translation = self._stored_translation()
        self.check()
        is_same_text = self.text == self.segment.target
        if is_same_text and (not self.text or self.segment.is_confirmed == self.confirmed):
            return self.segment
        self._record_change()
        self.segment.string_translation = self._save()
        is_on_page = self.segment.pk is not None  # an import also writes to texts of older versions
        if is_on_page and not self.text:
            # Load the previous translation, which an untranslated segment has.
            return load_segment(self.translation, self.segment.pk)
        return self.segment

    @property
    def translation(self) -> Translation:
        return self.assignment.translation

    def _stored_translation(self) -> StringTranslation | None:
        return (
            StringTranslation.objects.filter(
                translation_of=self.segment.string_id,
                context=self.segment.context_id,
                locale=self.translation.target_locale_id,
            )
            .select_related("translation_of", "context")
            .first()
        )

    def _record_change(self) -> None:
        """Record the change, as part of the previous one if the person is still typing."""
        keys = {
            "translation": self.translation,
            "string_id": self.segment.string_id,
            "context_id": self.segment.context_id,
        }
        change = SegmentChange.objects.filter(**keys).first()
        if not change or not self._continues(change):
            change = SegmentChange(
                **keys, before=self.segment.target, changed_by=self.user, origin=self.origin
            )
        change.after, change.confirmed = self.text, self.confirmed
        change.changed_at = timezone.now()
        change.save()

    def _continues(self, change: SegmentChange) -> bool:
        is_same_author = change.changed_by_id == self.user.pk and change.origin == self.origin
        is_recent = change.changed_at > timezone.now() - SAME_CHANGE
        # Each replacement can be undone by itself.
        is_replacement = self.origin == TranslationOrigin.REPLACED
        return is_same_author and is_recent and not change.confirmed and not is_replacement

    def _save(self) -> StringTranslation | None:
        stored = self.segment.string_translation
        if not self.text:
            if stored:
                stored.delete()  # not by a query set: the signal resets the draft title of the page
            return None
        stored = stored or self._new_translation()
        stored.data = self.text
        stored.translation_type = MANUAL if self.confirmed else MACHINE
        stored.tool_name = self.origin
        stored.last_translated_by = self.user
        stored.field_error = validation_error(self.segment, self.text)
        stored.has_error = bool(stored.field_error)
        stored.save()
        return stored

    def _new_translation(self) -> StringTranslation:
        """Build it with related objects from memory, which saves the signal receivers queries."""
        segment = self.segment
        return StringTranslation(
            translation_of=String(pk=segment.string_id, data=segment.source),
            context=TranslationContext(
                pk=segment.context_id,
                object_id=self.translation.source.object_id,
                path=segment.path,
            ),
            locale_id=self.translation.target_locale_id,
        )


class UndoSegmentChange:
    """Restore the target text from before a change. This is recorded as a change, too."""

    def __init__(self, user, assignment: Assignment, change: SegmentChange):
        self.user, self.assignment, self.change = user, assignment, change

    def execute(self) -> TranslationSegment:
        """Raise ``TranslationPermissionDenied``, or ``ValidationError`` if the text is gone."""
        policy_for(self.user).check("edit", self.assignment)
        for segment in load_segments(self.assignment.translation):
            if segment.key == (self.change.context_id, self.change.string_id):
                return WriteSegment(
                    self.user,
                    self.assignment,
                    segment,
                    self.change.before,
                    origin=TranslationOrigin.RESTORED,
                ).execute()
        raise ValidationError(_("The source of this text has changed since; nothing to undo."))
