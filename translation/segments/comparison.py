"""Comparison of two versions of a translation: the public or an earlier one, and the submitted one.

Texts are compared with their formatting; files, pictures and links that were chosen for the
language are compared, too. What nobody has submitted yet is compared as it is now.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translation.choices import TranslationState
from translation.models import Assignment, TargetVersion
from translation.segments.differences import TextDifference, word_differences
from translation.segments.markup import compare_tags, plain_text
from translation.segments.overrides import (
    OverridableValue,
    load_overridable_values,
    load_override_values,
    present_overrides,
)
from translation.segments.text import TranslationSegment, load_segments


@dataclass(frozen=True)
class ComparedText:
    """One text of the page in two versions, as segments; ``before`` is empty if it was added.

    ``is_formatted`` is whether the formatting is known of both.
    """

    segment: TranslationSegment
    before: str
    after: str
    is_formatted: bool

    @property
    def after_text(self) -> str:
        return plain_text(self.after)

    @property
    def before_text(self) -> str:
        return plain_text(self.before)

    @property
    def is_changed(self) -> bool:
        if self.is_formatted:
            return self.before != self.after
        return self.before_text != self.after_text

    @cached_property
    def differences(self) -> list[TextDifference]:
        return word_differences(self.before_text, self.after_text) if self.before else []

    @property
    def formatting(self) -> str:
        """How the formatting and the links of the text have changed; empty if they have not."""
        if not (self.before and self.is_formatted and self.is_changed):
            return ""
        tags = compare_tags(self.before, self.after, self.segment.attrs)
        lost, added = (", ".join(tag.label for tag in found) for found in tags)
        if lost and added:
            return _("Instead of %(lost)s: %(added)s") % {"lost": lost, "added": added}
        if lost:
            return _("No longer: %(formatting)s") % {"formatting": lost}
        if added:
            return _("Now with: %(formatting)s") % {"formatting": added}
        is_same_text = self.before_text == self.after_text
        return _("The formatting or a link is at other words now.") if is_same_text else ""


@dataclass(frozen=True)
class ComparedOverride:
    """A picture, document or link in two versions.

    ``before`` and ``after`` are ``None`` where the language has that of the source.
    """

    overridable: OverridableValue
    before: object
    after: object

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def live_instance(assignment: Assignment):
    """Return the public translated object; ``None`` as long as it is a draft."""
    target = assignment.translation.get_target_instance()
    return target if getattr(target, "live", True) else None


class TranslationComparison:
    """A comparison of a translation with ``since``, or else with the public version.

    In review or approved, it is the submitted version (``after``), otherwise what is written now.
    """

    def __init__(self, assignment: Assignment, since: TargetVersion | None = None):
        self.assignment = assignment
        self.before = since or assignment.published_target_version
        is_submitted = assignment.state in (TranslationState.IN_REVIEW, TranslationState.APPROVED)
        self.after = assignment.submitted_version if is_submitted else None

    @cached_property
    def texts(self) -> list[ComparedText]:
        """The texts in the order of the page."""
        before, after = self._texts_before(), _texts_by_path(self.after)
        compared, seen = [], {}
        for segment in load_segments(self.assignment.translation):
            position = seen.get(segment.path, 0)
            seen[segment.path] = position + 1
            target = _text_at(after, segment.path, position) if self.after else segment.target
            known = _text_at(before, segment.path, position)
            compared.append(ComparedText(segment, known, target, self.before is not None))
        return compared

    @cached_property
    def overrides(self) -> list[ComparedOverride]:
        """The pictures, documents and links that the language has chosen in either version."""
        before = self.before.override_values if self.before else {}
        after = self.after.override_values if self.after else self._present_overrides()
        chosen = [
            (item, before.get(path), after.get(path))
            for item in load_overridable_values(self.assignment.translation)
            if (path := item.segment.context.path) in before or path in after
        ]
        values = load_override_values(
            [(item.kind, value) for item, *both in chosen for value in both if value is not None]
        )
        return [
            ComparedOverride(item, values.get((item.kind, old)), values.get((item.kind, new)))
            for item, old, new in chosen
        ]

    def _texts_before(self) -> dict[str, list[str]]:
        if self.before:
            return _texts_by_path(self.before)
        return _texts_of(live_instance(self.assignment))

    def _present_overrides(self) -> dict[str, str]:
        present = present_overrides(self.assignment.translation)
        return {path: value for path, value, _author in present}


def _texts_by_path(version: TargetVersion | None) -> dict[str, list[str]]:
    """Return the target texts of a version by content path, each list in the order of the page."""
    texts: dict[str, list[str]] = {}
    for path, _source, target, _author in version.texts if version else ():
        texts.setdefault(path, []).append(target)
    return texts


def _texts_of(instance) -> dict[str, list[str]]:
    """Return the texts of an object by content path, each list in the order of the page."""
    texts: dict[str, list[str]] = {}
    for value in extract_segments(instance) if instance else ():
        if isinstance(value, StringSegmentValue):
            texts.setdefault(value.path, []).append(value.string.data)
    return texts


def _text_at(texts: dict[str, list[str]], path: str, position: int) -> str:
    found = texts.get(path, [])
    return found[position] if position < len(found) else ""
