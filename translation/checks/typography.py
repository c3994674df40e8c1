"""Checks of typography: spaces, punctuation, brackets, and texts equal to their source."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.writing.typography import find_doubled_space, unbalanced_pairs
from translation.checks.checked_segment import CheckedSegment

_WORD = re.compile(r"[^\W\d_]{2,}")
_FINAL = frozenset(".?!:;…")
_CLOSING = "\"'”“’»«)]"
# A full stop after a number or a short word may belong to an ordinal or an abbreviation.
_ABBREVIATED = re.compile(r"(?:\d|(?<!\w)\w{1,3})\.$")


def outer_spaces(subject: CheckedSegment) -> Iterator[str]:
    if subject.target != subject.target.strip() and subject.source == subject.source.strip():
        yield _("There is a space before or after the text.")


def doubled_spaces(subject: CheckedSegment) -> Iterator[str]:
    if find_doubled_space(subject.target.strip()) and not find_doubled_space(subject.source):
        yield _("There are two spaces in a row.")


def same_as_source(subject: CheckedSegment) -> Iterator[str]:
    """Yield unless the text is a single word, which may be a name, or is kept on purpose."""
    is_same = subject.target.strip() == subject.source.strip()
    if is_same and not subject.is_kept and len(_WORD.findall(subject.source_words)) > 1:
        yield _("The text is the same as its source.")


def final_punctuation(subject: CheckedSegment) -> Iterator[str]:
    wanted, given = _final_sign(subject.source), _final_sign(subject.target)
    if wanted == given:
        return
    if not wanted and given == "." and _ABBREVIATED.search(subject.target.strip()):
        return
    if not wanted:
        yield _("The text ends with “%(sign)s”, its source does not.") % {"sign": given}
    elif not given:
        yield _("The source ends with “%(sign)s”, the text does not.") % {"sign": wanted}
    else:
        yield _("The source ends with “%(wanted)s”, the text with “%(given)s”.") % {
            "wanted": wanted,
            "given": given,
        }


def _final_sign(text: str) -> str:
    text = text.strip().rstrip(_CLOSING).replace("...", "…")
    return text[-1:] if text[-1:] in _FINAL else ""


def unbalanced(subject: CheckedSegment) -> Iterator[str]:
    """Yield pairs of brackets and quotation marks of which one is missing."""
    if unbalanced_pairs(subject.source):
        return
    for signs in unbalanced_pairs(subject.target):
        yield _("One of these is missing: %(signs)s") % {"signs": signs}
