"""Whether a text is done: translated, confirmed, of the present source, publishable as it is."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from translation.checks.subject import Subject
from translation.choices import SegmentState
from translation.words.markup import LINE_BREAK, LINK, Piece, check_markup, lost_and_added


def untranslated(subject: Subject) -> Iterator[str]:
    if subject.segment.state == SegmentState.UNTRANSLATED:
        yield _("This text is not translated.")


def source_changed(subject: Subject) -> Iterator[str]:
    if subject.segment.state == SegmentState.CHANGED:
        yield _("The source of this text has changed. Adapt the translation.")


def unconfirmed(subject: Subject) -> Iterator[str]:
    """Words that no person stands behind, or that were refused for a reason not found here."""
    if subject.segment.state != SegmentState.UNCONFIRMED:
        return
    if not subject.segment.error:
        yield _("Nobody has confirmed this translation.")
    elif not [*broken_markup(subject), *too_long(subject)]:
        yield subject.segment.error


def too_long(subject: Subject) -> Iterator[str]:
    limit = subject.segment.limit
    if limit and len(subject.target) > limit:
        yield _("Too long: %(length)d of %(limit)d characters.") % {
            "length": len(subject.target),
            "limit": limit,
        }


def broken_markup(subject: Subject) -> Iterator[str]:
    segment = subject.segment
    try:
        check_markup(segment.source, segment.target, is_rich=segment.is_rich)
    except ValidationError as error:
        yield error.messages[0]


def formatting(subject: Subject) -> Iterator[str]:
    """Formatting that is missing or superfluous; links are a matter of broken markup."""
    yield from _differing(subject, lambda piece: piece.name not in (LINK, LINE_BREAK))


def line_breaks(subject: Subject) -> Iterator[str]:
    yield from _differing(subject, lambda piece: piece.name == LINE_BREAK)


def _differing(subject: Subject, is_meant) -> Iterator[str]:
    lost, added = lost_and_added(subject.segment.source, subject.segment.target)
    for label in _labels(filter(is_meant, lost)):
        yield _("“%(label)s” is missing.") % {"label": label}
    for label in _labels(filter(is_meant, added)):
        yield _("“%(label)s” is not in the source.") % {"label": label}


def _labels(parts: Iterator[Piece]) -> list[str]:
    return list(dict.fromkeys(piece.label for piece in parts))
