"""Preparation of the source of an object, which is the same for all languages it is sent to."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import DraftStateMixin
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from translation.actions.versions import (
    mark_outdated,
    record_source_version,
    translations_by_locale,
)
from translation.choices import NotificationEvent
from translation.models import SourceVersion
from translation.notifications.notify import notify_all
from translation.segments.prepared import prepared_source
from translation.segments.sources import update_source


@dataclass
class SentSource:
    """The present source of an object: ``rows`` are its texts, ``translations`` by id of locale."""

    source: TranslationSource
    version: SourceVersion
    rows: list[StringSegment]
    translations: dict[int, Translation]


class PrepareSource:
    """Update the texts of a source and their version, and mark what they make outdated.

    The draft is taken if it is newer and asked for, or if nothing is published yet. It belongs to
    the transaction of the action that sends the object.
    """

    def __init__(self, user, instance, from_draft: bool = False):
        self.user, self.instance, self.from_draft = user, instance, from_draft

    def execute(self) -> SentSource:
        content = self.instance
        if self._is_draft:
            content = self.instance.get_latest_revision_as_object()
        source = update_source(content)
        # What the signal receivers and the segments would load again.
        source.locale = self.instance.locale
        source.specific_content_type = ContentType.objects.get_for_id(
            source.specific_content_type_id
        )
        rows = prepared_source(source).rows
        version = record_source_version(source, not self._is_draft, rows)
        translations = translations_by_locale(source)
        outdated = mark_outdated(version)
        notify_all(NotificationEvent.SOURCE_CHANGED, outdated, actor=self.user)
        return SentSource(source, version, rows, translations)

    @property
    def _is_draft(self) -> bool:
        if not isinstance(self.instance, DraftStateMixin):
            return False
        is_newer = self.instance.has_unpublished_changes and self.from_draft
        return bool(is_newer or not self.instance.live)
