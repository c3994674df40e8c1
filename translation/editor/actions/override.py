"""Overriding the image, document or URL of a segment in one language."""

import json

from django.db import transaction
from wagtail_localize.models import OverridableSegment, SegmentOverride

from translation.models import Assignment, SegmentChange
from translation.policies import policy_for


class ChangeSegmentOverride:
    """Base class: change the override of one segment. Every change is recorded, as JSON."""

    def __init__(self, user, assignment: Assignment, segment: OverridableSegment):
        self.user, self.assignment, self.segment = user, assignment, segment

    @property
    def _stored(self):
        return SegmentOverride.objects.filter(
            locale=self.assignment.translation.target_locale_id, context=self.segment.context_id
        )

    def _record(self, before: str, after: str) -> None:
        SegmentChange.objects.create(
            translation=self.assignment.translation,
            context_id=self.segment.context_id,
            before=before,
            after=after,
            confirmed=True,
            changed_by=self.user,
        )


class SetSegmentOverride(ChangeSegmentOverride):
    """Set the override. ``value`` is the id of an image or document, or a URL."""

    def __init__(self, user, assignment: Assignment, segment: OverridableSegment, value):
        super().__init__(user, assignment, segment)
        self.data = json.dumps(value)

    @transaction.atomic
    def execute(self) -> None:
        policy_for(self.user).check("edit", self.assignment)
        before = self._stored.first()
        if before and before.data_json == self.data:
            return
        self._stored.delete()
        SegmentOverride.objects.create(
            locale=self.assignment.translation.target_locale,
            context_id=self.segment.context_id,
            data_json=self.data,
            last_translated_by=self.user,
        )
        self._record(before.data_json if before else self.segment.data_json, self.data)


class RemoveSegmentOverride(ChangeSegmentOverride):
    """Remove the override, so that the language has the value of the source."""

    @transaction.atomic
    def execute(self) -> None:
        policy_for(self.user).check("edit", self.assignment)
        before = self._stored.first()
        if before:
            self._stored.delete()
            self._record(before.data_json, self.segment.data_json)
