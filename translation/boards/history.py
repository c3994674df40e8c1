"""What happened to one translation: its log and every change of its words, as one list by time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_registry
from wagtail.models import ModelLogEntry
from wagtail_localize.models import StringSegment

from translation.models import Assignment, SegmentChange, SourceVersion
from translation.team_members import shown_name
from translation.words.field_descriptions import describe
from translation.words.segments import plain
from translation.words.word_differences import Difference, word_differences

LOGGED, CHANGED = "logged", "changed"
# What Wagtail logs besides for the same deeds of ours.
REPEATED = (
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
class Deed:
    """Something that was done with the translation as a whole."""

    at: datetime
    who: str
    message: str
    version: SourceVersion | None = None


@dataclass(frozen=True)
class Change:
    """A change of one text, as its readers see it."""

    change: SegmentChange
    label: str

    @property
    def at(self) -> datetime:
        return self.change.changed_at

    @property
    def who(self) -> str:
        return shown_name(self.change.changed_by) if self.change.changed_by else _("the system")

    @cached_property
    def differences(self) -> list[Difference]:
        return word_differences(plain(self.change.before), plain(self.change.after))

    @property
    def is_text(self) -> bool:
        """Whether words were changed, not the choice of a file, a picture or a link."""
        return self.change.string_id is not None


class History:
    """The history of one translation, the latest first; a slice takes a fixed number of queries.

    With a ``segment``, only the changes in its place, also under earlier sources.
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

    def __getitem__(self, position: slice) -> list[Deed | Change]:
        kinds = (
            (self.entries, F("timestamp"), LOGGED),
            (self.changes, F("changed_at"), CHANGED),
        )
        entries, changes = (
            items.order_by().annotate(at=at, what=Value(kind)).values_list("at", "what", "pk")
            for items, at, kind in kinds
        )
        chosen = entries.union(changes, all=True).order_by("-at", "what", "-pk")[position]
        found = self._found([(what, pk) for _at, what, pk in chosen])
        return [found[what, pk] for _at, what, pk in chosen if (what, pk) in found]

    def _found(self, chosen: list[tuple]) -> dict[tuple, Deed | Change]:
        changes = self.changes.select_related("context", "changed_by").in_bulk(
            [pk for what, pk in chosen if what == CHANGED]
        )
        entries = self.entries.select_related("user").in_bulk(
            [pk for what, pk in chosen if what == LOGGED]
        )
        deeds = self._deeds(entries.values())
        return {
            **{(LOGGED, pk): deed for pk, deed in deeds.items()},
            **{(CHANGED, pk): self._change(change) for pk, change in changes.items()},
        }

    def _change(self, change: SegmentChange) -> Change:
        model = self.assignment.translation.source.specific_content_type.model_class()
        return Change(change, describe(model, change.context.field_path).label)

    def _deeds(self, entries: Collection) -> dict[int, Deed]:
        submitted = self._submitted() if entries else []
        return {
            entry.pk: Deed(
                entry.timestamp,
                entry.user_display_name,
                str(entry.message),
                # What is about a revision is about the words that were submitted last.
                _latest(submitted, entry.timestamp) if entry.revision_id else None,
            )
            for entry in entries
        }

    def _submitted(self) -> list[tuple[datetime, SourceVersion]]:
        """When words were submitted, and which words of the source they translate."""
        versions = self.assignment.translation.source.versions.defer("texts").in_bulk()
        entries = self.entries.filter(action="translation.submit").order_by("timestamp")
        return [
            (at, versions[data["source_version"]])
            for at, data in entries.values_list("timestamp", "data")
            if data.get("source_version") in versions
        ]


def _latest(submitted: list[tuple[datetime, SourceVersion]], at: datetime) -> SourceVersion | None:
    return next((version for moment, version in reversed(submitted) if moment <= at), None)


def _log_of(assignment: Assignment) -> QuerySet:
    try:
        target = assignment.translation.get_target_instance()
    except ObjectDoesNotExist:
        return ModelLogEntry.objects.none()
    return log_registry.get_logs_for_instance(target).exclude(action__in=REPEATED)
