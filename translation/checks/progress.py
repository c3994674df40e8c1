"""Checks of the state of a segment, its length and its markup."""

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from translation.checks.checked_segment import CheckedSegment
from translation.choices import SegmentState
from translation.segments.markup import LINE_BREAK, LINK, MarkupToken, compare_tags, validate_markup
from translation.segments.validation import length_error


def untranslated(subject: CheckedSegment) -> Iterator[str]:
    if subject.segment.state == SegmentState.UNTRANSLATED:
        yield _("This text is not translated.")


def source_changed(subject: CheckedSegment) -> Iterator[str]:
    if subject.segment.state == SegmentState.CHANGED:
        yield _("The source of this text has changed. Adapt the translation.")


def unconfirmed(subject: CheckedSegment) -> Iterator[str]:
    """Yield that the text is unconfirmed, or its stored error unless another check reports it."""
    if subject.segment.state != SegmentState.UNCONFIRMED:
        return
    if not subject.segment.error:
        yield _("Nobody has confirmed this translation.")
    elif not [*broken_markup(subject), *too_long(subject)]:
        yield subject.segment.error


def too_long(subject: CheckedSegment) -> Iterator[str]:
    if error := length_error(subject.segment, subject.segment.target):
        yield error


def broken_markup(subject: CheckedSegment) -> Iterator[str]:
    segment = subject.segment
    try:
        validate_markup(segment.source, segment.target, is_rich=segment.is_rich)
    except ValidationError as error:
        yield error.messages[0]


def formatting(subject: CheckedSegment) -> Iterator[str]:
    """Yield formatting that is missing or added. Links are checked by ``broken_markup``."""
    yield from _compare_tags(subject, lambda token: token.name not in (LINK, LINE_BREAK))


def line_breaks(subject: CheckedSegment) -> Iterator[str]:
    yield from _compare_tags(subject, lambda token: token.name == LINE_BREAK)


def _compare_tags(
    subject: CheckedSegment, is_checked: Callable[[MarkupToken], bool]
) -> Iterator[str]:
    lost, added = compare_tags(subject.segment.source, subject.segment.target)
    for label in dict.fromkeys(token.label for token in lost if is_checked(token)):
        yield _("“%(label)s” is missing.") % {"label": label}
    for label in dict.fromkeys(token.label for token in added if is_checked(token)):
        yield _("“%(label)s” is not in the source.") % {"label": label}
