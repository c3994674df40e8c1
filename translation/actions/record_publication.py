"""What happens after the publication of a source or a translation."""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin
from wagtail_localize.models import TranslationSource

from core.languages import site_language
from translation.actions.versions import mark_outdated, record_source_version
from translation.choices import JobKind, NotificationEvent, TranslationState
from translation.derivation import derived_languages, derived_locales, is_derived
from translation.models import Assignment
from translation.notifications.notify import notify, notify_all
from translation.segments.composition import translatable_content, translatable_content_of_source
from translation.segments.sources import update_source

from .create_jobs import create_jobs
from .publish import PublishTranslation, publication_dependency


class RecordTranslationPublication:
    """Record in the assignment that a translation was published.

    Only the approved revision counts as its publication. For a revision published in any other way,
    the version of the source that it reflects is unknown.
    """

    def __init__(self, instance, revision):
        self.instance, self.revision = instance, revision

    @transaction.atomic(savepoint=False)
    def execute(self) -> None:
        assignment = Assignment.objects.lock_for_signal(self.revision, lambda: self.instance)
        if assignment is None:
            return
        published = self.revision and self.revision.pk
        is_approved = assignment.state in (TranslationState.APPROVED, TranslationState.PUBLISHED)
        if published and published == assignment.revision_id and is_approved:
            self._record_approved_revision(assignment)
        elif not published or published != assignment.published_revision_id:
            self._record_other_revision(assignment)

    def _record_approved_revision(self, assignment: Assignment) -> None:
        was_published = assignment.state == TranslationState.PUBLISHED
        assignment.change_state(
            TranslationState.PUBLISHED,
            published_version_id=assignment.covered_version_id,
            published_revision=self.revision,
            published_target_version=assignment.submitted_version,
            publish_at=None,
        )
        source = assignment.translation.source
        versions = source.versions.filter(is_current=True)
        if current := assignment.current_version or versions.first():
            mark_outdated(current, [assignment])
        if not was_published:
            notify(NotificationEvent.PUBLISHED, assignment, actor=assignment.approved_by)
        if self.revision.created_at < source.last_updated_at:
            self._synchronise(assignment)

    def _synchronise(self, assignment: Assignment) -> None:
        """Create a job for the fields of the source that changed during the review."""
        translation = assignment.translation
        kind = JobKind.DERIVE if is_derived(translation.target_locale) else JobKind.SYNCHRONISE
        instance = translation.source.get_source_instance()
        create_jobs(kind, instance, [translation.target_locale], self.revision.user)

    def _record_other_revision(self, assignment: Assignment) -> None:
        cancel_review(self.instance, self.revision and self.revision.user)
        assignment.refresh_from_db()
        assignment.published_version = assignment.published_revision = None
        assignment.published_target_version = assignment.outdated_since = None
        if assignment.state in (TranslationState.APPROVED, TranslationState.PUBLISHED):
            assignment.change_state(TranslationState.IN_PROGRESS, revision=None, publish_at=None)
        else:
            assignment.save()


class RecordSourcePublication:
    """Record the version of a published source; mark or synchronise its translations."""

    def __init__(self, instance, user=None):
        self.instance, self.user = instance, user

    @transaction.atomic
    def execute(self) -> None:
        source = TranslationSource.objects.get_for_instance_or_none(self.instance)
        if source is None:
            return
        if translatable_content(self.instance) != translatable_content_of_source(source):
            source = update_source(self.instance)
        version = record_source_version(source, is_published=True)
        notify_all(NotificationEvent.SOURCE_CHANGED, mark_outdated(version), actor=self.user)
        self._publish_waiting(source)
        self._synchronise(source, version)

    def _synchronise(self, source: TranslationSource, version) -> None:
        """Create jobs for translations that cover the version but not the synchronised fields."""
        assignments = Assignment.objects.filter(
            translation__source=source,
            translation__enabled=True,
            published_version=version,
            published_revision__created_at__lt=source.last_updated_at,
        ).select_related("translation__target_locale")
        locales = [assignment.translation.target_locale for assignment in assignments]
        locales = [locale for locale in locales if not is_derived(locale)]
        create_jobs(JobKind.SYNCHRONISE, self.instance, locales, self.user)

    def _publish_waiting(self, source: TranslationSource) -> None:
        """Publish the translations that were approved before their source went live."""
        waiting = Assignment.objects.filter(
            translation__source=source,
            translation__enabled=True,
            state=TranslationState.APPROVED,
            revision__approved_go_live_at=None,
            revision__isnull=False,
        ).select_related("translation__source", "covered_version", "revision", "approved_by")
        for assignment in waiting:
            version = assignment.covered_version
            if assignment.source_changed_at and version and version.published_at is None:
                self._withdraw(assignment)
            elif publication_dependency(assignment) is None:
                PublishTranslation(assignment.approved_by, assignment).execute()

    def _withdraw(self, assignment: Assignment) -> None:
        """Open a translation again that reflects a draft which was never published."""
        assignment.change_state(TranslationState.IN_PROGRESS, revision=None, publish_at=None)
        target = assignment.translation.get_target_instance()
        log(instance=target, action="translation.withdraw", user=self.user)


def record_publication(instance, revision=None) -> None:
    """Record the publication of a translatable object, be it a source, a translation or both."""
    if not getattr(instance, "live", True):
        return  # Wagtail sends the signal, too, when an object that is not live is scheduled.
    language = site_language(instance.locale.language_code)
    if not language.is_source:
        RecordTranslationPublication(instance, revision).execute()
    if language.is_source or derived_languages(language):
        user = revision and revision.user
        if language.is_source:
            cancel_review(instance, user)
        RecordSourcePublication(instance, user).execute()
        create_derive_jobs(instance, user)


def create_derive_jobs(instance, user=None) -> None:
    """Create jobs that apply the publication state of an object to its derived scripts."""
    if isinstance(instance, DraftStateMixin):
        locales = derived_locales(site_language(instance.locale.language_code))
        create_jobs(JobKind.DERIVE, instance, locales, user)


def cancel_review(instance, user=None) -> None:
    """Cancel the review of an object that was published in another way.

    Wagtail's own setting (``WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH``) is off: it would also cancel
    reviews when a job publishes, during which they go on.
    """
    running = getattr(instance, "current_workflow_state", None)
    if running:
        running.cancel(user=user)
