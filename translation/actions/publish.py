"""Publication of approved words, and what follows when a source or a translation goes live."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin
from wagtail_localize.models import Translation, TranslationSource

from core.languages import all_languages, get
from translation.choices import Event, JobKind, State
from translation.models import Assignment, ReleaseItem
from translation.notifying import notify
from translation.policies import policy_for
from translation.reviewing import assignment_of
from translation.versions import mark_outdated, record_version

from .order_jobs import order_jobs


def finish(workflow_state, user=None) -> None:
    """The last reviewer approved: publish, or wait for what the translation has to wait for."""
    instance = workflow_state.content_object
    assignment = assignment_of(instance)
    if assignment is None:
        instance.get_latest_revision().publish(user=user)
        return
    waived = policy_for(user).wrote_last(assignment)
    assignment.enter(State.APPROVED, approved_by=user, approved_at=timezone.now())
    log(
        instance=assignment.translation.get_target_instance(),
        action="translation.approve",
        user=user,
        revision=assignment.revision,
        data={"four_eyes_waived": waived},
    )
    if waits_for(assignment) is None:
        PublishTranslation(user, assignment).execute()


def waits_for(assignment: Assignment) -> str | None:
    """What an approved translation has to wait for: its release set or its source."""
    in_set = ReleaseItem.objects.filter(
        release_set__released_at=None,
        release_set__page__translation_key=assignment.translation.source.object_id,
        locale=assignment.translation.target_locale_id,
        waived=False,
    )
    if in_set.exists():
        return "release"
    version = assignment.covered_version
    if version is not None and version.published_at is None:
        return "source"
    return None


class PublishTranslation:
    """Publish, or schedule for ``publish_at``, exactly the revision that was approved.

    Permission lies in the approval: reviewers have no right to publish pages by hand.
    """

    def __init__(self, user, assignment: Assignment):
        self.user, self.assignment = user, assignment

    @transaction.atomic
    def execute(self) -> None:
        revision, when = self.assignment.revision, self.assignment.publish_at
        if when and when > timezone.now():
            revision.content["go_live_at"] = when.isoformat()
            revision.save(update_fields=["content"])
        revision.publish(user=self.user, skip_permission_checks=True)


class RecordPublication:
    """A translation went live: say so in the workshop, and let the derived script follow."""

    def __init__(self, instance, revision, user=None):
        self.instance, self.revision, self.user = instance, revision, user

    def execute(self) -> None:
        assignment = assignment_of(self.instance)
        if assignment is None:
            return
        values = {"published_version": assignment.covered_version, "publish_at": None}
        is_newest = assignment.state == State.APPROVED or assignment.revision == self.revision
        if is_newest or assignment.revision is None:
            assignment.enter(State.PUBLISHED, **values)
        now = timezone.now()
        Translation.objects.filter(pk=assignment.translation_id).update(
            destination_last_updated_at=now
        )
        current = assignment.translation.source.versions.filter(is_current=True).first()
        if current:
            mark_outdated(current)
        notify(Event.PUBLISHED, assignment, actor=assignment.approved_by)


class RecordSource:
    """A source went live: note its words, mark what they outdate, let the rest follow."""

    def __init__(self, instance, user=None):
        self.instance, self.user = instance, user

    @transaction.atomic
    def execute(self) -> None:
        source = TranslationSource.objects.get_for_instance_or_none(self.instance)
        if source is None:
            return
        before = source.content_json
        source, _created = TranslationSource.update_or_create_from_instance(self.instance)
        version = record_version(source, is_published=True)
        for assignment in mark_outdated(version):
            notify(Event.SOURCE_CHANGED, assignment, actor=self.user)
        self._release_waiting(source)
        if before != source.content_json:
            followers = Assignment.objects.filter(
                translation__source=source, published_version=version, state=State.PUBLISHED
            )
            locales = [item.translation.target_locale for item in followers]
            order_jobs(JobKind.FOLLOW, self.instance, locales, self.user)

    def _release_waiting(self, source: TranslationSource) -> None:
        """Publish the translations that were approved before their source went live."""
        waiting = Assignment.objects.filter(
            translation__source=source, state=State.APPROVED, source_changed_at=None
        )
        for assignment in waiting:
            if waits_for(assignment) is None:
                PublishTranslation(assignment.approved_by, assignment).execute()


def record_published(instance, revision=None, user=None) -> None:
    """Note that something translatable went live, whichever side of a translation it is on."""
    language = get(instance.locale.language_code)
    if not language.is_source:
        RecordPublication(instance, revision, user).execute()
    is_origin = any(item.derived_from == language.code for item in all_languages())
    if language.is_source or is_origin:
        RecordSource(instance, user).execute()
    if is_origin and isinstance(instance, DraftStateMixin):
        derived = [item for item in all_languages() if item.derived_from == language.code]
        order_jobs(JobKind.DERIVE, instance, _locales(derived), user)


def _locales(languages) -> list:
    from wagtail.models import Locale

    return list(Locale.objects.filter(language_code__in=[item.code for item in languages]))
