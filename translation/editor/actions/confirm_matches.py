"""Confirming at once what the translation memory has filled in."""

from collections.abc import Collection

from django.db import transaction

from translation.actions.write import WriteSegment
from translation.editor.rows import exact_match_rows, load_segment_rows
from translation.models import Assignment
from translation.policies import policy_for


class ConfirmExactMatches:
    """Confirm the texts that were filled in as exact matches and in which the checks find nothing.

    ``segment_pks`` are those that the person was shown. A text that was changed since then, or for
    which another translation was confirmed elsewhere, is left to the person. The history records
    each text as a change of its own. Nothing is approved: that remains a reviewer's decision.
    """

    def __init__(self, user, assignment: Assignment, segment_pks: Collection[int]):
        self.user, self.assignment, self.segment_pks = user, assignment, set(segment_pks)

    @transaction.atomic
    def execute(self) -> int:
        """Return how many texts were confirmed; raise ``TranslationPermissionDenied``."""
        self.assignment.lock()
        policy_for(self.user).check("edit", self.assignment)
        matches = [
            row.segment
            for row in exact_match_rows(load_segment_rows(self.assignment), self.assignment)
            if row.segment.pk in self.segment_pks
        ]
        for segment in matches:
            WriteSegment(
                self.user,
                self.assignment,
                segment,
                segment.target,
                base=segment.target,
                origin=segment.origin,
            ).execute()
        return len(matches)
