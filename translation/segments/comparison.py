"""Comparison of the texts of a translation: source, public version and submitted version."""

from dataclasses import dataclass, field

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translation.models import Assignment
from translation.segments.differences import TextDifference, word_differences
from translation.segments.markup import plain_text
from translation.segments.text import TranslationSegment, load_segments


@dataclass(frozen=True)
class ComparedText:
    """One text in three versions. ``differences`` lead from ``live`` to ``submitted``."""

    segment: TranslationSegment
    live: str
    submitted: str
    differences: list[TextDifference] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return self.live != self.submitted


def live_instance(assignment: Assignment):
    """Return the public translated object; ``None`` as long as it is a draft."""
    target = assignment.translation.get_target_instance()
    return target if getattr(target, "live", True) else None


def compare_texts(assignment: Assignment) -> list[ComparedText]:
    """Return the texts in the order of the page.

    ``submitted`` is the text of the submitted revision, or the present one if there is none.
    """
    live = _texts_of(live_instance(assignment))
    submitted = _texts_of(assignment.revision.as_object()) if assignment.revision else None
    compared, seen = [], {}
    for segment in load_segments(assignment.translation):
        position = seen.get(segment.path, 0)
        seen[segment.path] = position + 1
        before = _text_at(live, segment.path, position)
        after = plain_text(segment.target)
        if submitted is not None:
            after = _text_at(submitted, segment.path, position)
        differences = word_differences(before, after) if before else []
        compared.append(ComparedText(segment, before, after, differences))
    return compared


def _texts_of(instance) -> dict[str, list[str]]:
    """Return the plain texts of an object by content path, each list in the order of the page."""
    texts: dict[str, list[str]] = {}
    for value in extract_segments(instance) if instance else ():
        if isinstance(value, StringSegmentValue):
            texts.setdefault(value.path, []).append(value.render_text())
    return texts


def _text_at(texts: dict[str, list[str]], path: str, position: int) -> str:
    found = texts.get(path, [])
    return found[position] if position < len(found) else ""
