"""Three texts side by side: the source, what readers see in a language, and what was submitted."""

from dataclasses import dataclass, field

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translation.models import Assignment
from translation.words.segments import Segment, load_segments, plain
from translation.words.word_differences import Difference, word_differences


@dataclass(frozen=True)
class ComparedText:
    """One text. ``differences`` lead from the live words to the submitted ones."""

    segment: Segment
    live: str
    submitted: str
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return self.live != self.submitted


def live_instance(assignment: Assignment):
    """What readers see of this translation; ``None`` as long as it is a draft."""
    target = assignment.translation.get_target_instance()
    return target if getattr(target, "live", True) else None


def compare(assignment: Assignment) -> list[ComparedText]:
    """Return the texts in the order of the page.

    Submitted is what the reviewers were asked about; while nobody was asked, the words so far.
    """
    live = _texts_of(live_instance(assignment))
    submitted = _texts_of(assignment.revision.as_object()) if assignment.revision else None
    compared, seen = [], {}
    for segment in load_segments(assignment.translation):
        position = seen.get(segment.path, 0)
        seen[segment.path] = position + 1
        before = _text_at(live, segment.path, position)
        after = plain(segment.target)
        if submitted is not None:
            after = _text_at(submitted, segment.path, position)
        differences = word_differences(before, after) if before else []
        compared.append(ComparedText(segment, before, after, differences))
    return compared


def _texts_of(instance) -> dict[str, list[str]]:
    """The plain texts of an object by path; in one place they stand in their order."""
    texts: dict[str, list[str]] = {}
    for value in extract_segments(instance) if instance else ():
        if isinstance(value, StringSegmentValue):
            texts.setdefault(value.path, []).append(value.render_text())
    return texts


def _text_at(texts: dict[str, list[str]], path: str, position: int) -> str:
    found = texts.get(path, [])
    return found[position] if position < len(found) else ""
