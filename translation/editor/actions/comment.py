"""Comments on segments, for everybody who works on the same translation."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from translation.models import Assignment, SegmentComment
from translation.policies import policy_for
from translation.segments.markup import normalise_markup
from translation.segments.text import TranslationSegment
from translation.segments.validation import MAX_TEXT_LENGTH, validation_error


class AddComment:
    """Comment on one segment, or suggest another target text for it, or both.

    A suggestion changes nothing until a translator accepts it, who then is its author. So a
    reviewer may correct a text and still approve it.
    """

    def __init__(
        self,
        user,
        assignment: Assignment,
        segment: TranslationSegment,
        text: str = "",
        suggestion: str = "",
    ):
        self.user, self.assignment, self.segment = user, assignment, segment
        # PostgreSQL stores no zero byte.
        text, suggestion = (value.replace("\x00", "") for value in (text, suggestion))
        self.comment = SegmentComment(
            translation=assignment.translation,
            context_id=segment.context_id,
            string_id=segment.string_id,
            text=text.strip(),
            suggestion=normalise_markup(suggestion) if suggestion.strip() else "",
            written_by=user,
        )

    def check(self) -> None:
        policy_for(self.user).check("comment", self.assignment)
        longest = SegmentComment._meta.get_field("text").max_length
        if not (self.comment.text or self.comment.suggestion):
            raise ValidationError(_("Write a comment first."))
        if len(self.comment.text) > longest:
            raise ValidationError(
                _("The comment is too long: at most %(count)d characters.") % {"count": longest}
            )
        if self.comment.suggestion:
            self._check_suggestion()

    def _check_suggestion(self) -> None:
        if len(self.comment.suggestion) > MAX_TEXT_LENGTH:
            raise ValidationError(_("The suggestion is too long."))
        if self.comment.suggestion == self.segment.target:
            raise ValidationError(_("The suggestion is the same as the text. Change it first."))
        if error := validation_error(self.segment, self.comment.suggestion):
            raise ValidationError(error)

    def execute(self) -> SegmentComment:
        self.check()
        self.comment.save()
        return self.comment


class ResolveComment:
    """Mark a comment as resolved, or reopen it."""

    def __init__(
        self, user, assignment: Assignment, comment: SegmentComment, resolved: bool = True
    ):
        self.user, self.assignment, self.comment = user, assignment, comment
        self.resolved = resolved

    def execute(self) -> SegmentComment:
        policy_for(self.user).check("comment", self.assignment)
        self.comment.resolved_at = timezone.now() if self.resolved else None
        self.comment.save(update_fields=["resolved_at"])
        return self.comment
