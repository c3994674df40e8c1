"""Writing words: one segment at a time, each change kept for good."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from translation.choices import Origin
from translation.markup import check_markup
from translation.models import Assignment, SegmentChange
from translation.policies import policy_for
from translation.segments import Segment, load_segment, load_segments, plain

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


class WordsChangedError(Exception):
    """Somebody else wrote into the same segment in the meantime; nothing was saved."""

    def __init__(self, segment: Segment):
        super().__init__(_("Somebody else changed this text in the meantime."))
        self.segment = segment


class WriteSegment:
    """Save the words of one segment.

    ``base`` is the text that the person started from: if the stored one is another, nothing is
    overwritten and :class:`WordsChangedError` is raised. An empty ``text`` makes the segment untranslated.
    What is wrong with the words (too long, a lost link) is kept with them and bars publication.
    """

    def __init__(
        self,
        user,
        assignment: Assignment,
        segment: Segment,
        text: str,
        *,
        base: str | None = None,
        origin: str = Origin.TYPED,
        confirmed: bool = True,
    ):
        self.user, self.assignment, self.segment = user, assignment, segment
        self.text, self.base = text, base
        self.origin, self.confirmed = origin, confirmed

    def check(self) -> None:
        policy_for(self.user).check("edit", self.assignment)
        if self.base is not None and self.base != self.segment.target:
            raise WordsChangedError(self.segment)

    @transaction.atomic
    def execute(self) -> Segment:
        self.check()
        if self._is_known():
            return self.segment
        change = SegmentChange(
            translation=self.translation,
            string_id=self.segment.string_id,
            context_id=self.segment.context_id,
            before=self.segment.target,
            after=self.text,
            origin=self.origin,
            confirmed=self.confirmed,
            changed_by=self.user,
        )
        self._store()
        change.save()
        Translation.objects.filter(pk=self.translation.pk).update(
            translations_last_updated_at=timezone.now()
        )
        return load_segment(self.translation, self.segment.pk)

    @property
    def translation(self) -> Translation:
        return self.assignment.translation

    def _is_known(self) -> bool:
        same_words = self.text == self.segment.target
        return same_words and (not self.text or self.segment.is_confirmed == self.confirmed)

    def _store(self) -> None:
        key = {
            "translation_of_id": self.segment.string_id,
            "context_id": self.segment.context_id,
            "locale_id": self.translation.target_locale_id,
        }
        if not self.text:
            words = StringTranslation.objects.filter(**key).first()
            if words:
                words.delete()  # one by one, for the signal that resets the page's draft title
            return
        error = text_error(self.segment, self.text)
        StringTranslation.objects.update_or_create(
            **key,
            defaults={
                "data": self.text,
                "translation_type": MANUAL if self.confirmed else MACHINE,
                "tool_name": self.origin,
                "last_translated_by": self.user,
                "has_error": bool(error),
                "field_error": error,
            },
        )


def text_error(segment: Segment, text: str) -> str:
    """What makes these words impossible to publish, or nothing."""
    try:
        check_markup(segment.source, text, is_rich=segment.is_rich)
    except ValidationError as error:
        return error.messages[0]
    length = len(plain(text))
    if segment.limit and length > segment.limit:
        return _("Too long: %(length)d of %(limit)d characters.") % {
            "length": length,
            "limit": segment.limit,
        }
    return ""


class UndoChange:
    """Bring back the words from before one change; the undoing is itself a change."""

    def __init__(self, user, assignment: Assignment, change: SegmentChange):
        self.user, self.assignment, self.change = user, assignment, change

    def execute(self) -> Segment:
        """Raise ``Refusal`` if the person may not edit, ``ValidationError`` if the text is gone."""
        policy_for(self.user).check("edit", self.assignment)
        segment = self._segment()
        return WriteSegment(
            self.user, self.assignment, segment, self.change.before, origin=Origin.RESTORED
        ).execute()

    def _segment(self) -> Segment:
        for segment in load_segments(self.assignment.translation):
            if segment.key == (self.change.context_id, self.change.string_id):
                return segment
        raise ValidationError(_("The source of this text has changed since; nothing to undo."))
