"""Saving the translation of one segment, with a record of every change."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext

from core.prepared_queries import prepared_update
from translation.choices import TranslationOrigin
from translation.models import Assignment, SegmentChange
from translation.policies import policy_for
from translation.segments.markup import normalise_markup
from translation.segments.string_translations import MACHINE, MANUAL
from translation.segments.text import TranslationSegment, load_segments
from translation.segments.validation import validation_error

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
        self.segment.string_translation = self._stored_translation()
        return self.execute_locked()

    def execute_locked(self) -> TranslationSegment:
        """Do the same with a segment that was loaded while the assignment was locked."""
        self.check()
        is_same_text = self.text == self.segment.target
        if is_same_text and (not self.text or self.segment.is_confirmed == self.confirmed):
            return self.segment
        self._record_change()
        self.segment.string_translation = self._save()
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
        now = timezone.now()
        keys = {
            "translation_id": self.translation.pk,
            "string_id": self.segment.string_id,
            "context_id": self.segment.context_id,
        }
        values = {"after": self.text, "confirmed": self.confirmed, "changed_at": now}
        if self._is_still_typing(now) and _update_latest_change(*keys.values(), *values.values()):
            return
        SegmentChange.objects.create(
            **keys,
            **values,
            before=self.segment.target,
            changed_by=self.user,
            origin=self.origin,
        )

    def _is_still_typing(self, now: datetime) -> bool:
        """Whether the person has stored the present text by the same means a short time ago."""
        stored = self.segment.string_translation
        return bool(
            stored
            # Each replacement can be undone by itself.
            and self.origin != TranslationOrigin.REPLACED
            and stored.last_translated_by_id == self.user.pk
            and stored.tool_name == self.origin
            and stored.translation_type == MACHINE
            and stored.updated_at > now - SAME_CHANGE
        )

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


@prepared_update
def _update_latest_change(
    translation: int, string: int, context: int, after: str, confirmed: bool, changed_at: datetime
) -> tuple[QuerySet, dict]:
    """Change the latest change of a text once more."""
    changes = SegmentChange.objects.filter(translation=translation, string=string, context=context)
    latest = SegmentChange.objects.filter(pk__in=changes[:1].values("pk"))
    return latest, {"after": after, "confirmed": confirmed, "changed_at": changed_at}
