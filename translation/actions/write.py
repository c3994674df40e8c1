"""Writing words: one segment at a time, each change kept for good."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext

from translation.choices import Origin
from translation.models import Assignment, SegmentChange
from translation.policies import policy_for
from translation.words.markup import normalised
from translation.words.segments import Segment, load_segment, load_segments
from translation.words.validation import validation_error

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
# Words are saved while they are typed: what one person types within this time is one change.
ONE_GO = timedelta(minutes=15)


class WordsChangedError(Exception):
    """Somebody else wrote into the same segment in the meantime; nothing was saved."""

    def __init__(self, segment: Segment):
        super().__init__(_("Somebody else changed this text in the meantime."))
        self.segment = segment


class WriteSegment:
    """Save the words of one segment.

    ``base`` is the text that the person started from: if the stored one is another, nothing is
    overwritten and :class:`WordsChangedError` is raised. An empty ``text`` leaves it untranslated.
    What is wrong with the words (too long, a lost link) is kept with them and bars publication.
    A save takes the same few queries on the longest of pages.
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
        self.text, self.base = normalised(text), base
        self.origin, self.confirmed = origin, confirmed

    def check(self) -> None:
        policy_for(self.user).check("edit", self.assignment)
        is_changed = self.base is not None and self.base != self.segment.target
        # Words that arrived, though their sender never heard of it, are in nobody's way.
        if is_changed and self.text != self.segment.target:
            raise WordsChangedError(self.segment)

    @transaction.atomic
    def execute(self) -> Segment:
        # One writer at a time: what is compared with the base is what will be overwritten.
        Translation.objects.filter(pk=self.translation.pk).update(
            translations_last_updated_at=timezone.now()
        )
        self.segment.words = self._stored_words()
        self.check()
        if self._is_known():
            return self.segment
        self._record()
        self.segment.words = self._store()
        is_on_page = self.segment.pk is not None  # else its words are only a suggestion now
        if is_on_page and not self.text:
            # Without words it matters what stood in this place before.
            return load_segment(self.translation, self.segment.pk)
        return self.segment

    @property
    def translation(self) -> Translation:
        return self.assignment.translation

    def _is_known(self) -> bool:
        same_words = self.text == self.segment.target
        return same_words and (not self.text or self.segment.is_confirmed == self.confirmed)

    def _stored_words(self) -> StringTranslation | None:
        return (
            StringTranslation.objects.filter(
                translation_of=self.segment.string_id,
                context=self.segment.context_id,
                locale=self.translation.target_locale_id,
            )
            .select_related("translation_of", "context")
            .first()
        )

    def _record(self) -> None:
        """Keep the change; what is typed in one go, and then confirmed, is one change."""
        place = {
            "translation": self.translation,
            "string_id": self.segment.string_id,
            "context_id": self.segment.context_id,
        }
        change = SegmentChange.objects.filter(**place).first()
        if not change or not self._continues(change):
            change = SegmentChange(
                **place, before=self.segment.target, changed_by=self.user, origin=self.origin
            )
        change.after, change.confirmed = self.text, self.confirmed
        change.changed_at = timezone.now()
        change.save()

    def _continues(self, change: SegmentChange) -> bool:
        is_same_hand = change.changed_by_id == self.user.pk and change.origin == self.origin
        is_recent = change.changed_at > timezone.now() - ONE_GO
        return is_same_hand and is_recent and not change.confirmed

    def _store(self) -> StringTranslation | None:
        words = self.segment.words
        if not self.text:
            if words:
                words.delete()  # one by one, for the signal that resets the page's draft title
            return None
        words = words or self._new_words()
        words.data = self.text
        words.translation_type = MANUAL if self.confirmed else MACHINE
        words.tool_name = self.origin
        words.last_translated_by = self.user
        words.field_error = validation_error(self.segment, self.text)
        words.has_error = bool(words.field_error)
        words.save()
        return words

    def _new_words(self) -> StringTranslation:
        """Text and place are known already: wagtail-localize's signals need not look them up."""
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
