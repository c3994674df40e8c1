"""What follows when a source or a translation goes live."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin
from wagtail_localize.models import Translation, TranslationSource

from core.languages import get
from translation.choices import Event, JobKind, State
from translation.derivation import derived_languages, derived_locales, is_derived
from translation.models import Assignment
from translation.news.notifying import notify, notify_all
from translation.versions import mark_outdated, record_version
from translation.words.composition import content_of, content_of_source

from .order_jobs import order_jobs
from .publish import PublishTranslation, waits_for


class RecordPublication:
    """A translation went live: say so in the workshop.

    Only the revision that was approved counts as its publication. If somebody published anything
    else past the workshop, nobody can say which words of the source it reflects.
    """

    def __init__(self, instance, revision, user=None):
        self.instance, self.revision, self.user = instance, revision, user

    @transaction.atomic
    def execute(self) -> None:
        assignment = Assignment.objects.get_for_instance_or_none(self.instance)
        if assignment is None:
            return
        Translation.objects.filter(pk=assignment.translation_id).update(
            destination_last_updated_at=timezone.now()
        )
        published = self.revision and self.revision.pk
        is_approved = assignment.state in (State.APPROVED, State.PUBLISHED)
        if published and published == assignment.revision_id and is_approved:
            self._approved(assignment)
        elif not published or published != assignment.published_revision_id:
            self._by_hand(assignment)

    def _approved(self, assignment: Assignment) -> None:
        was_published = assignment.state == State.PUBLISHED
        assignment.enter(
            State.PUBLISHED,
            published_version=assignment.covered_version,
            published_revision=self.revision,
            published_words_at=assignment.approved_at,
            publish_at=None,
        )
        source = assignment.translation.source
        current = source.versions.filter(is_current=True).first()
        if current:
            mark_outdated(current)
        if not was_published:
            notify(Event.PUBLISHED, assignment, actor=assignment.approved_by)
        if self.revision.created_at < source.last_updated_at:
            self._catch_up(assignment)

    def _catch_up(self, assignment: Assignment) -> None:
        """Let a job bring in what changed in the source while the words were being reviewed."""
        translation = assignment.translation
        kind = JobKind.DERIVE if is_derived(translation.target_locale) else JobKind.FOLLOW
        instance = translation.source.get_source_instance()
        order_jobs(kind, instance, [translation.target_locale], self.user)

    def _by_hand(self, assignment: Assignment) -> None:
        end_review(self.instance, self.user)
        assignment.refresh_from_db()
        assignment.published_version = assignment.published_revision = None
        assignment.published_words_at = assignment.outdated_since = None
        if assignment.state in (State.APPROVED, State.PUBLISHED):
            assignment.enter(State.IN_PROGRESS, revision=None, publish_at=None)
        else:
            assignment.save()


class RecordSource:
    """A source went live: note its words, mark what they outdate, let the rest follow."""

    def __init__(self, instance, user=None):
        self.instance, self.user = instance, user

    @transaction.atomic
    def execute(self) -> None:
        source = TranslationSource.objects.get_for_instance_or_none(self.instance)
        if source is None:
            return
        if content_of(self.instance) != content_of_source(source):
            source, _created = TranslationSource.update_or_create_from_instance(self.instance)
        version = record_version(source, is_published=True)
        notify_all(Event.SOURCE_CHANGED, mark_outdated(version), actor=self.user)
        self._release_waiting(source)
        self._let_follow(source, version)

    def _let_follow(self, source: TranslationSource, version) -> None:
        """Order that translations with the words of today take over the facts of today."""
        behind = Assignment.objects.filter(
            translation__source=source,
            translation__enabled=True,
            published_version=version,
            published_revision__created_at__lt=source.last_updated_at,
        ).select_related("translation__target_locale")
        locales = [assignment.translation.target_locale for assignment in behind]
        locales = [locale for locale in locales if not is_derived(locale)]
        order_jobs(JobKind.FOLLOW, self.instance, locales, self.user)

    def _release_waiting(self, source: TranslationSource) -> None:
        """Publish the translations that were approved before their source went live."""
        waiting = Assignment.objects.filter(
            translation__source=source,
            state=State.APPROVED,
            revision__approved_go_live_at=None,
            revision__isnull=False,
        ).select_related("translation__source", "covered_version", "revision", "approved_by")
        for assignment in waiting:
            version = assignment.covered_version
            if assignment.source_changed_at and version and version.published_at is None:
                self._give_back(assignment)
            elif waits_for(assignment) is None:
                PublishTranslation(assignment.approved_by, assignment).execute()

    def _give_back(self, assignment: Assignment) -> None:
        """Words of a draft that was never published: they would wait for ever."""
        assignment.enter(State.IN_PROGRESS, revision=None, publish_at=None)
        target = assignment.translation.get_target_instance()
        log(instance=target, action="translation.withdraw", user=self.user)


def record_published(instance, revision=None, user=None) -> None:
    """Note that something translatable went live, whichever side of a translation it is on."""
    if not getattr(instance, "live", True):
        return  # Wagtail also says so when it has only taken a date for something not yet live.
    language = get(instance.locale.language_code)
    if language.is_source:
        end_review(instance, user)
    else:
        RecordPublication(instance, revision, user).execute()
    if language.is_source or derived_languages(language):
        RecordSource(instance, user).execute()
    let_derived_follow(instance, user)


def let_derived_follow(instance, user=None) -> None:
    """Order that what happened to an object happens to it in the derived script, too."""
    if isinstance(instance, DraftStateMixin):
        locales = derived_locales(get(instance.locale.language_code))
        order_jobs(JobKind.DERIVE, instance, locales, user)


def end_review(instance, user=None) -> None:
    """End the review of something that is published past it.

    Wagtail would do it by itself, but for every publication: also for those of jobs, which go on
    beside a review (``WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH``).
    """
    running = getattr(instance, "current_workflow_state", None)
    if running:
        running.cancel(user=user)
