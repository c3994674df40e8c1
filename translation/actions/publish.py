"""Publication of approved translations: at once, scheduled, in a release set, or composed anew."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import TaskState
from wagtail_localize.models import TranslationSource

from translation.actions.publish_composed import create_revisions, publish_composed
from translation.actions.record_review import record_stopped_review
from translation.choices import TranslationState
from translation.models import Assignment, ReleaseItem, ReleaseSet, TranslationReviewTask
from translation.page_locks import page_lock_reason
from translation.segments.composition import (
    is_source_content_public,
    is_source_public,
    translatable_content,
    validate_composed,
)


@transaction.atomic(savepoint=False)
def complete_approved_workflow(workflow_state, user=None) -> None:
    """Complete an approved workflow: publish the object, unless it has to wait.

    A translation may have to wait for its source or its release set, a source for its release set.
    Wagtail also calls a workflow approved when its last task is deactivated. Nothing is published
    then: somebody has to have approved this revision.
    """
    approvals = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    assignment = Assignment.objects.lock_for_signal(
        workflow_state, lambda: workflow_state.content_object
    )
    if assignment is None:
        instance = workflow_state.content_object
        if approvals.exists() and ReleaseSet.objects.embargo_of(instance) is None:
            instance.get_latest_revision().publish(user=user)
        return
    review = (
        approvals.filter(
            revision=assignment.revision_id, task__in=TranslationReviewTask.objects.all()
        )
        .select_related("finished_by")
        .first()
    )
    if review is None:
        record_stopped_review(assignment, user)
    else:
        _approve(assignment, review.finished_by)


def _approve(assignment: Assignment, reviewer) -> None:
    version = assignment.submitted_version
    waived = reviewer.pk in version.authors_of_changes
    assignment.change_state(
        TranslationState.APPROVED, approved_by=reviewer, approved_at=timezone.now()
    )
    version.approved_at = assignment.approved_at
    version.save(update_fields=["approved_at"])
    log(
        instance=assignment.revision.content_object,
        action="translation.approve",
        user=reviewer,
        revision=assignment.revision,
        data={"four_eyes_waived": waived},
    )
    if publication_dependency(assignment) is None:
        PublishTranslation(reviewer, assignment).execute_locked()


def publication_dependency(assignment: Assignment) -> str | None:
    """Return what an approved translation has to wait for: "release", "source" or ``None``."""
    translation = assignment.translation
    if locales_in_release(translation.source).filter(locale=translation.target_locale).exists():
        return "release"
    return None if is_source_of_translation_public(assignment) else "source"


def locales_in_release(source: TranslationSource) -> QuerySet:
    """Return the ids of the locales whose translations of a source wait for its release set."""
    items = ReleaseItem.objects.filter(
        release_set__released_at=None,
        release_set__page__translation_key=source.object_id,
        waived=False,
    )
    return items.values_list("locale", flat=True)


def is_source_of_translation_public(assignment: Assignment) -> bool:
    """Whether the source is public with the content that the approved revision was made from.

    Its texts may be public while synchronised fields, such as a new date, are still a draft.
    """
    version, source = assignment.covered_version, assignment.translation.source
    if version is not None and version.published_at is None:
        return False
    if assignment.revision and assignment.revision.created_at < source.last_updated_at:
        return is_source_public(source)
    return is_source_content_public(source)


class PublishTranslation:
    """Publish, or schedule for ``publish_at``, exactly the revision that was approved.

    The approval is the permission. Reviewers have no permission to publish pages. Nothing happens
    if the approved translation was withdrawn meanwhile.
    """

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    @transaction.atomic
    def execute(self) -> None:
        self.assignment.lock()
        self.execute_locked()

    def execute_locked(self) -> None:
        """Do the same with an assignment that is locked and was read since."""
        if self.assignment.state != TranslationState.APPROVED:
            return
        revision, when = self.assignment.revision, self.assignment.publish_at
        is_later = when is not None and when > timezone.now()
        go_live_at = when.isoformat() if is_later else None
        # The revision may contain the date of an earlier approval.
        if revision.content.get("go_live_at") != go_live_at:
            revision.content["go_live_at"] = go_live_at
            revision.save(update_fields=["content"])
        with self.assignment.given_to_receivers(revision):
            revision.publish(user=self.user, skip_permission_checks=True)


class PublishComposedTranslation:
    """Publish a composed object: approved texts with the current synchronised fields.

    A running review goes on. Nothing happens if the public object has the same content. ``action``
    is the name of the log action. Raises ``ValidationError`` if somebody has locked the page.
    """

    def __init__(self, user, assignment: Assignment, instance, action: str):
        self.user, self.assignment = user, assignment
        self.instance, self.action = instance, action

    @transaction.atomic
    def execute(self) -> bool:
        target = self.assignment.translation.get_target_instance()
        if target.live and translatable_content(target) == translatable_content(self.instance):
            return False
        if reason := page_lock_reason(target):
            raise ValidationError(reason)
        self.instance.revisions.update(approved_go_live_at=None)
        self.publish_unconditionally(str(target) if target.latest_revision_id else "")
        self._reschedule()
        return True

    def publish_unconditionally(self, title_before: str) -> None:
        """Publish without comparing, without checking page locks and without scheduling again.

        Call it directly only for a draft that the same transaction has created.
        """
        self.instance.go_live_at = None
        validate_composed(self.instance)
        create_revisions([self.instance], [self.user])
        revision = self.instance.latest_revision
        self.assignment.published_revision = revision
        self.assignment.save(update_fields=["published_revision"])
        with self.assignment.given_to_receivers(revision):
            publish_composed(self.instance, self.user, title_before)
        log(instance=self.instance, action=self.action, user=self.user, revision=revision)

    def _reschedule(self) -> None:
        """Schedule the approved revision again: the publication of another one has cancelled it."""
        has_date = self.assignment.state == TranslationState.APPROVED and self.assignment.publish_at
        if has_date and publication_dependency(self.assignment) is None:
            PublishTranslation(self.assignment.approved_by, self.assignment).execute()
