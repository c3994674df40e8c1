"""Overriding the image, document or URL of a segment in one language."""

import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import OverridableSegment, SegmentOverride

from translation.models import Assignment, SegmentChange
from translation.policies import policy_for
from translation.segments.overrides import override_names


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
        self.assignment.lock()
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
        self.assignment.lock()
        policy_for(self.user).check("edit", self.assignment)
        before = self._stored.first()
        if before:
            self._stored.delete()
            self._record(before.data_json, self.segment.data_json)


class UndoSegmentOverride:
    """Restore the picture, document or link from before a change. This is recorded, too."""

    def __init__(self, user, assignment: Assignment, change: SegmentChange):
        self.user, self.assignment, self.change = user, assignment, change

    def execute(self) -> None:
        """Raise ``ValidationError`` if the page no longer has this place, or the site this file."""
        source = self.assignment.translation.source
        segment = source.overridablesegment_set.filter(context=self.change.context_id).first()
        if segment is None:
            raise ValidationError(_("The source has changed since; nothing to undo."))
        if self.change.before == segment.data_json:
            RemoveSegmentOverride(self.user, self.assignment, segment).execute()
        else:
            model = source.specific_content_type.model_class()
            if not override_names(model, [(segment.context.field_path, self.change.before)]):
                raise ValidationError(_("This file no longer exists."))
            before = json.loads(self.change.before)
            SetSegmentOverride(self.user, self.assignment, segment, before).execute()
