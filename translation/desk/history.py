"""The history of one translation: log entries and changes of segments, in one list by time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import registry as log_registry
from wagtail.models import ModelLogEntry
from wagtail_localize.models import StringSegment

from translation.models import Assignment, SegmentChange, SourceVersion
from translation.segments.differences import (
    ADDED,
    KEPT,
    REMOVED,
    TextDifference,
    word_differences,
)
from translation.segments.field_descriptions import describe_field
from translation.segments.markup import plain_text
from translation.segments.overrides import override_names

LOG_ENTRY, SEGMENT_CHANGE = "logged", "changed"
# Wagtail logs these in addition to this app's own entry for the same action.
REDUNDANT_LOG_ACTIONS = (
    "wagtail.create",
    "wagtail.edit",
    "wagtail.rename",
    "wagtail.copy_for_translation",
    "wagtail.workflow.start",
    "wagtail.workflow.approve",
    "wagtail.workflow.reject",
    "wagtail.workflow.resume",
    "wagtail.workflow.cancel",
)


@dataclass(frozen=True)
class LogEvent:
    """A log entry about the translation as a whole."""

    at: datetime
    actor_name: str
    message: str
    version: SourceVersion | None = None


@dataclass(frozen=True)
class SegmentChangeEvent:
    """A change of one segment: its text, or the name of its picture or document, or its URL."""

    change: SegmentChange
    label: str
    before: str
    after: str

    @property
    def at(self) -> datetime:
        return self.change.changed_at

    @property
    def actor_name(self) -> str:
        return (
            get_user_display_name(self.change.changed_by)
            if self.change.changed_by
            else _("the system")
        )

    @cached_property
    def differences(self) -> list[TextDifference]:
        if self.is_text:
            return word_differences(self.before, self.after)
        removed, added = TextDifference(REMOVED, self.before), TextDifference(ADDED, self.after)
        return [removed, TextDifference(KEPT, " "), added]

    @property
    def is_text(self) -> bool:
        """Whether a text was changed, and not the override of a file, a picture or a link."""
        return self.change.string_id is not None


class TranslationHistory:
    """The history of one translation, the latest first, for Django's paginator.

    A slice takes a fixed number of queries. With a ``segment``, the history contains only the
    changes in the context of that segment, including those made for earlier source texts.
    """

    def __init__(self, assignment: Assignment, segment: StringSegment | None = None):
        self.assignment, self.segment = assignment, segment
        self.changes = SegmentChange.objects.filter(translation=assignment.translation_id)
        self.entries = _log_of(assignment)
        if segment:
            self.changes = self.changes.filter(context=segment.context_id)
            self.entries = self.entries.none()

    def count(self) -> int:
        return self.changes.count() + self.entries.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, position: slice) -> list[LogEvent | SegmentChangeEvent]:
        kinds = (
            (self.entries, F("timestamp"), LOG_ENTRY),
            (self.changes, F("changed_at"), SEGMENT_CHANGE),
        )
        entries, changes = (
            items.order_by().annotate(at=at, kind=Value(kind)).values_list("at", "kind", "pk")
            for items, at, kind in kinds
        )
        chosen = entries.union(changes, all=True).order_by("-at", "kind", "-pk")[position]
        chosen = [(kind, pk) for _at, kind, pk in chosen]
        events = self._events(chosen)
        return [events[key] for key in chosen if key in events]

    def _events(self, chosen: list[tuple]) -> dict[tuple, LogEvent | SegmentChangeEvent]:
        """Load log entries and changes by kind and primary key."""
        changes = self.changes.select_related("context", "changed_by").in_bulk(
            [pk for kind, pk in chosen if kind == SEGMENT_CHANGE]
        )
        entries = self.entries.select_related("user").in_bulk(
            [pk for kind, pk in chosen if kind == LOG_ENTRY]
        )
        model = self.assignment.translation.source.specific_content_type.model_class()
        overrides = [change for change in changes.values() if change.string_id is None]
        names = override_names(
            model,
            [
                (item.context.field_path, value)
                for item in overrides
                for value in (item.before, item.after)
            ],
        )
        return {
            **self._logged(entries.values()),
            **{
                (SEGMENT_CHANGE, pk): SegmentChangeEvent(
                    change,
                    describe_field(model, change.context.field_path).label,
                    _shown(change, change.before, names),
                    _shown(change, change.after, names),
                )
                for pk, change in changes.items()
            },
        }

    def _logged(self, entries: Collection) -> dict[tuple, LogEvent]:
        submissions = self._submissions() if entries else []
        return {
            (LOG_ENTRY, entry.pk): LogEvent(
                entry.timestamp,
                entry.user_display_name,
                str(entry.message),
                # An entry with a revision is about the submission before it.
                _version_at(submissions, entry.timestamp) if entry.revision_id else None,
            )
            for entry in entries
        }

    def _submissions(self) -> list[tuple[datetime, SourceVersion]]:
        """Return the time of each submission and the source version that it translates."""
        versions = self.assignment.translation.source.versions.defer("texts").in_bulk()
        entries = self.entries.filter(action="translation.submit").order_by("timestamp")
        return [
            (at, versions[data["source_version"]])
            for at, data in entries.values_list("timestamp", "data")
            if data.get("source_version") in versions
        ]


def _shown(change: SegmentChange, value: str, names: dict[tuple, str]) -> str:
    """Return a text as plain text, or the name of a file; empty for a file that was deleted."""
    return (
        plain_text(value) if change.string_id else names.get((change.context.field_path, value), "")
    )


def _version_at(
    submissions: list[tuple[datetime, SourceVersion]], time: datetime
) -> SourceVersion | None:
    return next((version for at, version in reversed(submissions) if at <= time), None)


def _log_of(assignment: Assignment) -> QuerySet:
    try:
        target = assignment.translation.get_target_instance()
    except ObjectDoesNotExist:
        return ModelLogEntry.objects.none()
    return log_registry.get_logs_for_instance(target).exclude(action__in=REDUNDANT_LOG_ACTIONS)
