"""Checks before review: what is wrong with the words of a translation."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from .choices import SegmentState
from .segments import Segment, load_segments


@dataclass(frozen=True)
class Problem:
    """Something wrong with one segment. ``blocks``: an error; otherwise a warning that asks."""

    segment: Segment
    code: str
    message: str
    blocks: bool


def problems_in(translation: Translation) -> list[Problem]:
    """Return everything wrong with a translation, in the order of the page."""
    return [
        Problem(segment, "untranslated", _("This text is not translated."), True)
        for segment in load_segments(translation)
        if segment.state != SegmentState.CONFIRMED
    ]
