"""Versions of the texts of a source, and of those of its translations that were submitted.

Every translation is marked as soon as the text of its source changes. Publishing the same text
again marks none.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Revision
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from core.prepared_queries import prepared_query
from translation.derivation import is_derived
from translation.models import Assignment, SegmentChange, SourceVersion, TargetVersion
from translation.segments.markup import plain_text
from translation.segments.overrides import present_overrides
from translation.segments.prepared import prepared_source
from translation.segments.text import TranslationSegment, source_segments


@dataclass(frozen=True)
class TextChange:
    """A text that differs between two versions.

    ``before`` is empty for an added text, ``after`` for a removed one.
    """

    path: str
    before: str
    after: str


def record_source_version(
    source: TranslationSource, is_published: bool, rows: Iterable[StringSegment] | None = None
) -> SourceVersion:
    """Store the current texts of a source, if they changed, and return their version.

    The texts are compared without their order: a moved paragraph needs no new translation.
    ``rows`` are the ``source_segments``, if loaded.
    """
    rows = source_segments(source) if rows is None else rows
    texts = [[row.context.path, row.string.data] for row in rows]
    fingerprint = source_texts_fingerprint(texts)
    current = next(iter(_current_versions(source.pk)), None)
    if not current or current.fingerprint != fingerprint:
        if current:
            source.versions.filter(is_current=True).update(is_current=False)
        values = {
            "texts": texts,
            "words": sum(len(plain_text(text).split()) for _, text in texts),
            "is_current": True,
        }
        current, _ = SourceVersion.objects.update_or_create(
            source=source,
            fingerprint=fingerprint,
            defaults=values,
            create_defaults={**values, "published_at": timezone.now() if is_published else None},
        )
    if is_published and not current.published_at:
        current.published_at = timezone.now()
        current.save(update_fields=["published_at"])
    return current


def record_target_version(
    translation: Translation, revision: Revision, segments: list[TranslationSegment]
) -> TargetVersion:
    """Store the texts and overrides that a submitted revision was composed of."""
    overrides = [list(item) for item in present_overrides(translation)]
    overrides += _removed_overrides(translation, {item[0] for item in overrides})
    version = unsaved_target_version(translation, revision, segments, overrides)
    version.save()
    return version


def unsaved_target_version(
    translation: Translation,
    revision: Revision,
    segments: list[TranslationSegment],
    overrides: Iterable[list] = (),
) -> TargetVersion:
    """Return what ``record_target_version`` stores, to be created with others."""
    texts = [
        [
            segment.path,
            segment.source,
            segment.target,
            segment.string_translation and segment.string_translation.last_translated_by_id,
        ]
        for segment in segments
    ]
    return TargetVersion(
        translation=translation, revision=revision, texts=texts, overrides=list(overrides)
    )


def _removed_overrides(translation: Translation, present: set[str]) -> list[list]:
    """Return the overrides that were approved last and are gone, though their place is not."""
    overridable = {path for path, _order in prepared_source(translation.source).overridable}
    if not overridable:
        return []
    approved = translation.target_versions.exclude(approved_at=None).last()
    if approved is None or not approved.override_values:
        return []
    removed = (approved.override_values.keys() & overridable) - present
    removals = SegmentChange.objects.filter(
        translation=translation, string=None, context__path__in=removed
    ).order_by("changed_at", "pk")
    authors = dict(removals.values_list("context__path", "changed_by"))
    return [[path, None, authors.get(path)] for path in sorted(removed)]


def source_texts_fingerprint(texts: list[list[str]]) -> str:
    return hashlib.sha256(json.dumps(sorted(texts)).encode()).hexdigest()


def draft_fingerprint(instance) -> str:
    """Return the fingerprint that the texts of a draft would have as a version; store nothing."""
    return source_texts_fingerprint(
        [
            [segment.path, segment.string.data]
            for segment in extract_segments(instance)
            if isinstance(segment, StringSegmentValue)
        ]
    )


def mark_outdated(
    version: SourceVersion, assignments: Iterable[Assignment] | None = None
) -> list[Assignment]:
    """Mark the assignments, by default all of the source, that do not cover this version of it.

    Return those that were not marked before. ``assignments`` have to be locked.
    """
    newly_marked, now = [], timezone.now()
    if assignments is None:
        assignments = _locked_assignments(version.source_id)
    for assignment in assignments:
        before = (assignment.source_changed_at, assignment.outdated_since)
        is_covered = assignment.covered_version_id in (None, version.pk)
        # A job, not a person, brings a derived script up to date.
        if not is_derived(assignment.translation.target_locale):
            assignment.source_changed_at = None if is_covered else before[0] or now
        if assignment.published_version_id == version.pk:
            assignment.outdated_since = None
        elif assignment.published_version_id and version.published_at:
            assignment.outdated_since = before[1] or now
        if before != (assignment.source_changed_at, assignment.outdated_since):
            assignment.save(update_fields=["source_changed_at", "outdated_since"])
        if assignment.source_changed_at and not before[0]:
            newly_marked.append(assignment)
    return newly_marked


def translations_by_locale(source: TranslationSource) -> dict[int, Translation]:
    """Return the translations of a source with their assignments, by id of the target locale."""
    found = _translations_of(source.pk)
    return {translation.target_locale_id: translation for translation in found}


@prepared_query
def _current_versions(source_id) -> QuerySet:
    """There is one, unless the source is new."""
    return SourceVersion.objects.filter(source=source_id, is_current=True)


@prepared_query
def _locked_assignments(source_id) -> QuerySet:
    of_source = Assignment.objects.filter(translation__source=source_id)
    return of_source.with_translation().locked().order_by("pk")


@prepared_query
def _translations_of(source_id) -> QuerySet:
    translations = Translation.objects.filter(source=source_id)
    return translations.select_related("assignment", "target_locale")


def changes_between(before: SourceVersion | None, after: SourceVersion) -> list[TextChange]:
    """Return the texts that differ, in the order of the later version, removed ones last.

    The texts of one content path are paired in their order.
    """
    if before is None or before == after:
        return []
    old, new = _by_path(before), _by_path(after)
    changes = []
    for path in [*new, *(path for path in old if path not in new)]:
        removed = [text for text in old.get(path, []) if text not in new.get(path, [])]
        added = [text for text in new.get(path, []) if text not in old.get(path, [])]
        changes += [TextChange(path, *pair) for pair in zip_longest(removed, added, fillvalue="")]
    return changes


def _by_path(version: SourceVersion) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for path, text in version.texts:
        grouped.setdefault(path, []).append(text)
    return grouped
