"""Synchronisation: a published translation takes over new values of synchronised fields."""

from django.db import transaction

from translation.models import Assignment
from translation.words.composition import (
    MissingWordsError,
    PublishedWords,
    compose,
    is_what_readers_see,
)

from .publish import PublishComposition


class FollowSource:
    """Publish a translation again with the synchronised fields of its source: dates, files, order.

    Only if the published translation covers all texts of the public source. Otherwise the fields
    are synchronised when the translator submits again. Texts changed since the approval are not
    published.
    """

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    def can_synchronise(self) -> bool:
        assignment, translation = self.assignment, self.assignment.translation
        version = assignment.published_version
        return bool(
            translation.enabled
            and version
            and version.is_current
            and assignment.published_words_at
            and is_what_readers_see(translation.source)
        )

    @transaction.atomic
    def execute(self) -> bool:
        """Return whether a new revision was published."""
        # Lock the row: a reviewer may be approving the translation in another transaction.
        list(Assignment.objects.select_for_update().filter(pk=self.assignment.pk).values_list("pk"))
        self.assignment.refresh_from_db()
        if not self.can_synchronise():
            return False
        try:
            instance = compose(PublishedWords(self.assignment))
        except MissingWordsError:
            return False
        return PublishComposition(
            self.user, self.assignment, instance, "translation.follow"
        ).execute()
