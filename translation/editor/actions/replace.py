"""Find and replace in the target texts of one translation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.imports.actions import state_fingerprint
from translation.actions.write import WriteSegment
from translation.choices import TranslationOrigin
from translation.models import Assignment
from translation.policies import policy_for
from translation.segments.differences import TextDifference, word_differences
from translation.segments.markup import plain_text
from translation.segments.replacement import TextReplacement
from translation.segments.text import TranslationSegment, load_segments
from translation.segments.validation import MAX_TEXT_LENGTH, validation_error


@dataclass(frozen=True)
class SegmentReplacement:
    """What a replacement makes of one target text."""

    segment: TranslationSegment
    after: str

    @cached_property
    def error(self) -> str:
        """Why the new text cannot be published, and is therefore not written; or empty."""
        if not plain_text(self.after).strip():
            return _("Nothing would be left of this text.")
        if len(self.after) > MAX_TEXT_LENGTH:
            return _("The text would be too long.")
        return validation_error(self.segment, self.after)

    @property
    def differences(self) -> list[TextDifference]:
        return word_differences(self.segment.target_text, plain_text(self.after))

    @property
    def fingerprint(self) -> str:
        """A hash of the text before and after, by which a later change is noticed."""
        return state_fingerprint([self.segment.target, self.after])


class ReplaceInTargetTexts:
    """Replace words in the target texts of a translation.

    The texts become unconfirmed: a replacement knows nothing of endings and agreement, and only
    what a person has read is published. With ``keep_confirmed``, for those who have read the
    preview, texts that are confirmed stay so. Each change is recorded by itself.
    """

    def __init__(self, user, assignment: Assignment, replacement: TextReplacement):
        self.user, self.assignment, self.replacement = user, assignment, replacement

    def preview(self) -> list[SegmentReplacement]:
        """Return what would change, in the order of the page. A repeated sentence stands once."""
        segments = {}
        for segment in load_segments(self.assignment.translation):
            if segment.target:
                segments.setdefault(segment.key, segment)
        changes = [
            SegmentReplacement(segment, self.replacement.apply(segment.target))
            for segment in segments.values()
        ]
        return [change for change in changes if change.after != change.segment.target]

    @transaction.atomic
    def execute(self, chosen: Mapping[int, str], keep_confirmed: bool = False) -> int:
        """Write the chosen texts, all or none of them, and return their number.

        ``chosen`` are the fingerprints of the preview by the primary keys of segments. Raises
        ``TranslationPermissionDenied``, or ``ValidationError`` if a text has changed since then.
        """
        self.assignment.lock()
        policy_for(self.user).check("edit", self.assignment)
        changes = {change.segment.pk: change for change in self.preview() if not change.error}
        if not chosen.items() <= {pk: change.fingerprint for pk, change in changes.items()}.items():
            raise ValidationError(
                _("Somebody has changed these texts meanwhile. Nothing was saved; look again.")
            )
        for pk in chosen:
            segment = changes[pk].segment
            WriteSegment(
                self.user,
                self.assignment,
                segment,
                changes[pk].after,
                base=segment.target,
                origin=TranslationOrigin.REPLACED,
                confirmed=keep_confirmed and segment.is_confirmed,
            ).execute()
        return len(chosen)
