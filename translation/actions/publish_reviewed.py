"""Publication of translations that were written and reviewed elsewhere, in many languages at once.

What is stored is what sending, translating, submitting and approving store one after the other. It
is written together for all languages of an object, in a tenth of the queries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, Revision, TaskState
from wagtail_localize.models import StringTranslation, Translation

from core.django_internals import joint_updates
from core.models import postponed_log_entries
from translation.actions.drafts import create_drafts
from translation.actions.prepare import SentSource
from translation.actions.publish import is_source_of_translation_public, locales_in_release
from translation.actions.publish_composed import (
    create_revisions,
    save_as_draft,
    save_as_published,
    send_published_signals_and_log,
)
from translation.actions.review import TranslationProblemsError, required_workflow
from translation.actions.start import lock_rows, log_sent
from translation.actions.versions import unsaved_target_version
from translation.checks import errors_in_segments
from translation.choices import TranslationState
from translation.deleted_pages import check_object_of_site
from translation.models import Assignment, TargetVersion
from translation.notifications.notify import nobody_notified
from translation.page_locks import page_lock_reason
from translation.policies import policy_for
from translation.segments.composition import compose_first, validate_composed
from translation.segments.string_translations import (
    manual_translation,
    store_string_translations,
)
from translation.segments.text import TranslationSegment, segments_with
from translation.workflow import (
    ApprovedReview,
    log_workflow_approval,
    log_workflow_start,
    store_approved_reviews,
)


@dataclass
class ReviewedTranslation:
    """The translation of an object into one language: ``texts`` are its texts by source text.

    The other fields are what is stored of it, in the order in which it is.
    """

    locale: Locale
    texts: Mapping[str, str]
    translator: Model
    reviewer: Model

    target: Model = field(init=False)
    is_copy: bool = field(init=False)
    translation: Translation = field(init=False)
    segments: list[TranslationSegment] = field(init=False)
    title_before: str = field(init=False)
    assignment: Assignment = field(init=False)

    @property
    def revision(self) -> Revision:
        return self.target.latest_revision


class PublishReviewedTranslations:
    """Publish an object in languages in which nobody has translated it here yet.

    ``sent`` is its present source. Texts that have errors are refused, warnings are not. Nobody is
    notified. Where a translation has to wait for its source or for a release set, it is approved.
    """

    def __init__(self, user, instance, sent: SentSource, reviewed: Sequence[ReviewedTranslation]):
        self.user, self.instance, self.sent = user, instance, sent
        self.reviewed = [item for item in reviewed if item.locale.pk not in sent.translations]

    def check(self) -> None:
        policy_for(self.user).check_send(self.instance)
        for item in self.reviewed:
            policy_for(item.translator).check_translate_into(item.locale.pk)
            policy_for(item.reviewer).check_review_elsewhere(item.locale.pk, item.translator)

    @transaction.atomic
    def execute(self) -> list[Assignment]:
        self.check()
        if not self.reviewed:
            return []
        with postponed_log_entries(), nobody_notified():
            lock_rows(type(self.instance), [self.instance.pk])
            lock_rows(Locale, [item.locale.pk for item in self.reviewed])
            self._find_targets()
            self._store_texts()
            self._save_revisions()
            self._store_approvals()
            self._publish()
        return [item.assignment for item in self.reviewed]

    def _find_targets(self) -> None:
        """Take the drafts that exist, such as those of sections, and create the others."""
        locales = {item.locale.pk: item.locale for item in self.reviewed}
        targets = {
            target.locale_id: target
            for target in type(self.instance).objects.filter(
                translation_key=self.instance.translation_key, locale__in=locales
            )
        }
        missing = [locale for pk, locale in locales.items() if pk not in targets]
        targets |= create_drafts(self.instance, missing, is_saved_later=True)
        for item in self.reviewed:
            item.target, item.is_copy = targets[item.locale.pk], item.locale in missing
            item.target.locale = item.locale  # as it is, without a query
            check_object_of_site(item.target)
            if reason := page_lock_reason(item.target):
                raise ValidationError(reason)
            log_sent(item.target, self.user)

    def _store_texts(self) -> None:
        translations = Translation.objects.bulk_create(
            Translation(source=self.sent.source, target_locale=item.locale)
            for item in self.reviewed
        )
        stored = []
        for item, translation in zip(self.reviewed, translations, strict=True):
            item.translation, of_item = translation, self._unsaved_texts(item)
            item.segments = segments_with(item.translation, self.sent.rows, of_item)
            if errors := errors_in_segments(item.segments, item.translation):
                raise TranslationProblemsError(errors)
            stored += of_item.values()
        store_string_translations(stored)

    def _unsaved_texts(self, item: ReviewedTranslation) -> dict[tuple, StringTranslation]:
        """Return the target texts by context and string; without those that are missing."""
        return {
            (row.context_id, row.string_id): manual_translation(
                row, item.locale, item.texts[row.string.data], item.translator
            )
            for row in self.sent.rows
            if item.texts.get(row.string.data)
        }

    def _save_revisions(self) -> None:
        for item in self.reviewed:
            item.title_before = str(item.target) if item.target.latest_revision_id else ""
            compose_first(item.translation, item.segments, item.target, item.is_copy)
            validate_composed(item.target)
        create_revisions(
            [item.target for item in self.reviewed], [item.translator for item in self.reviewed]
        )

    def _store_approvals(self) -> None:
        now = timezone.now()
        versions = [
            unsaved_target_version(item.translation, item.revision, item.segments)
            for item in self.reviewed
        ]
        for version in versions:
            version.approved_at = now
        TargetVersion.objects.bulk_create(versions)
        task_states = store_approved_reviews(
            [
                ApprovedReview(
                    required_workflow(item.target), item.target, item.translator, item.reviewer
                )
                for item in self.reviewed
            ]
        )
        for item, task_state in zip(self.reviewed, task_states, strict=True):
            item.assignment = self._approved_assignment(item, now)
            self._log_approval(item, task_state)

    def _approved_assignment(self, item: ReviewedTranslation, approved_at: datetime) -> Assignment:
        """Return the assignment as it is when the translation is published; it is stored later."""
        assignment = Assignment(
            translation=item.translation,
            assignee=item.translator,
            requested_by=self.user,
            state=TranslationState.APPROVED,
            submitted_by=item.translator,
            covered_version=self.sent.version,
            revision=item.revision,
            approved_by=item.reviewer,
            approved_at=approved_at,
        )
        assignment.current_version = self.sent.version
        return assignment

    def _log_approval(self, item: ReviewedTranslation, task_state: TaskState) -> None:
        log_workflow_start(item.target, task_state, item.translator)
        entry = {"instance": item.target, "revision": item.revision}
        log(
            **entry,
            action="translation.submit",
            user=item.translator,
            data={"source_version": self.sent.version.pk},
        )
        log_workflow_approval(item.target, task_state)
        log(
            **entry,
            action="translation.approve",
            user=item.reviewer,
            data={"four_eyes_waived": item.reviewer == item.translator},
        )

    def _publish(self) -> None:
        """Publish those that need not wait. What makes them wait is the same for all languages."""
        is_public = is_source_of_translation_public(self.reviewed[0].assignment)
        waiting = set(locales_in_release(self.sent.source))
        ready = [item for item in self.reviewed if is_public and item.locale.pk not in waiting]
        with joint_updates():
            for item in self.reviewed:
                save_as_published(item.target) if item in ready else save_as_draft(item.target)
        for item in ready:
            with item.assignment.given_to_receivers(item.revision):
                send_published_signals_and_log(item.target, item.reviewer, item.title_before)
        Assignment.objects.bulk_create([item.assignment for item in self.reviewed])
