"""Following: a translation takes over new facts of its source, with the words it has."""

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
    """Publish a translation again with the dates, states, files and order of its source.

    Only where it has the words of what readers of the source see, all of them approved. Otherwise
    the facts come with the translator's next submission. Words written since the approval wait
    for theirs.
    """

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    def may_follow(self) -> bool:
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
        """Return whether readers were given anything new."""
        # A reviewer may be approving it at this moment.
        list(Assignment.objects.select_for_update().filter(pk=self.assignment.pk).values_list("pk"))
        self.assignment.refresh_from_db()
        if not self.may_follow():
            return False
        try:
            instance = compose(PublishedWords(self.assignment))
        except MissingWordsError:
            return False
        return PublishComposition(
            self.user, self.assignment, instance, "translation.follow"
        ).execute()
