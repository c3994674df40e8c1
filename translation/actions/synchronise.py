"""Synchronisation: a published translation takes over new values of synchronised fields."""

from django.db import transaction

from translation.models import Assignment
from translation.segments.composition import (
    MissingTranslationError,
    PublishedTexts,
    compose_translation,
    is_source_content_public,
)

from .publish import PublishComposedTranslation


class SynchroniseTranslation:
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
            and assignment.published_target_version
            and is_source_content_public(translation.source)
        )

    @transaction.atomic
    def execute(self) -> bool:
        """Return whether a new revision was published."""
        self.assignment.lock()
        if not self.can_synchronise():
            return False
        try:
            instance = compose_translation(PublishedTexts(self.assignment))
        except MissingTranslationError:
            return False
        return PublishComposedTranslation(
            self.user, self.assignment, instance, "translation.follow"
        ).execute()
