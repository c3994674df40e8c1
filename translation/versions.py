"""Versions of a source's words: when they changed, what changed, and who has to know.

Every translation is marked at once when words of its source change. Publishing the same words
again marks nothing.
"""

import hashlib
import json
from dataclasses import dataclass

from django.utils import timezone
from wagtail_localize.models import StringSegment, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translation.words.segments import plain

from .choices import State
from .derivation import is_derived
from .models import Assignment, SourceVersion


@dataclass(frozen=True)
class TextChange:
    """A text that differs between two versions; ``before`` or ``after`` is empty for a new one."""

    path: str
    before: str
    after: str


def record_version(source: TranslationSource, is_published: bool) -> SourceVersion:
    """Remember the current words of a source and return their version.

    The texts are compared without their order: moving a paragraph asks for no new words.
    """
    texts = [
        [path, text]
        for path, text in StringSegment.objects.filter(source=source)
        .order_by("order")
        .values_list("context__path", "string__data")
    ]
    fingerprint = fingerprint_of(texts)
    current = source.versions.filter(is_current=True).first()
    if not current or current.fingerprint != fingerprint:
        source.versions.filter(is_current=True).update(is_current=False)
        current, _ = SourceVersion.objects.update_or_create(
            source=source,
            fingerprint=fingerprint,
            defaults={
                "texts": texts,
                "words": sum(len(plain(text).split()) for _, text in texts),
                "is_current": True,
            },
        )
    if is_published and not current.published_at:
        current.published_at = timezone.now()
        current.save(update_fields=["published_at"])
    return current


def fingerprint_of(texts: list[list[str]]) -> str:
    return hashlib.sha256(json.dumps(sorted(texts)).encode()).hexdigest()


def fingerprint_of_draft(instance) -> str:
    """The fingerprint that a draft's words would have as a version; nothing is stored."""
    return fingerprint_of(
        [
            [segment.path, segment.string.data]
            for segment in extract_segments(instance)
            if isinstance(segment, StringSegmentValue)
        ]
    )


def mark_outdated(version: SourceVersion) -> list[Assignment]:
    """Mark the work that does not cover this version of its source; return what is marked anew."""
    marked, now = [], timezone.now()
    work = Assignment.objects.filter(translation__source_id=version.source_id).select_related(
        "translation__target_locale", "covered_version", "published_version"
    )
    for assignment in work:
        before = (assignment.source_changed_at, assignment.outdated_since)
        is_covered = assignment.covered_version in (None, version)
        # What is derived from another script is brought up to date by a job, not by a person.
        if not is_derived(assignment.translation.target_locale):
            assignment.source_changed_at = None if is_covered else before[0] or now
        if assignment.published_version == version:
            assignment.outdated_since = None
        elif assignment.published_version and version.published_at:
            assignment.outdated_since = before[1] or now
        if before != (assignment.source_changed_at, assignment.outdated_since):
            assignment.save(update_fields=["source_changed_at", "outdated_since"])
        if assignment.source_changed_at and not before[0]:
            marked.append(assignment)
    return marked


def changes_between(before: SourceVersion | None, after: SourceVersion) -> list[TextChange]:
    """The texts that differ, in the order of the later version, removed ones last.

    Within one place, texts are paired in the order in which they stand.
    """
    if before is None or before == after:
        return []
    old, new = _by_path(before), _by_path(after)
    changes = []
    for path in [*new, *(path for path in old if path not in new)]:
        gone = [text for text in old.get(path, []) if text not in new.get(path, [])]
        come = [text for text in new.get(path, []) if text not in old.get(path, [])]
        for position in range(max(len(gone), len(come))):
            pair = [texts[position] if position < len(texts) else "" for texts in (gone, come)]
            changes.append(TextChange(path, *pair))
    return changes


def _by_path(version: SourceVersion) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for path, text in version.texts:
        grouped.setdefault(path, []).append(text)
    return grouped


def is_ready(assignment: Assignment) -> bool:
    """Whether the words were approved for exactly what the source says now."""
    return bool(
        assignment.state in (State.APPROVED, State.PUBLISHED)
        and not assignment.source_changed_at
        and not assignment.outdated_since
    )
